import { beyond, characters, type Gap, gapAfter, isWithin, type Probed, sharedDepth } from "./gap.ts";

/** What probing a gap tells: keys to split at, and the gaps that are left in it. */
export interface Narrowed {
  readonly marks: readonly string[];
  readonly gaps: readonly Gap[];
}

/** `probed` in key order. Between a cut and what was found after it there is nothing. */
export function narrow(gap: Gap, probed: readonly Probed[]): Narrowed {
  if (probed.length === 0) return { marks: [], gaps: deeper(gap) };
  return gap.search.kind === "depth"
    ? narrowDepth(gap, gap.search, probed)
    : narrowBreadth(gap, gap.search.depth, probed);
}

/** A gap with no branch left at its depth goes on below it. */
function deeper(gap: Gap): readonly Gap[] {
  if (gap.search.kind === "depth") return [];
  const below = gapAfter(gap.after, gap.before);
  const from = gap.search.depth + 1;
  return below.search.kind === "depth" && from <= below.search.to
    ? [{ ...below, search: { ...below.search, from } }]
    : [];
}

/**
 * The deeper a cut, the earlier in key order, and the more may follow it. They branch at the shallowest depth whose cut
 * has something after it: the last one, in key order, that has.
 */
function narrowDepth(
  gap: Gap,
  { from, to }: { from: number; to: number },
  probed: readonly Probed[],
): Narrowed {
  const at = probed.findLastIndex(({ found }) => found !== null);
  const empty = probed[at + 1];
  const before = empty?.cut ?? gap.before;
  const tooShallow = empty === undefined ? shallowest(gap, from) : depthOf(empty.cut) + 1;
  const last = probed[at];
  if (last === undefined || last.found === null)
    return {
      marks: [],
      gaps: tooShallow > to ? [] : [{ ...gap, before, search: { kind: "depth", from: tooShallow, to } }],
    };
  const depth = sharedDepth(gap.after, last.found);
  if (depthOf(last.cut) > tooShallow)
    return { marks: [], gaps: [{ ...gap, before, search: { kind: "depth", from: tooShallow, to: depth } }] };
  const beyondIt: Gap = { after: last.found, before, search: { kind: "breadth", depth } };
  return { marks: [last.found], gaps: [beyondIt, gapAfter(gap.after, last.cut)] };
}

/** A cut at a shallower depth would lie beyond the gap. */
function shallowest(gap: Gap, from: number): number {
  const after = characters(gap.after);
  let depth = from;
  while (depth < after.length && !isInside(gap, beyond(after, depth))) depth++;
  return depth;
}

const isInside = (gap: Gap, cut: string | null): boolean => cut !== null && isWithin(gap, cut);

/** A cut ends with the character at its depth. */
const depthOf = (cut: string): number => Array.from(cut).length - 1;

function narrowBreadth(gap: Gap, depth: number, probed: readonly Probed[]): Narrowed {
  const marks: string[] = [];
  const gaps: Gap[] = [];
  let after = gap.after;
  let before = gap.before;
  for (const { cut, found } of probed) {
    if (found === null) {
      before = cut;
      break;
    }
    if (found === after) continue;
    gaps.push({ after, before: cut, search: { kind: "breadth", depth } });
    marks.push(found);
    after = found;
  }
  gaps.push({ after, before, search: { kind: "breadth", depth } });
  return { marks, gaps: gaps.filter(({ after: from, before: to }) => to === null || from < to) };
}
