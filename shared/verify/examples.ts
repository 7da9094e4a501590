import { compareKeys } from "./keyOrder.ts";
import type { Example } from "./result.ts";

const ofEachKind = 5;

/** The first few of each kind in key order, in whatever order they are found. */
export function firstExamples(known: readonly Example[]) {
  const kept = new Map<Example["difference"], Example[]>();
  const add = (example: Example): void => {
    const same = kept.get(example.difference) ?? [];
    const last = same[ofEachKind - 1];
    if (last !== undefined && compareKeys(last.key, example.key) <= 0) return;
    const first = [...same, example].sort((a, b) => compareKeys(a.key, b.key)).slice(0, ofEachKind);
    kept.set(example.difference, first);
  };
  known.forEach(add);
  return {
    add,
    all: (): readonly Example[] => [...kept.values()].flat().sort((a, b) => compareKeys(a.key, b.key)),
  };
}
