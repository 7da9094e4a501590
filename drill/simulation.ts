import { check } from "./checkers/all.ts";
import type { Violation } from "./checkers/checker.ts";
import { storyFrom } from "./drawnStory.ts";
import { exampleSite } from "./exampleSite.ts";
import { controlPlane } from "./functions.ts";
import { playTogether } from "./virtualTime.ts";
import { World } from "./world.ts";

/** What the checkers say of one seed's world, which is over. */
export interface Verdict {
  readonly seed: number;
  readonly world: World;
  readonly violations: readonly Violation[];
}

/** Plays these seeds side by side, watched by all checkers. */
export async function simulate(seeds: readonly number[]): Promise<readonly Verdict[]> {
  const watched = seeds.map((seed) => {
    const { site, script } = storyFrom(seed, exampleSite);
    const world = new World({ site, seed, script, functions: controlPlane(site) });
    return { seed, world, verdict: check(world) };
  });
  await playTogether(watched.map(({ world }) => world));
  return watched.map(({ seed, world, verdict }) => ({ seed, world, violations: verdict() }));
}
