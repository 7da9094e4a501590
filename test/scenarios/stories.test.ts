import { expect, test } from "vitest";
import { check } from "../../drill/checkers/all.ts";
import { exampleSite } from "../../drill/exampleSite.ts";
import { controlPlane } from "../../drill/functions.ts";
import { scenarios } from "../../drill/scenarios/all.ts";
import { playTogether } from "../../drill/virtualTime.ts";
import { World } from "../../drill/world.ts";

/** Stories that don't end well yet, and why. One that does fails here, so that it is taken off. */
const notYet: ReadonlyMap<string, string> = new Map([
  [
    "stranded-change",
    "an intent is settled by what is listed while its change is PENDING, and the change is lost",
  ],
]);

for (const scenario of scenarios) {
  const play = notYet.has(scenario.name) ? test.fails : test;
  play(`${scenario.name}: ${scenario.story}`, async () => {
    const site = scenario.site(exampleSite);
    const world = new World({ site, seed: 1, script: scenario.script(site), functions: controlPlane(site) });
    const verdict = check(world);
    await playTogether([world]);
    expect(verdict()).toEqual([]);
  });
}
