import type { Site } from "../shared/model/site.ts";
import type { DurationMs } from "../shared/model/time.ts";
import { hours, minutes, ms, seconds } from "../shared/model/time.ts";
import { services } from "./aws/failure.ts";
import { type Chance, chanceFrom } from "./chance.ts";
import type { Fault, Trouble } from "./faults.ts";
import type { Deed, Script } from "./script.ts";

/** A site and what befalls it, all drawn from one seed. */
export interface DrawnStory {
  readonly site: Site;
  readonly script: Script;
}

/** Faults and deeds fall within this span; then the world is left alone until it should be at rest. */
const troubled = minutes(14);
const calm = minutes(18);

/** The same seed, the same story. Times are short, so that an incident takes minutes of virtual time. */
export function storyFrom(seed: number, base: Site): DrawnStory {
  const chance = chanceFrom(seed).stream("story");
  const site = drawnSite(base, chance.stream("site"));
  const faults = drawnFaults(chance.stream("faults"));
  const deeds = drawnDeeds(site, chance.stream("deeds"));
  return { site, script: { faults, deeds, lasts: ms(troubled + calm) } };
}

function drawnSite(base: Site, chance: Chance): Site {
  const healthCheck = { ...base.healthCheck, interval: seconds(chance.pick([10, 30])) };
  const policy: Site["policy"] = {
    ...base.policy,
    latch: chance.happens(0.8),
    gate: chance.happens(0.7),
    failback: {
      mode: chance.happens(0.85) ? "verified" : "automatic",
      stableFor: minutes(chance.between(1, 3)),
    },
    stale: {
      ...base.policy.stale,
      when: chance.pick(["serve", "hold"]),
      maxLag: minutes(chance.between(1, 10)),
    },
    cooldown: minutes(chance.between(0, 3)),
    flipRate: { max: 8, within: hours(1) },
  };
  return { ...base, healthCheck, policy, replication: { ...base.replication, window: minutes(2) } };
}

/** A few at a time: mostly a primary that fails, and something else that goes wrong besides. */
function drawnFaults(chance: Chance): readonly Fault[] {
  const primary: readonly Trouble[] = chance.happens(0.8) ? [primaryTrouble(chance)] : [];
  const others = Array.from({ length: chance.between(0, 3) }, () => chance.pick(troubles)(chance));
  return [...primary, ...others].map((trouble) => {
    const from = seconds(chance.between(0, troubled / 1000 - 60));
    const longest = (troubled - from) / 1000;
    return { ...trouble, from, lasts: seconds(chance.between(Math.min(30, longest), longest)) };
  });
}

const primaryTrouble = (chance: Chance): Trouble =>
  chance.pick<Trouble>([
    { kind: "regionDark", side: "primary" },
    { kind: "sideFails", side: "primary", share: 1, how: "503" },
    { kind: "sideFails", side: "primary", share: 1, how: "timeout" },
    { kind: "sideFails", side: "primary", share: chance.between(2, 9) / 10, how: "503" },
    { kind: "distributionDisabled" },
  ]);

const troubles: readonly [(chance: Chance) => Trouble, ...((chance: Chance) => Trouble)[]] = [
  () => ({ kind: "regionDark", side: "secondary" }),
  () => ({ kind: "sideFails", side: "secondary", share: 1, how: "503" }),
  (chance) => ({ kind: "serviceDark", service: chance.pick(services) }),
  (chance) => ({
    kind: "serviceThrottles",
    service: chance.pick(services),
    share: chance.between(2, 8) / 10,
  }),
  (chance) => ({ kind: "serviceSlow", service: chance.pick(services), by: seconds(chance.between(1, 4)) }),
  (chance) => ({ kind: "answersLost", service: chance.pick(services), share: chance.between(1, 6) / 10 }),
  (chance) => ({ kind: "writesConflict", share: chance.between(1, 6) / 10 }),
  () => ({ kind: "replicationStops" }),
  (chance) => ({ kind: "replicationLags", by: minutes(chance.between(1, 5)) }),
  () => ({ kind: "alarmEventsLost", share: 1 }),
  () => ({ kind: "alarmEventsLate", upTo: minutes(5) }),
  () => ({ kind: "alarmEventsDoubled", share: 1 }),
  () => ({ kind: "alarmCriesWolf" }),
  (chance) => ({ kind: "runsDie", share: chance.between(1, 6) / 10 }),
  (chance) => ({ kind: "clockSkewed", by: seconds(chance.between(-60, 60)) }),
  () => ({ kind: "recordsProtected", comment: "not now" }),
  () => ({ kind: "changesStrand" }),
  () => ({ kind: "bucketDenied", bucket: "journal" }),
];

function drawnDeeds(site: Site, chance: Chance): readonly Deed[] {
  const orders = Array.from({ length: chance.happens(0.4) ? chance.between(1, 3) : 0 }, () =>
    drawnOrder(site, chance),
  );
  const deploys: readonly Deed[] = chance.happens(0.4)
    ? [{ kind: "deploy", at: drawnAt(chance), bad: false }]
    : [];
  return [...orders, ...deploys];
}

/** All of them end while there is still time to come to rest. */
function drawnOrder(site: Site, chance: Chance): Deed {
  const by = chance.pick(["anna", "ben"]);
  const action = chance.pick(["force", "hold", "release", "freeze", "unfreeze", "ack"]);
  const span = ["force", "hold", "freeze", "release"].includes(action)
    ? { for: `${chance.between(1, 6)}m` }
    : {};
  return {
    kind: "order",
    at: drawnAt(chance),
    by,
    input: { site: site.name, reason: "drawn", action, ...span },
  };
}

const drawnAt = (chance: Chance): DurationMs => seconds(chance.between(30, troubled / 1000));
