import type { SiteGround } from "../world/siteGround.ts";
import type { SitesOnEmulator } from "../world/siteOnEmulator.ts";
import { keysHelp, say } from "./say.ts";
import { type Trouble, troubles } from "./troubles.ts";

/** Does what the keys say until `q`, or until there are no more. */
export async function play(world: SitesOnEmulator, keys: AsyncIterable<string>): Promise<void> {
  const standing = new Map<string, () => Promise<void>>();
  let chosen = world.sites[0];
  let releases = 1;
  for await (const key of keys) {
    if (key === "q") return;
    const trouble = troubles.find((each) => each.key === key);
    if (chosen === undefined) return;
    if (trouble !== undefined) await toggle(standing, trouble, world, chosen);
    else if (key === "m") await mendAll(standing);
    else if (key === "d") {
      releases += 1;
      await chosen.publish(`<h1>release ${releases}</h1>`);
      say(chosen.name, `release ${releases} is deployed to the primary`);
    } else if (world.sites[Number(key) - 1] !== undefined) {
      chosen = world.sites[Number(key) - 1];
      say("playground", `the keys are for ${chosen?.name} now`);
    } else process.stdout.write(`${keysHelp()}\n`);
  }
}

async function toggle(
  standing: Map<string, () => Promise<void>>,
  trouble: Trouble,
  world: SitesOnEmulator,
  site: SiteGround,
): Promise<void> {
  const where = trouble.ofOneSite ? site.name : "us-east-1";
  const name = `${trouble.key} ${where}`;
  const mend = standing.get(name);
  if (mend !== undefined) {
    standing.delete(name);
    await mend();
    return;
  }
  await trouble.begin(world, site);
  say(where, `YOU: ${trouble.breaks}`);
  standing.set(name, async () => {
    await trouble.end(world, site);
    say(where, `YOU: mended; ${trouble.mends}`);
  });
}

async function mendAll(standing: Map<string, () => Promise<void>>): Promise<void> {
  const mends = [...standing.values()];
  standing.clear();
  for (const mend of mends) await mend();
}
