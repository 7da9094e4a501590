import { expect, test } from "vitest";
import { breaks } from "./breakTable.ts";
import { type Break, simulationOf } from "./brokenCode.ts";

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
  const { simulate } = await simulationOf(broken, nth);
  const rules = new Set<string>();
  for (let from = 1; from <= seedsAtMost && !rules.has(broken.caughtBy); from += sideBySide) {
    const seeds = Array.from({ length: sideBySide }, (_, n) => from + n);
    for (const { violations } of await simulate(seeds)) for (const { rule } of violations) rules.add(rule);
  }
  return rules;
}
