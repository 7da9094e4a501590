import { compareKeys } from "./keyOrder.ts";

/** A stretch of the primary's listing that was walked: its last key, and how many keys. */
export interface Milestone {
  readonly upTo: string;
  readonly count: number;
}

/** Keys from one split point to the next. */
export const pointsApart = 4000;

/** About one key in four pages. Where the walk began and ended pages, so that the next one meets the same pages. */
export function splitPoints(milestones: readonly Milestone[]): readonly string[] {
  const points: string[] = [];
  let keys = 0;
  for (const { upTo, count } of milestones.toSorted((a, b) => compareKeys(a.upTo, b.upTo))) {
    keys += count;
    if (keys < pointsApart) continue;
    points.push(upTo);
    keys = 0;
  }
  return points;
}
