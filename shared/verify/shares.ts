import type { KeyRange } from "./result.ts";

/** A part of the key space that one function compares. */
export interface Share extends KeyRange {
  readonly nth: number;
}

/** A million keys: a function of one processor takes ten to twenty seconds, and starting it is little beside. */
const fewestPoints = 250;
/** What one Distributed Map is asked to run; past it shares grow. */
const mostShares = 1000;

/**
 * The whole key space, cut at split points of an earlier comparison (one in about 4,000 keys). With none it is one share,
 * which one function then compares in as many turns as it takes.
 */
export function sharesOf(learned: readonly string[], fewest: number = fewestPoints): readonly Share[] {
  const points = Math.max(fewest, Math.ceil((learned.length + 1) / mostShares));
  const cuts = learned.filter((_, index) => (index + 1) % points === 0);
  return [...cuts, null].map((upTo, index) => ({ nth: index, after: cuts[index - 1] ?? "", upTo }));
}
