import { describe, expect, it } from "vitest";
import { decide } from "../../../shared/decide/decide.ts";
import type { Decision } from "../../../shared/model/decision.ts";
import { known, unknown } from "../../../shared/model/observation.ts";
import type { OrderRequest, Position } from "../../../shared/model/order.ts";
import { recordSetsIn } from "../../../shared/model/positions.ts";
import type { SiteRecord } from "../../../shared/model/record.ts";
import type { Policy } from "../../../shared/model/site.ts";
import { hours, minutes, ms } from "../../../shared/model/time.ts";
import { aSite } from "../../fixtures/site.ts";
import {
  anIncident,
  anIntent,
  anObservation,
  aRecord,
  aRequest,
  at,
  down,
  freeRecordSets,
  notProbed,
  replicaUnknown,
  stale,
  steered,
  t0,
} from "../../fixtures/world.ts";

interface Given {
  readonly record?: Partial<SiteRecord>;
  readonly seen?: Parameters<typeof anObservation>[0];
  readonly policy?: Partial<Policy>;
}

/** The record sets stand where the record says, if the observation says nothing else. */
function decided({ record, seen, policy }: Given): Decision {
  const site = aSite(policy);
  const records = known(recordSetsIn(record?.steering?.position ?? "automatic", freeRecordSets), t0);
  return decide(aRecord(site, record), anObservation({ records, ...seen }), site, t0);
}
const asked = (request: OrderRequest, given: Given = {}): Decision =>
  decided({ ...given, seen: { ...given.seen, request } });

const at_ = (position: Position) => ({ records: known(recordSetsIn(position, freeRecordSets), t0) });
const dark = { records: unknown("Route 53 does not answer", t0) };
const failedOver = { incident: anIncident("failedOver") };
const latched = { steering: steered("secondary", "latch") };
const onSecondary = { servedBy: "secondary", primary: down } as const;
const upSince = (span: number) => ({ kind: "up", since: at(-span), seenAt: at(-minutes(1)) }) as const;
const order = (kind: "force" | "hold" | "release") =>
  ({
    kind,
    id: "o",
    who: { name: "Ann", proof: "iam" },
    why: "drill",
    placedAt: t0,
    until: null,
    overrideRules: [],
  }) as const;

const freeze = {
  id: "f",
  who: { name: "Bob", proof: "iam" },
  why: "audit",
  placedAt: t0,
  until: null,
} as const;

type Case = [situation: string, given: Given, decision: Record<string, unknown>];
const steer = (to: Position, by: string, reason: string) => ({
  kind: "steer",
  to,
  by,
  reason,
  overridden: [],
});
const stalePlan = (because: string) => [{ rule: "stale-plan", because }];

describe.each<[string, Case[]]>([
  [
    "by Route 53",
    [
      ["all is well", {}, { kind: "rest", reason: "the primary serves, and Route 53 decides" }],
      [
        "the primary looks down",
        { seen: { primary: down } },
        {
          kind: "wait",
          reason: "the primary looks down; Route 53's health check decides",
        },
      ],
      [
        "the replica is unfit, and visitors are not seen on the primary",
        { seen: { replica: stale, servedBy: "unmarked" } },
        { kind: "rest", reason: "the primary serves, and Route 53 decides" },
      ],
      [
        "a record says that nobody holds what is held",
        { record: { steering: steered("primary", "route53") } },
        { kind: "steer", to: "automatic", by: "route53" },
      ],
      [
        "an order to release ended",
        { record: { steering: steered("automatic", "order") } },
        { kind: "steer", to: "automatic", by: "route53", overridden: [] },
      ],
      [
        "both sides fail the same way",
        { seen: { primary: down, secondary: down, servedBy: "unmarked" } },
        {
          kind: "wait",
          reason:
            "both sides fail the same way, so failing over would not help: timeout: timeout after 5000 ms",
        },
      ],
    ],
  ],
  [
    "by the gate",
    [
      [
        "it stands, and the replica is still unfit",
        { record: { steering: steered("primary", "gate") }, seen: { replica: stale } },
        {
          kind: "rest",
          reason:
            "the replica is not fit to serve, so the primary has to be held: 7 of 120 objects are missing",
        },
      ],
      [
        "it stands where policy has none any more, and the replica is still unfit",
        {
          record: { steering: steered("primary", "gate") },
          seen: { replica: stale },
          policy: { gate: false },
        },
        { kind: "rest" },
      ],
      [
        "it stands, and nobody knows whether the replica is fit",
        { record: { steering: steered("primary", "gate") }, seen: { replica: replicaUnknown } },
        {
          kind: "holdStill",
          reason:
            "whether the replica is fit again is not known; the primary stays held: the primary bucket can't be listed",
          unknown: ["the primary bucket can't be listed"],
        },
      ],
      [
        "the latch stands, visitors are back already, and the replica is unfit: no gate out of the latch",
        { record: { ...latched, incident: anIncident("returning") }, seen: { replica: stale } },
        { kind: "steer", to: "automatic", by: "route53" },
      ],
    ],
  ],
  [
    "by the latch",
    [
      [
        "visitors were moved",
        { record: failedOver, seen: onSecondary },
        steer(
          "secondary",
          "latch",
          "Route 53 sent visitors to the standby, and the replica is fit, so the latch is due: 120 objects compared, all equal",
        ),
      ],
      [
        "some visitors were moved",
        {
          record: failedOver,
          seen: {
            primary: down,
            visitors: [...anObservation().visitors, ...anObservation({ servedBy: "secondary" }).visitors],
          },
        },
        { kind: "steer", to: "secondary", by: "latch" },
      ],
      [
        "nobody tells where visitors are",
        { record: failedOver, seen: { primary: down, servedBy: "unmarked" } },
        { kind: "wait", reason: expect.stringMatching(/^the primary looks down/) },
      ],
      [
        "visitors were moved, and no incident says so",
        { seen: onSecondary },
        { kind: "wait", reason: expect.stringMatching(/^the primary looks down/) },
      ],
      [
        "the incident is further on",
        { record: { incident: anIncident("recovering") }, seen: onSecondary },
        { kind: "wait", reason: expect.stringMatching(/^the primary looks down/) },
      ],
    ],
  ],
  [
    "on the way back",
    [
      [
        "visitors are on the primary already, and no incident is open",
        { record: latched },
        steer("automatic", "route53", "visitors are on the primary already, and no incident is open"),
      ],
      [
        "visitors are on the primary already, and the incident is open",
        {
          record: {
            ...latched,
            incident: anIncident("ready"),
            sides: { primary: upSince(1), secondary: upSince(1) },
          },
        },
        { kind: "wait", reason: "the primary answers; it has to stay up before visitors go back" },
      ],
      [
        "no incident is open, and visitors are on the standby",
        {
          record: { ...latched, sides: { primary: upSince(1), secondary: upSince(1) } },
          seen: { servedBy: "secondary" },
        },
        { kind: "wait", reason: "the primary answers; it has to stay up before visitors go back" },
      ],
      [
        "the primary is not back",
        { record: { ...latched, ...failedOver }, seen: onSecondary },
        { kind: "wait", reason: "latched on the standby: the primary is not back" },
      ],
      [
        "the primary can't be probed",
        { record: { ...latched, ...failedOver }, seen: { ...onSecondary, primary: notProbed } },
        { kind: "wait", reason: "latched on the standby: the primary is not back" },
      ],
      [
        "the standby fails and the primary answers, not yet for long",
        {
          record: {
            ...latched,
            incident: anIncident("recovering"),
            sides: { primary: upSince(1), secondary: upSince(1) },
          },
          seen: { servedBy: "secondary", secondary: down },
        },
        steer("automatic", "route53", "the standby is down and the primary answers: timeout after 5000 ms"),
      ],
      [
        "the primary answers, and was last seen down",
        {
          record: {
            ...latched,
            incident: anIncident("recovering"),
            sides: { primary: { ...upSince(1), kind: "down" }, secondary: upSince(1) },
          },
          seen: { servedBy: "secondary" },
        },
        { kind: "wait", reason: "the primary answers; it has to stay up before visitors go back" },
      ],
      [
        "the primary is a millisecond short of stable",
        {
          record: {
            ...latched,
            incident: anIncident("recovering"),
            sides: { primary: upSince(ms(299_999)), secondary: upSince(1) },
          },
          seen: { servedBy: "secondary" },
        },
        { kind: "wait" },
      ],
      [
        "policy asks for no time, and nobody knows since when the primary is up",
        {
          record: {
            ...latched,
            incident: anIncident("recovering"),
            sides: { primary: { ...upSince(1), kind: "down" }, secondary: upSince(1) },
          },
          seen: { servedBy: "secondary" },
          policy: { failback: { mode: "verified", stableFor: ms(0) } },
        },
        { kind: "wait" },
      ],
      [
        "the primary is stable to the millisecond",
        {
          record: {
            ...latched,
            incident: anIncident("ready"),
            sides: { primary: upSince(minutes(5)), secondary: upSince(1) },
          },
          seen: { servedBy: "secondary" },
        },
        steer("automatic", "route53", "the way back is due: the primary has been up for 5 min"),
      ],
    ],
  ],
  [
    "by an order that stands",
    [
      [
        "it is carried out again",
        { record: { order: order("force") } },
        steer("secondary", "order", "Ann ordered force: drill"),
      ],
      [
        "it holds",
        { record: { order: order("hold"), steering: steered("primary", "order") } },
        { kind: "rest", reason: "Ann ordered hold: drill" },
      ],
      [
        "another order stood before, and its steering still does",
        { record: { order: order("hold"), steering: steered("secondary", "order") } },
        steer("primary", "order", "Ann ordered hold: drill"),
      ],
      [
        "the gate holds the same side already: only by whom changes",
        { record: { order: order("hold"), steering: steered("primary", "gate") }, seen: { replica: stale } },
        steer("primary", "order", "Ann ordered hold: drill"),
      ],
      [
        "the record sets can't be read, and it stands already by another hand",
        { record: { order: order("hold"), steering: steered("primary", "gate") }, seen: dark },
        { kind: "steer", to: "primary", by: "order" },
      ],
      [
        "the record sets can't be read",
        { record: { order: order("force") }, seen: dark },
        {
          kind: "holdStill",
          reason: "Ann ordered force; not done: Route 53 does not answer",
          unknown: ["Route 53 does not answer"],
        },
      ],
      [
        "somebody edited the record sets",
        { record: { order: order("force") }, seen: { records: known(freeRecordSets.slice(0, 4), t0) } },
        {
          kind: "refuse",
          reason:
            "Ann ordered force; not done: stale-plan: somebody else changed the record sets: www.example.com AAAA has no record set",
          refusedBy: stalePlan(
            "somebody else changed the record sets: www.example.com AAAA has no record set",
          ),
        },
      ],
      [
        "the site was frozen since",
        { record: { order: order("force"), freeze } },
        {
          kind: "refuse",
          reason: "Ann ordered force; not done: frozen: frozen by Bob: audit",
          refusedBy: [{ rule: "frozen", because: "frozen by Bob: audit" }],
        },
      ],
      [
        "the site was frozen before, and it was given all the same",
        { record: { order: { ...order("force"), overrideRules: ["frozen"] }, freeze } },
        { kind: "steer", to: "secondary", by: "order" },
      ],
      [
        "it is carried out, and the site was frozen since",
        { record: { order: order("hold"), freeze, steering: steered("primary", "order") } },
        { kind: "rest", reason: "Ann ordered hold: drill" },
      ],
      [
        "no rule is asked again that was asked when it was given",
        { record: { order: order("force") }, seen: { replica: stale, secondary: down } },
        { kind: "steer", to: "secondary", by: "order" },
      ],
    ],
  ],
  [
    "kept from it",
    [
      [
        "by rules, which the reason names with what lasts first",
        {
          record: { ...failedOver, arming: { kind: "shadow", greenSince: null } },
          seen: { ...onSecondary, ...at_("primary") },
        },
        {
          kind: "refuse",
          reason:
            "Route 53 sent visitors to the standby, and the replica is fit, so the latch is due; not done: shadow: the site is in shadow: it is watched, and not steered until a person arms it; stale-plan: the record sets stand so that visitors stay on the primary; they were left as failover pairs, and Route 53 decides",
          refusedBy: [{ rule: "shadow" }, { rule: "stale-plan" }],
        },
      ],
      [
        "as the record sets can't be read",
        { record: failedOver, seen: { ...onSecondary, ...dark } },
        {
          kind: "holdStill",
          reason:
            "Route 53 sent visitors to the standby, and the replica is fit, so the latch is due; not done: Route 53 does not answer",
        },
      ],
      [
        "by no rule where only the reason for the position changes",
        {
          record: {
            steering: steered("secondary", "order"),
            incident: anIncident("failedOver"),
            arming: { kind: "shadow", greenSince: null },
          },
          seen: { ...onSecondary, ...dark },
        },
        {
          kind: "steer",
          to: "secondary",
          by: "latch",
          reason: "latched on the standby: the primary is not back",
        },
      ],
    ],
  ],
])("the controller's decision %s", (_, cases) => {
  it.each(cases)("when %s", (_, given, decision) => {
    expect(decided(given)).toMatchObject(decision);
  });
});

it("why nobody steers any more is said by who steered", () => {
  const reasons = [
    steered("primary", "gate"),
    steered("primary", "order"),
    steered("automatic", "order"),
  ].map((steering) => decided({ record: { steering } }).reason);
  expect(reasons).toEqual([
    "the replica is fit to serve again: Route 53 decides",
    "the order ended: Route 53 decides",
    "the order ended: Route 53 decides",
  ]);
});

describe("a person's word", () => {
  const freeze = { ...order("hold"), until: null };
  const note = (reason: string) => ({ kind: "note", reason, overridden: [] });

  it.each<[string, OrderRequest, Partial<SiteRecord>, string]>([
    ["freeze", aRequest("freeze"), {}, "Ann froze the site: drill"],
    ["unfreeze", aRequest("unfreeze"), { freeze }, "Ann lifted the freeze"],
    ["unfreeze what is not frozen", aRequest("unfreeze"), {}, "the site is not frozen"],
    ["ack", aRequest("ack"), {}, "Ann acknowledged: drill"],
    ["disarm", aRequest("disarm"), {}, "Ann put the site in shadow: drill"],
    ["arm what is armed", aRequest("arm"), {}, "the site is armed already"],
  ])("%s is noted in words", (_, request, record, reason) => {
    expect(asked(request, { record })).toEqual(note(reason));
  });

  it.each<[string, Given]>([
    ["the latch stands", { record: latched }],
    ["an order stands", { record: { order: order("release") } }],
    ["an order let Route 53 decide", { record: { steering: steered("automatic", "order") } }],
    ["the record sets are steered by somebody else", { seen: at_("primary") }],
    ["the record sets can't be read", { seen: dark }],
  ])("release has something to do while %s", (_, given) => {
    expect(asked(aRequest("release"), given).kind).not.toBe("note");
  });

  it.each([
    [
      "under way",
      t0,
      "the move to the standby is under way since 2026-11-23T02:59:00Z: ask again in a minute",
    ],
    [
      "of nobody knows what end",
      at(-1),
      "the move to the standby was begun at 2026-11-23T02:59:00Z, and its end is not known yet",
    ],
  ])("to move waits for a change %s", (_, leaseUntil, because) => {
    expect(asked(aRequest("hold"), { record: { intent: anIntent({ leaseUntil }) } })).toEqual({
      kind: "refuse",
      reason: `Ann's hold is refused: stale-plan: ${because}`,
      refusedBy: stalePlan(because),
    });
  });

  it("refused names every rule in its reason", () => {
    expect(asked(aRequest("force"), { record: { freeze }, seen: { replica: stale } }).reason).toBe(
      "Ann's force is refused: frozen: by Ann: drill; replica-current: 7 of 120 objects are missing",
    );
  });

  it("a force that waits says for how long", () => {
    expect(asked(aRequest("force"), { policy: { twoPerson: { within: minutes(15) } } })).toEqual(
      note("Ann asks for a force; it waits for the same order by somebody else, for 15 min"),
    );
  });
});

describe("arming a site in shadow", () => {
  const policy = { shadow: { greenFor: minutes(10) } };
  const since = (greenSince: typeof t0 | null) => ({ arming: { kind: "shadow", greenSince } as const });
  const anyway = aRequest("arm", { overrideRules: ["shadow"] });
  const arm = (record: Partial<SiteRecord>, request = aRequest("arm"), shadow: Partial<Policy> = policy) =>
    asked(request, { record, policy: shadow });

  it.each([
    [
      "is noted once it was green for long enough",
      arm(since(at(-minutes(10)))),
      { reason: "Ann armed the site", overridden: [] },
    ],
    [
      "overrides nothing where nothing is in the way",
      arm(since(at(-minutes(10))), anyway),
      { overridden: [] },
    ],
    [
      "overrides that it was not green for long",
      arm(since(at(-minutes(9))), anyway),
      { reason: "Ann armed the site", overridden: ["shadow"] },
    ],
    [
      "is noted where policy asks for no time",
      arm(since(null), aRequest("arm"), { shadow: null }),
      { overridden: [] },
    ],
  ])("%s", (_, decision, expected) => {
    expect(decision).toMatchObject({ kind: "note", ...expected });
  });

  it.each([
    ["too short a time", at(-minutes(9)), "the site has been green only since 2026-11-23T02:51:00Z"],
    [
      "never",
      null,
      "the site has not been seen green: primary up, standby fit, record sets as they should be",
    ],
  ])("is refused when it was green for %s", (_, greenSince, because) => {
    expect(arm(since(greenSince))).toMatchObject({ refusedBy: [{ rule: "shadow", because }] });
  });
});

it("whoever orders second where policy asks for two is asked the rules too", () => {
  const proposal = {
    order: { ...order("force"), who: { name: "Bob", proof: "iam" } },
    until: at(hours(1)),
  } as const;
  const policy = { twoPerson: { within: minutes(15) } };
  const decision = asked(aRequest("force"), { policy, record: { proposal }, seen: { replica: stale } });
  expect(decision).toMatchObject({ kind: "refuse", refusedBy: [{ rule: "replica-current" }] });
});
