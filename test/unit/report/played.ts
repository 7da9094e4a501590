import { exampleSite } from "../../../drill/exampleSite.ts";
import { controlPlane } from "../../../drill/functions.ts";
import { scenarios } from "../../../drill/scenarios/all.ts";
import { playTogether } from "../../../drill/virtualTime.ts";
import { World } from "../../../drill/world.ts";

/** A story of the drill, played to its end. */
export async function played(name: string, seed = 1) {
  const scenario = scenarios.find((one) => one.name === name);
  if (scenario === undefined) throw new Error(`there is no story ${name}`);
  const site = scenario.site(exampleSite);
  const world = new World({ site, seed, script: scenario.script(site), functions: controlPlane(site) });
  await playTogether([world]);
  return { scenario, world };
}
