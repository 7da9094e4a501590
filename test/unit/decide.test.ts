import { describe, expect, it } from "vitest";
import { decide } from "../../shared/decide/decide.ts";
import type { Decision } from "../../shared/model/decision.ts";
import { noTimes } from "../../shared/model/incident.ts";
import { known, type Observation, unknown } from "../../shared/model/observation.ts";
import { recordSetsIn } from "../../shared/model/positions.ts";
import type { Intent, SiteRecord } from "../../shared/model/record.ts";
import type { Policy } from "../../shared/model/site.ts";
import { hours, minutes } from "../../shared/model/time.ts";
import { aSite } from "../fixtures/site.ts";
import {
  aComparison,
  aMove,
  anIncident,
  anObservation,
  aRecord,
  at,
  current,
  down,
  freeRecordSets,
  notProbed,
  replicaUnknown,
  stale,
  steered,
  t0,
} from "../fixtures/world.ts";

function decided(given: {
  record?: Partial<SiteRecord>;
  seen?: Parameters<typeof anObservation>[0];
  policy?: Partial<Policy>;
}): Decision {
  const site = aSite(given.policy);
  return decide(aRecord(site, given.record), anObservation(given.seen), site, t0);
}

const onSecondary = { servedBy: "secondary", primary: down } as const;
const failedOver = { incident: anIncident("failedOver") };
const latched = { steering: steered("secondary", "latch"), incident: anIncident("failedOver") };
const listedAt = (position: "primary" | "secondary"): Pick<Observation, "records"> => ({
  records: known(recordSetsIn(position, freeRecordSets), t0),
});
/** The primary's content is known again: the buckets were compared after it came back. */
const noDivergence = { replica: { ...current, comparison: aComparison({ at: t0 }) } };

describe("in quiet times", () => {
  it("rests when the primary serves and nobody steers", () => {
    expect(decided({})).toMatchObject({ kind: "rest" });
  });

  it("waits for Route 53 while the primary looks down and visitors were not moved", () => {
    const seen = { primary: down, servedBy: "unmarked" } as const;
    expect(decided({ record: { incident: anIncident("suspected") }, seen })).toMatchObject({ kind: "wait" });
  });

  it("holds still when the primary can't be probed", () => {
    expect(decided({ seen: { primary: notProbed } })).toMatchObject({
      kind: "holdStill",
      unknown: ["EAI_AGAIN"],
    });
  });
});

describe("when Route 53 sent visitors to the standby", () => {
  it("latches if the replica is fit", () => {
    expect(decided({ record: failedOver, seen: onSecondary })).toMatchObject({
      kind: "steer",
      to: "secondary",
      by: "latch",
    });
  });

  it("does not latch once the primary answers again: visitors are on their way home", () => {
    expect(decided({ record: failedOver, seen: { servedBy: "secondary" } })).toMatchObject({
      kind: "wait",
      reason: expect.stringContaining("no latch was set"),
    });
  });

  it("leaves it to Route 53 if policy has no latch", () => {
    expect(decided({ record: failedOver, seen: onSecondary, policy: { latch: false } })).toMatchObject({
      kind: "wait",
    });
  });

  it("does not latch on a stale replica that policy holds back, and says why", () => {
    const decision = decided({ record: failedOver, seen: { ...onSecondary, replica: stale } });
    expect(decision).toMatchObject({
      kind: "wait",
      reason: expect.stringContaining("7 of 120 objects are missing"),
    });
  });

  it("latches on a stale replica that policy lets serve", () => {
    const policy = { stale: { ...aSite().policy.stale, when: "serve" } } as const;
    const decision = decided({ record: failedOver, seen: { ...onSecondary, replica: stale }, policy });
    expect(decision).toMatchObject({ kind: "steer", to: "secondary", by: "latch" });
  });

  it("holds still when the replica can't be read", () => {
    expect(decided({ record: failedOver, seen: { ...onSecondary, replica: replicaUnknown } })).toMatchObject({
      kind: "holdStill",
      unknown: ["the primary bucket can't be listed"],
    });
  });

  it("holds still when the record sets can't be read, as us-east-1 is dark", () => {
    const seen = { ...onSecondary, records: unknown("Route 53 does not answer", t0) };
    expect(decided({ record: failedOver, seen })).toMatchObject({
      kind: "holdStill",
      unknown: ["Route 53 does not answer"],
    });
  });

  it.each([
    [
      "frozen",
      { freeze: { id: "f", who: { name: "Ann", proof: "iam" }, why: "audit", placedAt: t0, until: null } },
    ],
    ["shadow", { arming: { kind: "shadow", greenSince: null } }],
  ] as const)("does nothing by itself when a rule forbids it: %s", (rule, record) => {
    expect(decided({ record: { ...failedOver, ...record }, seen: onSecondary })).toMatchObject({
      kind: "refuse",
      refusedBy: [{ rule }],
    });
  });

  it("does not overwrite record sets that somebody edited", () => {
    const edited = freeRecordSets.map((set) => ({ ...set, SetIdentifier: `${set.SetIdentifier}-2` }));
    expect(
      decided({ record: failedOver, seen: { ...onSecondary, records: known(edited, t0) } }),
    ).toMatchObject({
      kind: "refuse",
      refusedBy: [{ rule: "stale-plan" }],
    });
  });
});

describe("while the replica is not fit", () => {
  it("holds the primary, so that Route 53 can't send visitors there", () => {
    expect(decided({ seen: { replica: stale } })).toMatchObject({ kind: "steer", to: "primary", by: "gate" });
  });

  it("holds the primary when the standby does not serve", () => {
    expect(decided({ seen: { secondary: down } })).toMatchObject({
      kind: "steer",
      to: "primary",
      by: "gate",
    });
  });

  it("has no gate where policy has none", () => {
    expect(decided({ seen: { replica: stale }, policy: { gate: false } })).toMatchObject({ kind: "rest" });
  });

  it("does not gate on what is not known", () => {
    expect(decided({ seen: { replica: replicaUnknown } })).toMatchObject({ kind: "rest" });
  });

  it("keeps the gate while fitness is not known", () => {
    const record = { steering: steered("primary", "gate") };
    expect(decided({ record, seen: { replica: replicaUnknown, ...listedAt("primary") } })).toMatchObject({
      kind: "holdStill",
    });
  });

  it("lifts the gate when the replica is fit again", () => {
    const record = { steering: steered("primary", "gate") };
    expect(decided({ record, seen: listedAt("primary") })).toMatchObject({
      kind: "steer",
      to: "automatic",
      by: "route53",
    });
  });

  it("never moves visitors back to the primary by the gate", () => {
    expect(decided({ record: failedOver, seen: { ...onSecondary, replica: stale } }).kind).not.toBe("steer");
  });
});

describe("on the way back", () => {
  const primaryBack = { ...noTimes, primaryBack: at(-minutes(10)) };
  const ready = {
    steering: steered("secondary", "latch"),
    incident: anIncident("ready", { times: primaryBack }),
  };
  const seen = { servedBy: "secondary", ...listedAt("secondary"), ...noDivergence } as const;

  it("waits while the primary is down", () => {
    expect(decided({ record: latched, seen: { ...onSecondary, ...listedAt("secondary") } })).toMatchObject({
      kind: "wait",
    });
  });

  it("waits while the primary has not been up for long", () => {
    const upSince = { kind: "up", since: at(-minutes(4)), seenAt: at(-minutes(1)) } as const;
    const record = { ...ready, sides: { primary: upSince, secondary: upSince } };
    expect(decided({ record, seen })).toMatchObject({
      kind: "wait",
      reason: expect.stringContaining("has to stay up"),
    });
  });

  it("releases when the primary is stable and nothing would be lost", () => {
    expect(decided({ record: ready, seen })).toMatchObject({ kind: "steer", to: "automatic", by: "route53" });
  });

  it("waits for Route 53's own health check, whatever our probes say", () => {
    const alarm = { arn: aSite().healthCheck.alarms[0] ?? "", value: "ALARM", at: t0, reason: "" } as const;
    expect(decided({ record: { ...ready, alarms: [alarm] }, seen })).toMatchObject({
      kind: "wait",
      reason: expect.stringContaining("Route 53's health check does not"),
    });
  });

  it("waits for a person where policy asks for one", () => {
    const policy = { failback: { mode: "manual", stableFor: minutes(5) } } as const;
    expect(decided({ record: ready, seen, policy })).toMatchObject({
      kind: "wait",
      reason: expect.stringContaining("release"),
    });
  });

  it("refuses while the standby holds writes that the primary lacks", () => {
    const comparison = aComparison({ at: t0, extra: 1, newestInSecondary: at(-minutes(5)) });
    expect(decided({ record: ready, seen: { ...seen, replica: { ...current, comparison } } })).toMatchObject({
      kind: "refuse",
      refusedBy: [{ rule: "no-divergence", because: expect.stringContaining("2026-11-23T02:55:00Z") }],
    });
  });

  it("refuses while the buckets were not compared just now", () => {
    const comparison = aComparison({ at: at(-minutes(3)) });
    expect(decided({ record: ready, seen: { ...seen, replica: { ...current, comparison } } })).toMatchObject({
      kind: "refuse",
      refusedBy: [{ rule: "no-divergence" }],
    });
  });

  it("stays within the cool-down after visitors moved", () => {
    expect(decided({ record: { ...ready, flips: [at(-minutes(9))] }, seen })).toMatchObject({
      kind: "refuse",
      refusedBy: [{ rule: "cooldown" }],
    });
  });

  it("stays until a person's ack when visitors moved too often", () => {
    const flips = [at(-hours(4)), at(-hours(3)), at(-hours(2)), at(-hours(1))];
    expect(decided({ record: { ...ready, flips }, seen })).toMatchObject({
      kind: "refuse",
      refusedBy: [{ rule: "flip-rate" }],
    });
  });

  it("does not wait for anything when the standby fails and the primary answers", () => {
    const record = { ...latched, incident: anIncident("recovering") };
    expect(decided({ record, seen: { ...seen, secondary: down } })).toMatchObject({
      kind: "steer",
      to: "automatic",
    });
  });
});

describe("a person's standing order", () => {
  const order = (kind: "force" | "hold") =>
    ({
      kind,
      id: "o",
      who: { name: "Ann", proof: "iam" },
      why: "drill",
      placedAt: t0,
      until: null,
      overrideRules: [],
    }) as const;

  it("is at rest once steered", () => {
    const record = { steering: steered("secondary", "order"), order: order("force") };
    expect(decided({ record, seen: { servedBy: "secondary", ...listedAt("secondary") } })).toMatchObject({
      kind: "rest",
    });
  });

  it("is steered by, again, when it could not be before", () => {
    expect(decided({ record: { order: order("force") } })).toMatchObject({
      kind: "steer",
      to: "secondary",
      by: "order",
    });
  });

  it("stands above the gate", () => {
    const record = { steering: steered("secondary", "order"), order: order("force") };
    const seen = { servedBy: "secondary", replica: stale, ...listedAt("secondary") } as const;
    expect(decided({ record, seen })).toMatchObject({ kind: "rest" });
  });

  it("that ended mid-outage turns into a latch, and moves nobody", () => {
    const record = { steering: steered("secondary", "order"), incident: anIncident("failedOver") };
    expect(decided({ record, seen: { ...onSecondary, ...listedAt("secondary") } })).toMatchObject({
      kind: "steer",
      to: "secondary",
      by: "latch",
    });
  });

  it("waits while the site was frozen after it, and could not be steered before", () => {
    const freeze = {
      id: "f",
      who: { name: "Bob", proof: "iam" },
      why: "audit",
      placedAt: t0,
      until: null,
    } as const;
    expect(decided({ record: { order: order("force"), freeze } })).toMatchObject({
      kind: "refuse",
      refusedBy: [{ rule: "frozen", because: "frozen by Bob: audit" }],
    });
  });

  it("of hold that ended gives way to Route 53", () => {
    const record = { steering: steered("primary", "order") };
    expect(decided({ record, seen: listedAt("primary") })).toMatchObject({
      kind: "steer",
      to: "automatic",
      by: "route53",
    });
  });
});

describe("with a change under way", () => {
  const intent: Intent = {
    id: "i",
    from: steered("automatic", "route53"),
    to: "secondary",
    by: "latch",
    why: "",
    moves: [aMove],
    plannedAt: at(-minutes(1)),
    leaseUntil: at(minutes(2)),
    changeId: null,
    overridden: [],
  };
  const over = { ...intent, leaseUntil: at(-minutes(1)) };

  it.each([
    ["listed as before", {}],
    ["listed as intended, which may still be PENDING", listedAt("secondary")],
  ])("waits while the run that holds it may be at work: %s", (_, listed) => {
    expect(decided({ record: { ...failedOver, intent }, seen: { ...onSecondary, ...listed } })).toMatchObject(
      {
        kind: "wait",
      },
    );
  });

  it("settles once the lease is over and it is seen made", () => {
    const seen = { ...onSecondary, ...listedAt("secondary") };
    expect(decided({ record: { ...failedOver, intent: over }, seen })).toMatchObject({ kind: "settle" });
  });

  it("follows a change that was accepted to its end, as what is listed may be stranded", () => {
    const seen = { ...onSecondary, ...listedAt("secondary") };
    const accepted = { ...over, changeId: "C1" };
    expect(decided({ record: { ...failedOver, intent: accepted }, seen })).toMatchObject({
      kind: "follow",
      reason: expect.stringContaining("C1 is followed to its end"),
    });
  });

  it("resumes it when the run died and it still holds", () => {
    expect(decided({ record: { ...failedOver, intent: over }, seen: onSecondary })).toMatchObject({
      kind: "resume",
    });
  });

  it("abandons it when the site was frozen meanwhile", () => {
    const freeze = {
      id: "f",
      who: { name: "Ann", proof: "iam" },
      why: "audit",
      placedAt: t0,
      until: null,
    } as const;
    expect(decided({ record: { ...failedOver, intent: over, freeze }, seen: onSecondary })).toMatchObject({
      kind: "abandon",
      reason: expect.stringContaining("frozen: by Ann"),
    });
  });

  it("abandons it when it no longer holds", () => {
    expect(decided({ record: { intent: over } })).toMatchObject({ kind: "abandon" });
  });

  it("abandons it when somebody else changed the record sets", () => {
    const seen = { ...onSecondary, ...listedAt("primary") };
    expect(decided({ record: { ...failedOver, intent: over }, seen })).toMatchObject({ kind: "abandon" });
  });

  it("holds still when it can't be read how far it came", () => {
    const seen = { ...onSecondary, records: unknown("Route 53 does not answer", t0) };
    expect(decided({ record: { ...failedOver, intent: over }, seen })).toMatchObject({ kind: "holdStill" });
  });
});
