import { expect, test } from "vitest";
import { breaks } from "./breakTable.ts";
import { type Break, simulationOf } from "./brokenCode.ts";
import { stories, toldOf } from "./storyTable.ts";

/** Seeds that a break may take to be noticed; most take a few. */
const seedsAtMost = 400;
const sideBySide = 20;

for (const [nth, broken] of breaks.entries()) {
  test(`${broken.caughtBy} notices code that ${broken.mistake}`, async () => {
    expect([...(await rulesBroken(broken, nth))]).toContain(broken.caughtBy);
  });
}

/** Plays seed after seed, until the rule is broken. */
async function rulesBroken(broken: Break, nth: number): Promise<ReadonlySet<string>> {
  const { simulate, simulateStory } = await simulationOf(broken, nth);
  const told = broken.inStory === undefined ? null : toldOf(storyOf(broken.inStory));
  const rules = new Set<string>();
  for (let from = 1; from <= seedsAtMost && !rules.has(broken.caughtBy); from += sideBySide) {
    const seeds = Array.from({ length: sideBySide }, (_, n) => from + n);
    const played =
      told === null ? simulate(seeds) : Promise.all(seeds.map((seed) => simulateStory(seed, told)));
    for (const { violations } of await played) for (const { rule } of violations) rules.add(rule);
  }
  return rules;
}

function storyOf(name: string): (typeof stories)[number] {
  const story = stories.find(({ of }) => of === name);
  if (story === undefined) throw new Error(`no such story is kept: ${name}`);
  return story;
}
