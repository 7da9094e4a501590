import { exampleSite } from "../../drill/exampleSite.ts";
import { controlPlane } from "../../drill/functions.ts";
import { switched } from "../../drill/switched.ts";
import { playTogether } from "../../drill/virtualTime.ts";
import { World } from "../../drill/world.ts";
import type { LeverName } from "../../shared/model/order.ts";
import { minutes } from "../../shared/model/time.ts";
import { table } from "../diagrams/mermaid.ts";
import { type Ability, abilities } from "./abilities.ts";
import { darknesses, lasting } from "./darkness.ts";

/** What still works, played in the simulated world: a row for each part that is dark, a cell for each ability and lever. */
export async function stabilityTable(): Promise<string> {
  const rows = darknesses.map(({ name, troubles }) => ({
    name,
    cells: abilities.map((ability) =>
      (["switch", "records"] as const).map((lever) => ({
        ability,
        lever,
        world: worldOf(ability, lever, troubles),
      })),
    ),
  }));
  await playTogether(rows.flatMap(({ cells }) => cells.flat().map(({ world }) => world)));
  const head = ["dark", ...abilities.map(({ name }) => name)];
  return table(
    head,
    rows.map(({ name, cells }) => [name, ...cells.map(say)]),
  );
}

/** Both levers where they differ; one word where they don't. */
function say(
  cell: readonly { readonly ability: Ability; readonly lever: LeverName; readonly world: World }[],
): string {
  const works = cell.map(({ ability, world }) => ability.works(world));
  const [bySwitch, byRecords] = works;
  if (bySwitch === byRecords) return bySwitch ? "yes" : "no";
  return bySwitch ? "by the switch" : "by the record sets";
}

function worldOf(
  ability: Ability,
  lever: LeverName,
  troubles: (typeof darknesses)[number]["troubles"],
): World {
  const base = lever === "switch" ? switched(exampleSite) : exampleSite;
  // Where the latch is not what is asked for, it stays out of the way.
  const site = { ...base, policy: { ...base.policy, latch: ability.name === "latch" } };
  const faults = [...troubles.map((trouble) => lasting(trouble, 2, null)), ...ability.faults];
  const script = { faults, deeds: ability.deeds(lever, site.name), lasts: minutes(ability.lastsMin) };
  return new World({ site, seed: 1, script, functions: controlPlane(site) });
}
