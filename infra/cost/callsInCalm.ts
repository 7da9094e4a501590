import { controlPlane } from "../../drill/functions.ts";
import { playTogether } from "../../drill/virtualTime.ts";
import { World } from "../../drill/world.ts";
import type { Clients } from "../../shared/aws/clients.ts";
import type { Site } from "../../shared/model/site.ts";
import { hours } from "../../shared/model/time.ts";

/** Commands of the SDK by name, and `metrics`, the metrics read: of two hours of calm, as many as make a month. */
export async function callsInCalmMonth(site: Site): Promise<(what: string) => number> {
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
  return (what) => (counts.get(what) ?? 0) * twoHoursInMonth;
}

const twoHoursInMonth = (30 * 24) / 2;

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
