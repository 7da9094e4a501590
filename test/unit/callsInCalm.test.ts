import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { controlPlane } from "../../drill/functions.ts";
import { playTogether } from "../../drill/virtualTime.ts";
import { World } from "../../drill/world.ts";
import type { Clients } from "../../shared/aws/clients.ts";
import { loadSites } from "../../shared/config/load.ts";
import { hours } from "../../shared/model/time.ts";

const perMonth = (30 * 24) / 2;

/** Two hours of calm, of the site in sites.yml: what the README's table of costs is made of. */
test("a calm month costs the calls that the README's table says", async () => {
  const loaded = loadSites("sites.yml");
  const [site] = loaded.kind === "ok" ? loaded.sites : [];
  if (site === undefined) throw new Error("sites.yml has no site");
  const counts = await callsIn(site);
  const said =
    readFileSync("README.md", "utf8").split("## What it costs a month")[1]?.split("\n## ")[0] ?? "";
  const month = (what: string) => ((counts.get(what) ?? 0) * perMonth).toLocaleString("en-US");
  expect(said).toContain(`| ${month("metrics")} metrics `);
  expect(said).toContain(`| ${month("DescribeAlarmsCommand")} requests `);
  expect(said).toContain(`| ${month("ListRawCommand")} LIST `);
  expect(said).toContain(`| ${month("PutObjectCommand")} PUT, ${month("GetObjectCommand")} GET `);
});

async function callsIn(site: ConstructorParameters<typeof World>[0]["site"]) {
  const counts = new Map<string, number>();
  const count = (what: string, by = 1) => void counts.set(what, (counts.get(what) ?? 0) + by);
  const world = new World({
    site,
    seed: 1,
    script: { lasts: hours(3), faults: [], deeds: [] },
    functions: (outsideOf) =>
      controlPlane(site)((run) => {
        const outside = outsideOf(run);
        // The first hour is left out: arming, first sights, the first comparison.
        const begun = run.startedAt - world.start > hours(1);
        return { ...outside, clients: begun ? counted(outside.clients, count) : outside.clients };
      }),
  });
  await playTogether([world]);
  return counts;
}

function counted(clients: Clients, count: (what: string, by?: number) => void): Clients {
  const wrap = (client: { send(command: never): unknown }) => ({
    send: (command: { readonly input: object }) => {
      count(command.constructor.name);
      if ("MetricDataQueries" in command.input && Array.isArray(command.input.MetricDataQueries))
        count("metrics", command.input.MetricDataQueries.length);
      return client.send(command as never);
    },
  });
  const made = Object.entries(clients).map(([name, make]) => [
    name,
    (region: string) => wrap((make as (region: string) => { send(command: never): unknown })(region)),
  ]);
  return Object.fromEntries(made) as Clients;
}
