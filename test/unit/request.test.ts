import { describe, expect, it } from "vitest";
import { decide } from "../../shared/decide/decide.ts";
import { rules } from "../../shared/decide/rules.ts";
import type { Decision } from "../../shared/model/decision.ts";
import { known, unknown } from "../../shared/model/observation.ts";
import { type OrderRequest, ruleNames } from "../../shared/model/order.ts";
import { recordSetsIn } from "../../shared/model/positions.ts";
import type { SiteRecord } from "../../shared/model/record.ts";
import type { Policy } from "../../shared/model/site.ts";
import { hours, minutes } from "../../shared/model/time.ts";
import { aSite } from "../fixtures/site.ts";
import {
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
} from "../fixtures/world.ts";

function asked(
  request: OrderRequest,
  given: {
    record?: Partial<SiteRecord>;
    seen?: Parameters<typeof anObservation>[0];
    policy?: Partial<Policy>;
  } = {},
): Decision {
  const site = aSite(given.policy);
  return decide(aRecord(site, given.record), anObservation({ ...given.seen, request }), site, t0);
}

const refusedBy = (decision: Decision): readonly string[] =>
  decision.kind === "refuse" ? decision.refusedBy.map(({ rule }) => rule) : [];

const forced = {
  record: { steering: steered("secondary", "latch"), incident: anIncident("failedOver") },
  seen: { servedBy: "secondary", records: known(recordSetsIn("secondary", freeRecordSets), t0) },
} as const;
const bobsOrder = {
  id: "o",
  who: { name: "Bob", proof: "iam" },
  why: "maintenance",
  placedAt: t0,
  until: at(hours(1)),
  overrideRules: [],
} as const;

describe("a force", () => {
  it("is steered by when the replica is fit", () => {
    expect(asked(aRequest("force"))).toEqual({
      kind: "steer",
      to: "secondary",
      by: "order",
      reason: "Ann ordered force: drill",
      overridden: [],
    });
  });

  it.each([
    ["replica-current", { replica: stale }],
    ["replica-current", { replica: replicaUnknown }],
    ["replica-serves", { secondary: down }],
    ["replica-serves", { secondary: notProbed }],
    ["stale-plan", { records: unknown("Route 53 does not answer", t0) }],
  ] as const)("is refused by %s", (rule, seen) => {
    expect(refusedBy(asked(aRequest("force"), { seen }))).toEqual([rule]);
  });

  it("is refused as no help when both sides fail the same way", () => {
    const decision = asked(aRequest("force"), { seen: { primary: down, secondary: down } });
    expect(refusedBy(decision)).toEqual(["would-help", "not-both-down", "replica-serves"]);
    expect(decision.reason).toContain("failing over would not help");
  });

  it("is refused when both sides are down, each in its own way", () => {
    const broken = { kind: "down", at: t0, fault: "status", because: "503" } as const;
    expect(refusedBy(asked(aRequest("force"), { seen: { primary: down, secondary: broken } }))).toEqual([
      "not-both-down",
      "replica-serves",
    ]);
  });

  it("overrides by name what it names, and the decision says what was overridden", () => {
    const request = aRequest("force", { overrideRules: ["replica-current", "frozen"] });
    expect(asked(request, { seen: { replica: stale } })).toMatchObject({
      kind: "steer",
      overridden: ["replica-current"],
    });
  });

  it("is still refused by a rule it does not name", () => {
    const request = aRequest("force", { overrideRules: ["replica-current"] });
    expect(refusedBy(asked(request, { seen: { secondary: down } }))).toEqual(["replica-serves"]);
  });

  it("is refused while the site is frozen, by whom and until when", () => {
    const freeze = { ...bobsOrder, until: at(hours(1)) };
    expect(asked(aRequest("force"), { record: { freeze } })).toMatchObject({
      refusedBy: [{ rule: "frozen", because: "by Bob until 2026-11-23T04:00:00Z: maintenance" }],
    });
  });

  it("is refused while somebody else's hold stands", () => {
    const record = { order: { ...bobsOrder, kind: "hold" }, steering: steered("primary", "order") } as const;
    const seen = { records: known(recordSetsIn("primary", freeRecordSets), t0) };
    expect(refusedBy(asked(aRequest("force"), { record, seen }))).toEqual(["order-in-force"]);
  });

  it("is not held back by shadow, cool-down or flip rate: a person knows what they do", () => {
    const record = {
      arming: { kind: "shadow", greenSince: null },
      flips: [1, 2, 3, 4].map((n) => at(-minutes(n))),
    } as const;
    expect(asked(aRequest("force"), { record })).toMatchObject({ kind: "steer" });
  });

  it("waits until the change that is under way has ended", () => {
    const intent = {
      id: "i",
      from: steered("automatic", "route53"),
      to: "primary",
      by: "gate",
      why: "",
      moves: [],
      plannedAt: at(-minutes(1)),
      leaseUntil: at(minutes(2)),
      changeId: null,
      overridden: [],
    } as const;
    expect(asked(aRequest("force"), { record: { intent } })).toMatchObject({
      refusedBy: [{ rule: "stale-plan", because: expect.stringContaining("ask again in a minute") }],
    });
  });
});

describe("where policy asks for two people", () => {
  const policy = { twoPerson: { within: minutes(15) } };
  const proposal = { order: { ...bobsOrder, kind: "force" }, until: at(minutes(10)) } as const;

  it("the first force only waits", () => {
    expect(asked(aRequest("force"), { policy })).toMatchObject({ kind: "note" });
  });

  it("the same person can't be the second", () => {
    const request = aRequest("force", { who: { name: "Bob", proof: "iam" } });
    expect(asked(request, { policy, record: { proposal } })).toMatchObject({ kind: "note" });
  });

  it("a second person's force is done", () => {
    expect(asked(aRequest("force"), { policy, record: { proposal } })).toMatchObject({
      kind: "steer",
      to: "secondary",
    });
  });
});

describe("a hold", () => {
  it("pins visitors who are on the primary, even while it is down", () => {
    expect(asked(aRequest("hold"), { seen: { primary: down } })).toMatchObject({
      kind: "steer",
      to: "primary",
      by: "order",
    });
  });

  it("does not take visitors from the standby to a primary that is down", () => {
    const seen = { ...forced.seen, primary: down };
    expect(refusedBy(asked(aRequest("hold"), { ...forced, seen }))).toEqual(["primary-serves"]);
  });
});

describe("a release", () => {
  it("has nothing to do when nobody steers", () => {
    expect(asked(aRequest("release"))).toMatchObject({
      kind: "note",
      reason: "nothing is steered: Route 53 decides already",
    });
  });

  it("ends the latch when the primary serves and nothing would be lost", () => {
    expect(
      asked(aRequest("release"), { ...forced, seen: { ...forced.seen, replica: current } }),
    ).toMatchObject({
      kind: "steer",
      to: "automatic",
      by: "route53",
    });
  });

  it("is refused while the primary is down", () => {
    const seen = { ...forced.seen, primary: down, replica: current };
    expect(refusedBy(asked(aRequest("release"), { ...forced, seen }))).toEqual(["primary-serves"]);
  });

  it("is refused while it is not known whether content would be lost", () => {
    expect(
      refusedBy(asked(aRequest("release"), { ...forced, seen: { ...forced.seen, replica: replicaUnknown } })),
    ).toEqual(["no-divergence"]);
  });

  it("of the gate is refused while the replica is not fit", () => {
    const record = { steering: steered("primary", "gate") };
    const seen = { replica: stale, records: known(recordSetsIn("primary", freeRecordSets), t0) };
    expect(refusedBy(asked(aRequest("release"), { record, seen }))).toEqual(["replica-current"]);
  });

  it("against the gate stands as an order, so that the gate does not close again", () => {
    const record = { steering: steered("primary", "gate") };
    const seen = { replica: stale, records: known(recordSetsIn("primary", freeRecordSets), t0) };
    const request = aRequest("release", { overrideRules: ["replica-current"] });
    expect(asked(request, { record, seen })).toMatchObject({ kind: "steer", to: "automatic", by: "order" });
  });
});

describe("arming", () => {
  const policy = { shadow: { greenFor: minutes(10) } };

  it("is refused before the site was seen green for long enough", () => {
    const arming = { kind: "shadow", greenSince: at(-minutes(9)) } as const;
    expect(refusedBy(asked(aRequest("arm"), { policy, record: { arming } }))).toEqual(["shadow"]);
  });

  it("is refused when the site was born red", () => {
    const arming = { kind: "shadow", greenSince: null } as const;
    expect(asked(aRequest("arm"), { policy, record: { arming } })).toMatchObject({
      kind: "refuse",
      refusedBy: [{ because: expect.stringContaining("has not been seen green") }],
    });
  });

  it("is noted after it was", () => {
    const arming = { kind: "shadow", greenSince: at(-minutes(10)) } as const;
    expect(asked(aRequest("arm"), { policy, record: { arming } })).toMatchObject({
      kind: "note",
      overridden: [],
    });
  });
});

describe("freeze, unfreeze, ack and disarm", () => {
  it.each(["freeze", "unfreeze", "ack", "disarm"] as const)(
    "%s moves nothing, and is noted even while a rule forbids moves",
    (action) => {
      const freeze = { ...bobsOrder };
      expect(
        asked(aRequest(action), { record: { freeze }, seen: { primary: down, secondary: down } }),
      ).toMatchObject({ kind: "note" });
    },
  );
});

it("every rule that can be overridden by name exists, once", () => {
  expect([...rules.map(({ name }) => name), "truce"].sort()).toEqual([...ruleNames].sort());
});
