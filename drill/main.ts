import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadSites } from "../shared/config/load.ts";
import type { Site } from "../shared/model/site.ts";
import { exampleSite } from "./exampleSite.ts";
import { figuresOf } from "./figures.ts";
import { controlPlane } from "./functions.ts";
import { type Asked, help, readOptions } from "./options.ts";
import { zeroOf } from "./outage.ts";
import { paperOf } from "./paper.ts";
import { writeReport } from "./report/write.ts";
import { hanging } from "./rows.ts";
import { scenarios } from "./scenarios/all.ts";
import { timelineOf } from "./timeline.ts";
import { playTogether } from "./virtualTime.ts";
import { World } from "./world.ts";

const paper = paperOf(process.stdout, process.env);
process.exitCode = await drill(readOptions(process.argv.slice(2)));

/** `npm run drill`: plays a story and prints it. */
async function drill(asked: Asked): Promise<0 | 1 | 2> {
  switch (asked.kind) {
    case "help":
      console.log(help);
      return 0;
    case "list":
      for (const { name, story } of scenarios)
        console.log(hanging(name.padEnd(26), story, paper.columns).join("\n"));
      return 0;
    case "misused":
      console.error(`drill: ${asked.because}\nSee npm run drill -- --help`);
      return 2;
    case "play":
      return await play(asked);
  }
}

async function play({
  scenario,
  seed,
  json,
  sites,
  report,
}: Extract<Asked, { kind: "play" }>): Promise<0 | 1 | 2> {
  const found = siteFrom(sites);
  if (typeof found === "string") {
    console.error(`drill: ${found}`);
    return 2;
  }
  const site = scenario.site(found);
  const world = new World({ site, seed, script: scenario.script(site), functions: controlPlane(site) });
  await playTogether([world]);
  const figures = figuresOf(world);
  const { name, story } = scenario;
  if (json)
    console.log(
      JSON.stringify(
        {
          scenario: name,
          story,
          seed,
          site: site.name,
          zero: zeroOf(world),
          lines: world.chronicle.log.lines,
          figures,
          report,
        },
        null,
        2,
      ),
    );
  else console.log(timelineOf(scenario, world, paper));
  const unwritten = report === null ? null : writeReport(report, scenario, world);
  if (unwritten !== null) {
    console.error(`drill: ${unwritten}`);
    return 2;
  }
  if (report !== null && !json) console.log(`report         ${report}`);
  return figures.atRest ? 0 : 1;
}

/** A rehearsal is of a site in service: armed, and asked of its own simulated name servers. A text says what is wrong. */
function siteFrom(file: string | null): Site | string {
  const usual = fileURLToPath(new URL("../sites.yml", import.meta.url));
  if (file === null && !existsSync(usual)) return exampleSite;
  const loaded = loadSites(file ?? usual);
  if (loaded.kind === "invalid") {
    return loaded.problems
      .map((p) => `${p.file}:${p.line}:${p.column} ${p.path}: ${p.message}; ${p.remedy}`)
      .join("\n");
  }
  const [site] = loaded.sites;
  if (site === undefined) return "there is no site in the file";
  return {
    ...site,
    hostedZone: { ...site.hostedZone, nameServers: [] },
    policy: { ...site.policy, shadow: null },
  };
}
