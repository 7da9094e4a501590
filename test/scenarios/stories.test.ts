import { expect, test } from "vitest";
import { check } from "../../drill/checkers/all.ts";
import { exampleSite } from "../../drill/exampleSite.ts";
import { controlPlane } from "../../drill/functions.ts";
import { scenarios } from "../../drill/scenarios/all.ts";
import { playTogether } from "../../drill/virtualTime.ts";
import { World } from "../../drill/world.ts";

for (const scenario of scenarios) {
  test(`${scenario.name}: ${scenario.story}`, async () => {
    const site = scenario.site(exampleSite);
    const world = new World({ site, seed: 1, script: scenario.script(site), functions: controlPlane(site) });
    const verdict = check(world);
    await playTogether([world]);
    expect(verdict()).toEqual([]);
  });
}
