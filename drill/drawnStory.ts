import type { Site } from "../shared/model/site.ts";
import { hours, minutes, ms, seconds } from "../shared/model/time.ts";
import { type Chance, chanceFrom } from "./chance.ts";
import { drawnDeeds } from "./drawnDeeds.ts";
import { drawnFaults } from "./drawnFaults.ts";
import { type Plotted, plots } from "./drawnPlots.ts";
import type { Fault } from "./faults.ts";
import { manifests } from "./scenarios/scenario.ts";
import type { Deed, Script } from "./script.ts";
import { switched } from "./switched.ts";

/** A site and what befalls it, all drawn from one seed. */
export interface DrawnStory {
  readonly site: Site;
  readonly script: Script;
}

/** Faults and deeds fall within this span; after the last of them the world is left alone until it should be at rest. */
const troubled = minutes(14);
const calm = minutes(20);

/** The same seed, the same story. Times are short, so that an incident takes minutes of virtual time. */
export function storyFrom(seed: number, base: Site): DrawnStory {
  const chance = chanceFrom(seed).stream("story");
  const drawn = drawnSite(base, chance.stream("site"));
  const site = chance.stream("switch").happens(0.5) ? switched(drawn) : drawn;
  const plot = chance.stream("plot");
  const { faults, deeds, policy } = plot.happens(0.25)
    ? plot.pick(plots)(plot, site)
    : drawnAll(site, chance);
  const ends = [...faults.map(({ from, lasts }) => from + (lasts ?? 0)), ...deeds.map(({ at }) => at)];
  const script = { faults, deeds, lasts: ms(Math.max(0, ...ends) + calm) };
  return { site: { ...site, policy: { ...site.policy, ...policy } }, script };
}

function drawnSite(base: Site, chance: Chance): Site {
  const healthCheck = { ...base.healthCheck, interval: seconds(chance.pick([10, 30])) };
  const policy: Site["policy"] = {
    ...base.policy,
    latch: chance.happens(0.8),
    gate: chance.happens(0.7),
    failback: {
      mode: chance.pick(["verified", "verified", "verified", "automatic", "manual"]),
      stableFor: minutes(chance.between(1, 3)),
    },
    stale: {
      ...base.policy.stale,
      when: chance.pick(["serve", "hold"]),
      maxLag: minutes(chance.between(1, 10)),
      maxEvidenceAge: minutes(chance.pick([4, 120])),
      agesInOutage: chance.stream("ages").happens(0.5),
    },
    cooldown: minutes(chance.between(0, 8)),
    flipRate: { max: chance.pick([2, 8]), within: hours(1) },
    shadow: chance.happens(0.1) ? { greenFor: minutes(2) } : null,
    twoPerson: chance.happens(0.15) ? { within: minutes(chance.between(2, 6)) } : null,
  };
  const compareEvery = minutes(chance.between(1, 15));
  const replication = { ...base.replication, window: minutes(chance.between(1, 2)), compareEvery };
  const releases = chance.stream("releases").happens(0.4) ? manifests : null;
  return { ...base, names: drawnNames(base, chance), healthCheck, policy, replication, releases };
}

/** Sometimes a second name: all names of a site move together. */
const drawnNames = ({ names }: Site, chance: Chance): Site["names"] =>
  chance.happens(0.3) ? [...names, { name: "example.com", types: ["A"] }] : names;

function drawnAll(site: Site, chance: Chance): Plotted {
  const faults = drawnFaults(troubled, chance.stream("faults"));
  const deeds = drawnDeeds(site, troubled, chance.stream("deeds"));
  return { faults, deeds: [...deeds, ...faults.flatMap(remedyOf)] };
}

/** What failed to replicate is not tried again: somebody has to upload it anew. */
function remedyOf({ kind, from, lasts }: Fault): readonly Deed[] {
  if (kind !== "replicationFails") return [];
  return [{ kind: "deploy", at: ms(from + (lasts ?? 0) + seconds(30)), bad: false }];
}
