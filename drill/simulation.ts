import { check } from "./checkers/all.ts";
import type { Violation } from "./checkers/checker.ts";
import { type DrawnStory, storyFrom } from "./drawnStory.ts";
import { exampleSite } from "./exampleSite.ts";
import { controlPlane } from "./functions.ts";
import { playTogether } from "./virtualTime.ts";
import { World } from "./world.ts";

/** What the checkers say of one seed's world, which is over. */
export interface Verdict {
  readonly seed: number;
  readonly world: World;
  readonly incidents: number;
  readonly violations: readonly Violation[];
}

/** Plays these seeds side by side, watched by all checkers. */
export const simulate = (seeds: readonly number[]): Promise<readonly Verdict[]> =>
  playAll(seeds.map((seed) => ({ seed, story: storyFrom(seed, exampleSite) })));

/** Plays one story by the chance of this seed, whether it was drawn from it or is a part of what was. */
export async function simulateStory(seed: number, story: DrawnStory): Promise<Verdict> {
  const [verdict] = await playAll([{ seed, story }]);
  if (verdict === undefined) throw new Error("nothing was played");
  return verdict;
}

async function playAll(
  plays: readonly { readonly seed: number; readonly story: DrawnStory }[],
): Promise<readonly Verdict[]> {
  const watched = plays.map(({ seed, story: { site, script } }) => {
    const world = new World({ site, seed, script, functions: controlPlane(site) });
    return { seed, world, verdict: check(world), incidents: incidentsIn(world) };
  });
  await playTogether(watched.map(({ world }) => world));
  return watched.map(({ seed, world, verdict, incidents }) => ({
    seed,
    world,
    incidents: incidents(),
    violations: verdict(),
  }));
}

function incidentsIn(world: World): () => number {
  const ids = new Set<string>();
  world.watch({
    recordWritten: ({ incident }) => {
      if (incident !== null) ids.add(incident.id);
    },
  });
  return () => ids.size;
}
