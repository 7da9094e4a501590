import { describe, expect, it } from "vitest";
import { overriddenIn, type RuleContext, refusalsOf, rules } from "../../../shared/decide/rules.ts";
import { assess } from "../../../shared/decide/situation.ts";
import { known, onNothing, unknown } from "../../../shared/model/observation.ts";
import type { OrderRequest, Position, RuleName } from "../../../shared/model/order.ts";
import { recordSetsIn } from "../../../shared/model/positions.ts";
import type { SiteRecord } from "../../../shared/model/record.ts";
import type { Policy } from "../../../shared/model/site.ts";
import { hours, minutes } from "../../../shared/model/time.ts";
import { aSite } from "../../fixtures/site.ts";
import {
  aComparison,
  anIncident,
  anObservation,
  aRecord,
  aRequest,
  at,
  current,
  down,
  freeRecordSets,
  notProbed,
  replicaUnknown,
  stale,
  steered,
  t0,
} from "../../fixtures/world.ts";

interface Given {
  readonly to?: Position;
  readonly request?: OrderRequest | null;
  readonly record?: Partial<SiteRecord>;
  readonly seen?: Parameters<typeof anObservation>[0];
  readonly policy?: Partial<Policy>;
}

function contextOf({ to = "secondary", request = null, record, seen, policy }: Given): RuleContext {
  const site = aSite(policy);
  const remembered = aRecord(site, record);
  const observation = anObservation(seen);
  const situation = assess(remembered, observation, site, t0);
  return { record: remembered, observation, situation, site, move: { to, request } };
}

/** What one rule alone says to the move. */
function saidBy(name: RuleName, given: Given): string | null | undefined {
  return rules.find((rule) => rule.name === name)?.refuses(contextOf(given));
}

const bob = { id: "o", who: { name: "Bob", proof: "iam" }, why: "audit", placedAt: t0, until: null } as const;
const until = at(hours(1));
const force = aRequest("force");
const release = aRequest("release");
const latched = { steering: steered("secondary", "latch"), incident: anIncident("ready") };
const held = { steering: steered("primary", "gate") };
const listed = (position: Position) => ({ records: known(recordSetsIn(position, freeRecordSets), t0) });
const back = { to: "automatic", record: latched } as const;
const failing = { kind: "down", at: t0, fault: "status", because: "503" } as const;
const broken = { ...onNothing, kind: "broken", asOf: t0, because: "404 at /", comparison: null } as const;
const compared = (part: Parameters<typeof aComparison>[0]) => ({ ...current, comparison: aComparison(part) });
/** Visitors were sent there when it was whole. */
const whole = {
  to: "automatic",
  record: {
    ...latched,
    incident: anIncident("ready", { replica: { kind: "current", asOf: at(-minutes(45)) } }),
  },
} as const;
const deleted = aComparison({
  at: t0,
  missing: 1,
  lag: hours(5),
  examples: [{ key: "about.html", difference: "missing" }],
});

type Case = [situation: string, given: Given, verdict: string | null];

describe.each<[RuleName, Case[]]>([
  [
    "frozen",
    [
      ["nothing is frozen", {}, null],
      ["frozen without an end", { record: { freeze: bob } }, "by Bob: audit"],
      [
        "frozen for a time",
        { record: { freeze: { ...bob, until } } },
        "by Bob until 2026-11-23T04:00:00Z: audit",
      ],
      ["frozen, and a person asks", { record: { freeze: bob }, request: force }, "by Bob: audit"],
    ],
  ],
  [
    "shadow",
    [
      ["armed", {}, null],
      [
        "in shadow",
        { record: { arming: { kind: "shadow", greenSince: t0 } } },
        "the site is in shadow: it is watched, and not steered until a person arms it",
      ],
      [
        "in shadow, and a person asks",
        { record: { arming: { kind: "shadow", greenSince: t0 } }, request: force },
        null,
      ],
    ],
  ],
  [
    "order-in-force",
    [
      ["no order stands", { request: force }, null],
      [
        "another order stands",
        { record: { order: { ...bob, kind: "hold", overrideRules: [] } }, request: force },
        "Bob ordered hold until released: audit",
      ],
      [
        "another order stands for a time",
        { record: { order: { ...bob, until, kind: "hold", overrideRules: [] } }, request: force },
        "Bob ordered hold until 2026-11-23T04:00:00Z: audit",
      ],
      [
        "the same order stands",
        { record: { order: { ...bob, kind: "force", overrideRules: [] } }, request: force },
        null,
      ],
      [
        "a person releases it",
        { record: { order: { ...bob, kind: "hold", overrideRules: [] } }, request: release },
        null,
      ],
      [
        "the controller moves by it",
        { record: { order: { ...bob, kind: "hold", overrideRules: [] } } },
        null,
      ],
    ],
  ],
  [
    "would-help",
    [
      [
        "both fail in the same way",
        { seen: { primary: failing, secondary: failing } },
        "failing over would not help: both sides fail the same way (status: 503)",
      ],
      [
        "both fail in the same way, on the way back",
        { to: "automatic", seen: { primary: failing, secondary: failing } },
        null,
      ],
      ["they fail in different ways", { seen: { primary: failing, secondary: down } }, null],
    ],
  ],
  [
    "not-both-down",
    [
      [
        "both are down",
        { seen: { primary: failing, secondary: down } },
        "both sides are down: primary 503; standby timeout after 5000 ms",
      ],
      [
        "both are down, and the primary would be held",
        { to: "primary", seen: { primary: failing, secondary: down } },
        "both sides are down: primary 503; standby timeout after 5000 ms",
      ],
      [
        "both are down, and Route 53 would decide",
        { to: "automatic", seen: { primary: failing, secondary: down } },
        null,
      ],
      ["the primary is down", { seen: { primary: failing } }, null],
      ["the standby is down", { seen: { secondary: failing } }, null],
    ],
  ],
  [
    "replica-serves",
    [
      ["the standby serves", {}, null],
      ["the standby is down", { seen: { secondary: failing } }, "the standby does not serve: 503"],
      [
        "the standby can't be probed",
        { seen: { secondary: notProbed } },
        "not known: the standby can't be probed: EAI_AGAIN",
      ],
      ["the replica is broken", { seen: { replica: broken } }, "404 at /"],
      ["the replica is only stale", { seen: { replica: stale } }, null],
      ["away from a standby that is down", { ...back, seen: { secondary: failing } }, null],
      [
        "out of the gate, with the standby down",
        { to: "automatic", record: held, seen: { secondary: failing } },
        "the standby does not serve: 503",
      ],
      [
        "from the gate to a hold, with the standby down",
        { to: "primary", record: held, seen: { secondary: failing } },
        null,
      ],
    ],
  ],
  [
    "replica-current",
    [
      ["the replica is current", {}, null],
      ["the replica is stale", { seen: { replica: stale } }, "7 of 120 objects are missing"],
      [
        "the replica is not known",
        { seen: { replica: replicaUnknown } },
        "not known: the primary bucket can't be listed",
      ],
      ["the standby is down", { seen: { secondary: failing } }, null],
      ["back from a stale replica", { ...back, seen: { replica: stale } }, null],
      [
        "out of the gate, with a stale replica",
        { to: "automatic", record: held, seen: { replica: stale } },
        "7 of 120 objects are missing",
      ],
    ],
  ],
  [
    "primary-serves",
    [
      ["back to a primary that serves", back, null],
      ["back to a primary that is down", { ...back, seen: { primary: failing } }, "the primary is down: 503"],
      [
        "back to a primary that can't be probed",
        { ...back, seen: { primary: notProbed } },
        "not known: EAI_AGAIN",
      ],
      [
        "visitors there by Route 53, and a hold would take them away",
        { to: "primary", seen: { servedBy: "secondary", primary: failing } },
        "the primary is down: 503",
      ],
      ["visitors on the primary, and a hold keeps them", { to: "primary", seen: { primary: failing } }, null],
      ["away from it", { record: latched, seen: { primary: failing } }, null],
      [
        "back from a standby that is down too: Route 53 knows best",
        { ...back, seen: { primary: failing, secondary: down } },
        null,
      ],
      [
        "held while both are down",
        { to: "primary", record: latched, seen: { primary: failing, secondary: down } },
        "the primary is down: 503",
      ],
      [
        "back from a broken replica that answers",
        { ...back, seen: { primary: failing, replica: broken } },
        "the primary is down: 503",
      ],
      [
        "back from a standby that can't be probed",
        { ...back, seen: { primary: failing, secondary: notProbed } },
        "the primary is down: 503",
      ],
    ],
  ],
  [
    "no-divergence",
    [
      ["nothing was written on the standby", { ...back, seen: { replica: compared({ at: t0 }) } }, null],
      [
        "begun long ago, and ended in this run",
        { ...back, seen: { replica: compared({ at: at(-minutes(20)), endedAt: t0 }) } },
        null,
      ],
      [
        "compared by an earlier run",
        { ...back, seen: { replica: compared({ at: at(-1) }) } },
        "not known: the buckets were not compared just now",
      ],
      [
        "compared by an earlier run, and written",
        { ...back, seen: { replica: compared({ at: at(-1), newestInSecondary: at(-minutes(39)) }) } },
        "the standby holds writes of 2026-11-23T02:21:00Z that the primary lacks",
      ],
      [
        "compared by an earlier run, and written before the incident",
        { ...back, seen: { replica: compared({ at: at(-1), newestInSecondary: at(-hours(2)) }) } },
        "not known: the buckets were not compared just now",
      ],
      [
        "not comparable",
        { ...back, seen: { replica: replicaUnknown } },
        "not known: the buckets were not compared just now",
      ],
      [
        "compared, and broken",
        { ...back, seen: { replica: { ...broken, comparison: aComparison({ at: t0 }) } } },
        "not known: the buckets were not compared just now",
      ],
      [
        "stale, with nothing of its own",
        { ...back, seen: { replica: { ...stale, comparison: aComparison({ at: t0 }) } } },
        null,
      ],
      [
        "written since the incident began",
        { ...back, seen: { replica: compared({ newestInSecondary: at(-minutes(39)) }) } },
        "the standby holds writes of 2026-11-23T02:21:00Z that the primary lacks",
      ],
      [
        "lacking what it held when visitors were sent there",
        { ...whole, seen: { replica: { ...stale, comparison: deleted } } },
        "the standby lacks 1 objects that it held when visitors were sent there: deleted on it, they would come back (first: about.html)",
      ],
      [
        "lacking what it may have lacked before",
        { ...back, seen: { replica: { ...stale, comparison: deleted } } },
        null,
      ],
      [
        "lacking what the primary got since",
        { ...whole, seen: { replica: { ...stale, comparison: { ...deleted, lag: minutes(20) } } } },
        null,
      ],
      [
        "written as the incident began",
        { ...back, seen: { replica: compared({ newestInSecondary: at(-minutes(40)) }) } },
        null,
      ],
      [
        "written before",
        { ...back, seen: { replica: compared({ newestInSecondary: at(-hours(2)) }) } },
        null,
      ],
      [
        "without an incident",
        { to: "automatic", record: { ...latched, incident: null }, seen: { replica: replicaUnknown } },
        null,
      ],
      [
        "with the standby down nothing can be lost that visitors had",
        { ...back, seen: { secondary: failing, replica: replicaUnknown } },
        null,
      ],
      ["towards the standby", { record: latched, seen: { replica: replicaUnknown } }, null],
      [
        "with visitors on the primary anyway",
        { to: "automatic", record: { incident: latched.incident }, seen: { replica: replicaUnknown } },
        null,
      ],
    ],
  ],
  [
    "cooldown",
    [
      ["visitors never moved", back, null],
      [
        "visitors moved nine minutes ago",
        { ...back, record: { ...latched, flips: [at(-hours(5)), at(-minutes(9))] } },
        "visitors moved at 2026-11-23T02:51:00Z; they stay for 10 min",
      ],
      [
        "visitors moved ten minutes ago",
        { ...back, record: { ...latched, flips: [at(-minutes(10))] } },
        null,
      ],
      [
        "a person asks",
        { ...back, request: release, record: { ...latched, flips: [at(-minutes(9))] } },
        null,
      ],
      ["towards the standby", { record: { ...latched, flips: [at(-minutes(9))] } }, null],
      [
        "the steering is free, and visitors are on the primary",
        { to: "automatic", record: { flips: [at(-minutes(9))] } },
        null,
      ],
    ],
  ],
  [
    "flip-rate",
    [
      [
        "three times in a day",
        { ...back, record: { ...latched, flips: [1, 2, 3].map((n) => at(-hours(n))) } },
        null,
      ],
      [
        "four times in a day",
        { ...back, record: { ...latched, flips: [1, 2, 3, 4].map((n) => at(-hours(n))) } },
        "visitors moved 4 times within 1 d: this waits for a person's ack",
      ],
      [
        "five times, the first a day ago",
        { ...back, record: { ...latched, flips: [24, 4, 3, 2, 1].map((n) => at(-hours(n))) } },
        "visitors moved 4 times within 1 d: this waits for a person's ack",
      ],
      [
        "four times, the first a day ago",
        { ...back, record: { ...latched, flips: [24, 3, 2, 1].map((n) => at(-hours(n))) } },
        null,
      ],
      [
        "a person asks",
        { ...back, request: release, record: { ...latched, flips: [1, 2, 3, 4].map((n) => at(-hours(n))) } },
        null,
      ],
      ["towards the standby", { record: { flips: [1, 2, 3, 4].map((n) => at(-hours(n))) } }, null],
    ],
  ],
  [
    "stale-plan",
    [
      ["they stand as the record says", {}, null],
      [
        "they can't be read",
        { seen: { records: unknown("Route 53 does not answer", t0) } },
        "Route 53 does not answer",
      ],
      ["they stand already where the move leads", { seen: listed("secondary") }, null],
      [
        "they stand elsewhere",
        { seen: listed("primary") },
        "the record sets stand so that visitors stay on the primary; they were left as failover pairs, and Route 53 decides",
      ],
      [
        "they are no pairs",
        { seen: { records: known(freeRecordSets.slice(0, 4), t0) } },
        "somebody else changed the record sets: www.example.com AAAA has no record set",
      ],
      [
        "somebody edited them",
        {
          seen: {
            records: known(
              freeRecordSets.map((set) => ({ ...set, SetIdentifier: `${set.SetIdentifier}-2` })),
              t0,
            ),
          },
        },
        "somebody else changed the record sets: record sets of example.com A, www.example.com A, www.example.com AAAA are not as remembered; they are failover pairs all the same",
      ],
    ],
  ],
])("%s", (rule, cases) => {
  it.each(cases)("%s", (_, given, verdict) => {
    expect(saidBy(rule, given)).toBe(verdict);
  });
});

describe("all rules together", () => {
  const bad = { seen: { replica: stale }, record: { freeze: bob } } as const;
  const overriding = aRequest("force", { overrideRules: ["replica-current", "cooldown"] });

  it("refuse by name, each with its reason, in the order of the table", () => {
    expect(refusalsOf(contextOf(bad))).toEqual([
      { rule: "frozen", because: "by Bob: audit" },
      { rule: "replica-current", because: "7 of 120 objects are missing" },
    ]);
    expect(overriddenIn(contextOf(bad))).toEqual([]);
  });

  it("give way to a person by name, and say which of those named would have refused", () => {
    const context = contextOf({ ...bad, request: overriding });
    expect(refusalsOf(context)).toEqual([{ rule: "frozen", because: "by Bob: audit" }]);
    expect(overriddenIn(context)).toEqual(["replica-current"]);
  });

  it("say nothing to a move that is safe", () => {
    expect(refusalsOf(contextOf({}))).toEqual([]);
  });

  it("each ask a question that a person can read", () => {
    for (const { asks } of rules) expect(asks).toMatch(/^[A-Z]\S*( \S+){2,}\?$/);
  });
});
