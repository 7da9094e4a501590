import { describe, expect, it } from "vitest";
import { decide } from "../../../shared/decide/decide.ts";
import type { OrderRequest } from "../../../shared/model/order.ts";
import type { SiteRecord } from "../../../shared/model/record.ts";
import { minutes } from "../../../shared/model/time.ts";
import { aSite } from "../../fixtures/site.ts";
import {
  anIncident,
  anIntent,
  anObservation,
  aRecord,
  aRequest,
  at,
  down,
  notProbed,
  stale,
  steered,
  t0,
} from "../../fixtures/world.ts";

interface Given {
  readonly record?: Partial<SiteRecord>;
  readonly seen?: Parameters<typeof anObservation>[0];
  readonly request?: Partial<OrderRequest>;
}

function asked(action: "deploy-begin" | "deploy-end", { record, seen, request }: Given = {}) {
  const site = aSite();
  const lease = aRequest(action, { lease: "build-1", ...request });
  return decide(aRecord(site, record), anObservation({ ...seen, request: lease }), site, t0);
}

const ben = { id: "o", who: { name: "Ben", proof: "iam" }, why: "audit", placedAt: t0 } as const;
const bens = { ...ben, lease: "build-2", until: at(minutes(5)) };
const annsOwn = { ...ben, lease: "build-1", until: at(minutes(5)) };

describe("a deploy may begin", () => {
  it.each<[string, Given]>([
    ["on a calm day", {}],
    ["again by the lease it holds, which extends it", { record: { deploy: annsOwn } }],
    ["while the replica is stale and the gate open: it may be what mends that", { seen: { replica: stale } }],
    [
      "while a person holds the primary",
      { record: { order: { ...ben, kind: "hold", until: null, overrideRules: [] } } },
    ],
  ])("%s", (_, given) => {
    expect(asked("deploy-begin", given)).toEqual({
      kind: "note",
      reason: "Ann took the deploy lease build-1: drill",
      overridden: [],
    });
  });

  it("against the rule, by a person who overrides it by name", () => {
    const given = { record: { deploy: bens }, request: { overrideRules: ["truce"] } } as const;
    expect(asked("deploy-begin", given)).toMatchObject({ kind: "note", overridden: ["truce"] });
  });
});

describe("a deploy may not begin, and is told why and until when", () => {
  it.each<[string, Given, string]>([
    [
      "another pipeline holds the lease",
      { record: { deploy: bens } },
      "Ben deploys until 2026-11-23T03:05:00Z, by the lease build-2: audit",
    ],
    [
      "a force stands for a time",
      { record: { order: { ...ben, kind: "force", until: at(minutes(9)), overrideRules: [] } } },
      "Ben ordered force until 2026-11-23T03:09:00Z, so visitors are on the standby: audit",
    ],
    [
      "a force stands",
      { record: { order: { ...ben, kind: "force", until: null, overrideRules: [] } } },
      "Ben ordered force until it is released, so visitors are on the standby: audit",
    ],
    [
      "a move is under way",
      { record: { intent: anIntent({ to: "automatic", plannedAt: t0 }) } },
      "the release to Route 53 is under way since 2026-11-23T03:00:00Z, until it is seen done or given up",
    ],
    [
      "Route 53 sent visitors to the standby",
      { seen: { servedBy: "secondary" } },
      "visitors are on the standby, until they are back on the primary",
    ],
    [
      "the latch keeps them there, whatever answers are seen",
      { record: { steering: steered("secondary", "latch") } },
      "visitors are on the standby, until they are back on the primary",
    ],
    [
      "an incident is open",
      { record: { incident: anIncident("suspected") }, seen: { primary: down } },
      "is open since",
    ],
    ["the gate is closed", { record: { steering: steered("primary", "gate") } }, "the gate is closed since"],
    [
      "nobody can see where visitors are",
      { seen: { servedBy: "unmarked", primary: notProbed } },
      "which side serves visitors is not known, until it can be seen",
    ],
  ])("%s", (_, given, because) => {
    expect(asked("deploy-begin", given)).toMatchObject({
      kind: "refuse",
      refusedBy: [{ rule: "truce", because: expect.stringContaining(because) }],
    });
  });
});

describe("a deploy's end", () => {
  it.each<[string, Given, string]>([
    ["gives its lease back", { record: { deploy: annsOwn } }, "Ann gave back the deploy lease build-1"],
    [
      "takes nobody else's away",
      { record: { deploy: bens } },
      "the deploy lease build-1 does not stand: there is nothing to give back",
    ],
    [
      "is no fault where none was taken",
      {},
      "the deploy lease build-1 does not stand: there is nothing to give back",
    ],
    [
      "is taken in mid-outage too",
      { record: { deploy: annsOwn, incident: anIncident("failedOver") }, seen: { servedBy: "secondary" } },
      "Ann gave back the deploy lease build-1",
    ],
  ])("%s", (_, given, reason) => {
    expect(asked("deploy-end", given)).toEqual({ kind: "note", reason, overridden: [] });
  });
});
