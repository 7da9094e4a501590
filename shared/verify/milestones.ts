import { compareKeys } from "./keyOrder.ts";

/** A stretch of the primary's listing that was walked: its last key, and how much of a page it is. */
export interface Milestone {
  readonly upTo: string;
  readonly pages: number;
}

/** Keys from one split point to the next: four pages. Where delete markers make pages short, it is fewer keys. */
export const pointsApart = 4000;
const pagesApart = pointsApart / 1000 - 1e-6;

/** About one key in four pages. Where the walk began and ended pages, so that the next one meets the same pages. */
export function splitPoints(milestones: readonly Milestone[]): readonly string[] {
  const points: string[] = [];
  let passed = 0;
  for (const { upTo, pages } of milestones.toSorted((a, b) => compareKeys(a.upTo, b.upTo))) {
    passed += pages;
    if (passed < pagesApart) continue;
    points.push(upTo);
    passed = 0;
  }
  return points;
}
