import type { Site } from "../shared/model/site.ts";
import type { DurationMs } from "../shared/model/time.ts";
import { hours, minutes, ms, seconds } from "../shared/model/time.ts";
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
const calm = minutes(20);

/** The same seed, the same story. Times are short, so that an incident takes minutes of virtual time. */
export function storyFrom(seed: number, base: Site): DrawnStory {
  const chance = chanceFrom(seed).stream("story");
  const site = drawnSite(base, chance.stream("site"));
  const plot = chance.stream("plot");
  const { faults, deeds } = plot.happens(0.25) ? plot.pick(plots)(plot) : drawnAll(site, chance);
  return { site, script: { faults, deeds, lasts: ms(troubled + calm) } };
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
    },
    cooldown: minutes(chance.between(0, 8)),
    flipRate: { max: chance.pick([2, 8]), within: hours(1) },
    shadow: chance.happens(0.1) ? { greenFor: minutes(2) } : null,
  };
  const compareEvery = minutes(chance.between(1, 15));
  const replication = { ...base.replication, window: minutes(chance.between(1, 2)), compareEvery };
  return { ...base, names: drawnNames(base, chance), healthCheck, policy, replication };
}

/** Sometimes a second name: all names of a site move together. */
const drawnNames = ({ names }: Site, chance: Chance): Site["names"] =>
  chance.happens(0.3) ? [...names, { name: "example.com", types: ["A"] }] : names;

const drawnAll = (site: Site, chance: Chance): Pick<Script, "faults" | "deeds"> => ({
  faults: drawnFaults(chance.stream("faults")),
  deeds: drawnDeeds(site, chance.stream("deeds")),
});

/** What chance alone would put together too seldom. */
const plots: readonly [Plot, ...Plot[]] = [aloneWithAnOutage, overtakenByAnOutage, aloneWithRoute53];
type Plot = (chance: Chance) => Pick<Script, "faults" | "deeds">;

/** The primary is down for long, and nothing else is wrong. */
function aloneWithAnOutage(chance: Chance): Pick<Script, "faults" | "deeds"> {
  const from = seconds(chance.between(120, 240));
  return { faults: [{ ...primaryDown(chance), from, lasts: minutes(chance.between(8, 10)) }], deeds: [] };
}

/** A release does not get to the standby before the primary fails. */
function overtakenByAnOutage(chance: Chance): Pick<Script, "faults" | "deeds"> {
  const from = seconds(chance.between(300, 420));
  return {
    faults: [
      { kind: "replicationStops", from: seconds(60), lasts: minutes(chance.between(8, 12)) },
      { ...primaryDown(chance), from, lasts: minutes(chance.between(3, 6)) },
    ],
    deeds: [{ kind: "deploy", at: seconds(chance.between(60, 240)), bad: false }],
  };
}

/** Route 53's control plane is hard to reach just when the record sets have to be changed. */
function aloneWithRoute53(chance: Chance): Pick<Script, "faults" | "deeds"> {
  const outage = { from: seconds(chance.between(60, 180)), lasts: minutes(chance.between(4, 8)) };
  const trouble = chance.pick<Trouble>([
    { kind: "answersLost", service: "route53", share: 0.6 },
    { kind: "serviceThrottles", service: "route53", share: 0.6 },
    { kind: "runsDie", share: 0.5 },
    { kind: "changesStrand" },
  ]);
  const during = { from: seconds(60), lasts: minutes(chance.between(6, 12)) };
  return {
    faults: [
      { ...primaryDown(chance), ...outage },
      { ...trouble, ...during },
    ],
    deeds: [],
  };
}

const primaryDown = (chance: Chance): Trouble =>
  chance.pick<Trouble>([
    { kind: "regionDark", side: "primary" },
    { kind: "sideFails", side: "primary", share: 1, how: "503" },
  ]);

/** A few at a time: mostly a primary that fails, and something else that goes wrong besides. */
function drawnFaults(chance: Chance): readonly Fault[] {
  const primary: readonly Trouble[] = chance.happens(0.8) ? [primaryTrouble(chance)] : [];
  const others = Array.from({ length: chance.between(0, 3) }, () => chance.pick(troubles)(chance));
  return [...primary, ...others].map((trouble) => {
    const from = chance.happens(0.1) ? seconds(0) : seconds(chance.between(0, troubled / 1000 - 60));
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

/** Those on whose answers most depends come more often. */
const awaited = ["route53", "route53", "s3", "s3", "sns", "cloudwatch", "cloudfront"] as const;

const troubles: readonly [(chance: Chance) => Trouble, ...((chance: Chance) => Trouble)[]] = [
  () => ({ kind: "regionDark", side: "secondary" }),
  () => ({ kind: "sideFails", side: "secondary", share: 1, how: "503" }),
  (chance) => ({ kind: "serviceDark", service: chance.pick(awaited) }),
  (chance) => ({
    kind: "serviceThrottles",
    service: chance.pick(awaited),
    share: chance.between(2, 8) / 10,
  }),
  (chance) => ({ kind: "serviceSlow", service: chance.pick(awaited), by: seconds(chance.between(1, 4)) }),
  (chance) => ({ kind: "answersLost", service: chance.pick(awaited), share: chance.between(1, 6) / 10 }),
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
  (chance) => ({ kind: "bucketDenied", bucket: chance.pick(["primary", "secondary", "journal"]) }),
];

function drawnDeeds(site: Site, chance: Chance): readonly Deed[] {
  const orders = Array.from({ length: chance.happens(0.4) ? chance.between(1, 3) : 0 }, () =>
    drawnOrder(site, chance),
  );
  const deploys: readonly Deed[] = chance.happens(0.4)
    ? [{ kind: "deploy", at: drawnAt(chance), bad: false }]
    : [];
  const writes: readonly Deed[] = chance.happens(0.15)
    ? [{ kind: "writeOnStandby", at: drawnAt(chance), key: "guestbook/entry-1.html" }]
    : [];
  return [...orders, ...deploys, ...writes, ...(chance.happens(0.08) ? drawnEdits(chance) : [])];
}

/** Somebody edits the records by hand, and sees later that it was wrong. */
function drawnEdits(chance: Chance): readonly Deed[] {
  const at = drawnAt(chance);
  const until = seconds(chance.between(at / 1000 + 30, troubled / 1000 + 60));
  return [
    { kind: "editRecords", at, edit: "dropHealthCheck" },
    { kind: "editRecords", at: until, edit: "restoreHealthCheck" },
  ];
}

/** All of them end while there is still time to come to rest. */
function drawnOrder(site: Site, chance: Chance): Deed {
  const by = chance.pick(["anna", "ben"]);
  const action = chance.pick(["force", "hold", "release", "freeze", "unfreeze", "ack", "arm"]);
  const span = ["force", "hold", "freeze", "release"].includes(action)
    ? { for: `${chance.between(1, 6)}m` }
    : {};
  const overridden = chance.happens(0.3) ? { overrideRules } : {};
  return {
    kind: "order",
    at: drawnAt(chance),
    by,
    input: { site: site.name, reason: "drawn", action, ...span, ...overridden },
  };
}

const drawnAt = (chance: Chance): DurationMs => seconds(chance.between(30, troubled / 1000));

/** Somebody who has made up their mind. */
const overrideRules = [
  "replica-serves",
  "replica-current",
  "would-help",
  "not-both-down",
  "primary-serves",
  "no-divergence",
  "order-in-force",
  "shadow",
] as const;
