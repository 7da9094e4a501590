import type { Violation } from "./checkers/checker.ts";
import { type DrawnStory, storyFrom } from "./drawnStory.ts";
import { exampleSite } from "./exampleSite.ts";
import { simulateStory, type Verdict } from "./simulation.ts";

/** The smallest part found of a seed's story by which the same rule is still broken. */
export interface Shrunk {
  readonly story: DrawnStory;
  readonly verdict: Verdict;
  readonly violation: Violation;
  /** How many faults and deeds the whole story had. */
  readonly of: number;
}

/** Takes one fault or deed after the other away, for as long as the rule is still broken without it. */
export async function shrink(seed: number, rule: string): Promise<Shrunk | null> {
  let story = storyFrom(seed, exampleSite);
  const of = partsOf(story);
  let broken = await breaking(seed, story, rule);
  for (let nth = partsOf(story) - 1; broken !== null && nth >= 0; nth -= 1) {
    const smaller = without(story, nth);
    const still = await breaking(seed, smaller, rule);
    if (still !== null) [story, broken] = [smaller, still];
  }
  return broken === null ? null : { story, ...broken, of };
}

async function breaking(
  seed: number,
  story: DrawnStory,
  rule: string,
): Promise<Pick<Shrunk, "verdict" | "violation"> | null> {
  const verdict = await simulateStory(seed, story);
  const violation = verdict.violations.find((one) => one.rule === rule);
  return violation === undefined ? null : { verdict, violation };
}

const partsOf = ({ script }: DrawnStory): number => script.faults.length + script.deeds.length;

function without({ site, script }: DrawnStory, nth: number): DrawnStory {
  const { faults, deeds } = script;
  return {
    site,
    script: {
      ...script,
      faults: faults.toSpliced(nth, nth < faults.length ? 1 : 0),
      deeds: deeds.toSpliced(nth - faults.length, nth < faults.length ? 0 : 1),
    },
  };
}
