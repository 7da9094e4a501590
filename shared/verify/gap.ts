import { compareKeys } from "./keyOrder.ts";

/**
 * A stretch of the key space of which nothing is known but where it begins: keys after `after`, before `before` (null: to
 * the end). Keys are a tree; a gap is searched for the depth where they branch, then across that depth for branches.
 */
export interface Gap {
  readonly after: string;
  readonly before: string | null;
  readonly search: /** They branch at one of these depths, in characters. */
    | { readonly kind: "depth"; readonly from: number; readonly to: number }
    /** They do branch there. */
    | { readonly kind: "breadth"; readonly depth: number };
}

/** A key, and the first one listed after it; null: none before the gap's end. */
export interface Probed {
  readonly cut: string;
  readonly found: string | null;
}

export function gapAfter(after: string, before: string | null): Gap {
  const from = before === null ? 0 : sharedDepth(after, before);
  return { after, before, search: { kind: "depth", from, to: characters(after).length - 1 } };
}

/** What is left of a gap after a later key: what was found out about its branches holds while the key is below them. */
export function movedTo(gap: Gap, after: string): Gap {
  const { search } = gap;
  const shared = sharedDepth(gap.after, after);
  if (search.kind === "breadth")
    return shared >= search.depth ? { ...gap, after } : gapAfter(after, gap.before);
  if (shared > search.to) return { ...gap, after };
  const moved = gapAfter(after, gap.before);
  if (shared < search.from || moved.search.kind !== "depth") return moved;
  return { ...moved, search: { ...moved.search, from: search.from } };
}

/**
 * Keys after which it is worth to look for the next one, in order; at most `most`, spread evenly. `likely`: keys of the
 * last page branched at this depth.
 */
export function cutsOf(gap: Gap, most: number, likely: number): readonly string[] {
  const after = characters(gap.after);
  const cuts =
    gap.search.kind === "depth"
      ? depthsOf(gap.search, likely).map((depth) => beyond(after, depth))
      : branches(after, gap.search.depth);
  return evenly(
    [...new Set(cuts)].filter((cut): cut is string => cut !== null && isWithin(gap, cut)).sort(compareKeys),
    most,
  );
}

/** Up to the likely depth, where that is among them. */
function depthsOf({ from, to }: { from: number; to: number }, likely: number): number[] {
  const last = likely < from ? to : Math.min(likely, to);
  return Array.from({ length: Math.max(0, last - from + 1) }, (_, n) => from + n);
}

/** After all keys that share the characters up to this depth, with it. */
export function beyond(after: readonly string[], depth: number): string | null {
  const next = nextCharacter(after[depth]);
  return next === null ? null : after.slice(0, depth).join("") + next;
}

/** Where one digit is in use, others may be; and so with letters. What is beyond them all is looked for once. */
const relatives = ["0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

function branches(after: readonly string[], depth: number): (string | null)[] {
  const [parent, here] = [after.slice(0, depth).join(""), after[depth] ?? ""];
  const family = relatives.find((all) => here !== "" && all.includes(here)) ?? here;
  const later = characters(family).filter((character) => character > here);
  const beyondAll = nextCharacter(characters(family).at(-1));
  return [beyond(after, depth), ...[...later, beyondAll ?? here].map((character) => parent + character)];
}

export const isWithin = ({ after, before }: Pick<Gap, "after" | "before">, key: string): boolean =>
  compareKeys(after, key) < 0 && (before === null || compareKeys(key, before) < 0);

function nextCharacter(character: string | undefined): string | null {
  const code = character?.codePointAt(0);
  if (code === undefined || code >= 0x10ffff) return null;
  return String.fromCodePoint(code === 0xd7ff ? 0xe000 : code + 1);
}

function evenly<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, n) => all[Math.floor(((n + 0.5) * all.length) / most)] as T);
}

export const characters = (key: string): readonly string[] => Array.from(key);

export function sharedDepth(a: string, b: string): number {
  const [as, bs] = [characters(a), characters(b)];
  const at = as.findIndex((character, n) => character !== bs[n]);
  return at === -1 ? as.length : at;
}
