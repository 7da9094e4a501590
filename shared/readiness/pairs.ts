import type { Reading } from "../model/observation.ts";
import { plainName, type RecordSet } from "../model/recordSet.ts";
import type { RecordType } from "../model/site.ts";
import { type Flaw, flawsIn, type Question } from "./check.ts";

/**
 * The record sets as they stand when nobody steers: as listed, or, while the records lever holds them otherwise, as a
 * release would restore them.
 */
export function setsAsReleased({ ground }: Question): Reading<readonly RecordSet[]> {
  const { record, recordSets } = ground;
  const steered =
    record.kind === "known" && record.value !== null && record.value.steering.position !== "automatic"
      ? record.value
      : null;
  if (steered?.steering.lever !== "records" || steered.baseline === null) return recordSets;
  return { kind: "known", value: steered.baseline, at: recordSets.at };
}

export const members = (sets: readonly RecordSet[], name: string, type: RecordType): readonly RecordSet[] =>
  sets.filter((set) => plainName(set.Name) === plainName(name) && set.Type === type);

/** What is wrong with the PRIMARY or SECONDARY of each name and type; where one is missing another row says so. */
export function inPairs(
  question: Question,
  role: "PRIMARY" | "SECONDARY",
  wrong: (set: RecordSet) => readonly (string | false)[],
): readonly Flaw[] | null {
  const { names } = question.site;
  return flawsIn(setsAsReleased(question), (sets) =>
    names.flatMap(({ name, types }) =>
      types.flatMap((type) =>
        members(sets, name, type)
          .filter(({ Failover }) => Failover === role)
          .flatMap((set) => wrong(set).map((fault) => fault && `${name} ${type} ${role} ${fault}`)),
      ),
    ),
  );
}
