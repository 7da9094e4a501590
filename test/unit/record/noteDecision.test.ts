import { describe, expect, it } from "vitest";
import type { Decision } from "../../../shared/model/decision.ts";
import { noTimes } from "../../../shared/model/incident.ts";
import type { Move } from "../../../shared/model/move.ts";
import type { OrderRequest, RuleName } from "../../../shared/model/order.ts";
import type { AnsweredRequest, Intent, SiteRecord } from "../../../shared/model/record.ts";
import type { RecordSet } from "../../../shared/model/recordSet.ts";
import type { Policy } from "../../../shared/model/site.ts";
import { hours, minutes } from "../../../shared/model/time.ts";
import { type Noting, noteDecision, withAnswer } from "../../../shared/record/noteDecision.ts";
import { aSite } from "../../fixtures/site.ts";
import { anIncident, anIntent, aPair, aRecord, aRequest, at, steered, t0 } from "../../fixtures/world.ts";

function noted(
  decision: Decision,
  given: { record?: Partial<SiteRecord>; policy?: Partial<Policy> } & Partial<Omit<Noting, "site">> = {},
) {
  const { record, policy, ...noting } = given;
  const site = aSite(policy);
  return noteDecision(aRecord(site, record), decision, {
    site,
    now: t0,
    request: null,
    moves: [],
    standsBy: null,
    token: "token-1",
    ...noting,
  });
}

const rest = (reason: string): Decision => ({ kind: "rest", reason });
const note = (overridden: readonly RuleName[] = []): Decision => ({
  kind: "note",
  reason: "noted",
  overridden,
});
const refuse = (...rules: readonly RuleName[]): Decision => ({
  kind: "refuse",
  reason: "latched; not done: because",
  refusedBy: rules.map((rule) => ({ rule, because: "because" })),
});
const steer = (part: Partial<Extract<Decision, { kind: "steer" }>> = {}): Decision => ({
  kind: "steer",
  reason: "the replica is fit",
  to: "secondary",
  by: "latch",
  overridden: [],
  ...part,
});
const byController = { who: "controller", tell: null };
const askedBy = { action: "force", why: "drill", proof: "claimed", via: "invoke", request: "request-1" };
const [set] = aPair("www.example.com", "A") as [RecordSet];
const move = {
  lever: "records" as const,
  before: [set],
  after: [],
  changes: [{ action: "DELETE" as const, recordSet: set }],
};

describe("a decision that does nothing", () => {
  it.each([
    [rest("all is well"), "rest all is well", {}, null],
    [{ kind: "wait", reason: "it is under way" }, "wait it is under way", {}, null],
    [
      { kind: "holdStill", reason: "not known: timeout", unknown: ["timeout"] },
      "holdStill not known",
      { unknown: ["timeout"] },
      "cannot-tell",
    ],
    [refuse("cooldown"), "refuse cooldown", { refusedBy: [{ rule: "cooldown", because: "because" }] }, null],
  ] as const)("is journaled when it is new: %j", (decision, digest, data, tell) => {
    const { record, happenings } = noted(decision);
    expect(record.decided).toEqual({ digest, reason: decision.reason, since: t0 });
    expect(happenings).toEqual([{ kind: "decided", who: "controller", text: decision.reason, data, tell }]);
  });

  it("is silent when it is the same as a minute ago, whatever its details", () => {
    const decided = { digest: "rest all is well", reason: "all is well: 40 ms", since: at(-minutes(9)) };
    const { record, happenings } = noted(rest("all is well: 41 ms"), { record: { decided } });
    expect(record.decided).toEqual(decided);
    expect(happenings).toEqual([]);
  });

  it("is silent when the same rules refuse for another detail", () => {
    const decided = { digest: "refuse cooldown flip-rate", reason: "earlier", since: at(-minutes(9)) };
    expect(noted(refuse("cooldown", "flip-rate"), { record: { decided } }).happenings).toEqual([]);
    expect(noted(refuse("cooldown"), { record: { decided } }).happenings).toHaveLength(1);
  });

  it("is new when another kind gives the same reason", () => {
    const decided = { digest: "wait all is well", reason: "all is well", since: at(-minutes(9)) };
    const { record, happenings } = noted(rest("all is well"), { record: { decided } });
    expect(record.decided?.since).toBe(t0);
    expect(happenings).toHaveLength(1);
  });
});

describe("what a rule kept the controller from", () => {
  it.each<[RuleName[], string | null]>([
    [["shadow"], "would-have-moved"],
    [["flip-rate"], "waiting-for-ack"],
    [["stale-plan"], "move-failed"],
    [["cooldown"], null],
    [["frozen"], null],
    [["flip-rate", "shadow"], "would-have-moved"],
    [["stale-plan", "flip-rate"], "waiting-for-ack"],
  ])("%j is told as %s", (rules, tell) => {
    expect(noted(refuse(...rules)).happenings.map((happening) => happening.tell)).toEqual([tell]);
  });

  it("is journaled each time a person asked, in the person's name", () => {
    const decided = { digest: "refuse frozen", reason: "earlier", since: at(-minutes(9)) };
    const { record, happenings } = noted(refuse("frozen"), {
      request: aRequest("force"),
      record: { decided },
    });
    expect(happenings).toEqual([
      {
        kind: "refused",
        who: "Ann",
        text: "latched; not done: because",
        data: { ...askedBy, refusedBy: [{ rule: "frozen", because: "because" }] },
        tell: null,
      },
    ]);
    expect(record.order).toBe(null);
  });
});

describe("a decision to steer", () => {
  it("becomes an intent with a lease, before anything is done", () => {
    const { record, happenings } = noted(steer(), {
      moves: [move],
      record: { incident: anIncident("failedOver") },
    });
    expect(record.intent).toEqual({
      id: "token-1",
      from: steeredBefore,
      to: "secondary",
      by: "latch",
      why: "the replica is fit",
      moves: [move],
      plannedAt: t0,
      leaseUntil: at(minutes(3)),
      changeId: null,
      overridden: [],
    });
    expect(record.steering).toEqual(steeredBefore);
    expect(record.decided).toEqual({
      digest: "steer secondary latch",
      reason: "the replica is fit",
      since: t0,
    });
    expect(happenings).toEqual([
      {
        kind: "decided",
        ...byController,
        text: "the replica is fit",
        data: { to: "secondary", by: "latch" },
      },
      {
        kind: "intended",
        ...byController,
        text: "the move to the standby is planned, by the records lever: 1 changes in one batch",
        data: {
          intent: "token-1",
          moves: [{ lever: "records", changes: [{ action: "DELETE", ...set }] }],
        },
      },
    ]);
  });
  const steeredBefore = aRecord(aSite()).steering;

  it.each([
    ["is the incident's time of deciding", null, t0],
    ["is not, the second time", at(-minutes(5)), at(-minutes(5))],
  ])("%s", (_, before, after) => {
    const incident = anIncident("failedOver", { times: { ...noTimes, decided: before } });
    const { record } = noted(steer(), { moves: [move], record: { incident } });
    expect(record.incident).toEqual({ ...incident, times: { ...noTimes, decided: after } });
    expect(noted(steer(), { moves: [move] }).record.incident).toBe(null);
  });

  it("to where the steering stands already only changes by whom and why", () => {
    const steering = steered("secondary", "order");
    const { record, happenings } = noted(steer(), { record: { steering } });
    expect(record.steering).toEqual({ ...steering, by: "latch", why: "the replica is fit" });
    expect(record.intent).toBe(null);
    expect(happenings).toEqual([
      {
        kind: "decided",
        ...byController,
        text: "the replica is fit",
        data: { to: "secondary", by: "latch" },
      },
    ]);
  });

  it("that finds the record sets there already is so from now on", () => {
    const { record } = noted(steer());
    expect(record.steering).toMatchObject({ position: "secondary", by: "latch", since: t0 });
  });
});

describe("a person's order to steer", () => {
  const until = at(hours(2));
  const ordered = (
    request: OrderRequest,
    by: "order" | "route53" = "order",
    rest: Partial<SiteRecord> = {},
  ) => noted(steer({ by, overridden: ["replica-current"] }), { moves: [move], request, record: rest });
  const proposal = {
    order: { ...aRequest("force"), kind: "force" as const, placedAt: t0 },
    until: at(minutes(10)),
  };

  it.each(["force", "hold"] as const)("stands before anything is done about it: %s", (action) => {
    const request = aRequest(action, { until, overrideRules: ["replica-current"] });
    const { record, happenings } = ordered(request, "order", { proposal });
    expect(record.order).toEqual({
      kind: action,
      id: "request-1",
      who: { name: "Ann", proof: "claimed" },
      why: "drill",
      placedAt: t0,
      until,
      overrideRules: ["replica-current"],
    });
    expect(record.proposal).toBe(null);
    expect(record.intent).toMatchObject({ by: "order", overridden: ["replica-current"] });
    expect(happenings[0]).toEqual({
      kind: "ordered",
      who: "Ann",
      text: "the replica is fit",
      data: { ...askedBy, action, to: "secondary", until, overridden: ["replica-current"] },
      tell: null,
    });
  });

  it("to release ends the order that stands", () => {
    const order = { ...aRequest("force"), kind: "force" as const, placedAt: t0 };
    expect(ordered(aRequest("release"), "route53", { order }).record.order).toBe(null);
  });

  it("to release against the gate stands itself", () => {
    expect(ordered(aRequest("release", { until })).record.order).toMatchObject({ kind: "release", until });
  });

  it("stands although nothing has to be moved, and is told", () => {
    const { record, happenings } = noted(steer({ by: "order" }), { request: aRequest("force") });
    expect(record.order).toMatchObject({ kind: "force" });
    expect(record.intent).toBe(null);
    expect(happenings).toMatchObject([{ kind: "ordered", who: "Ann", tell: "order-placed" }]);
  });

  it("stands by the lever that makes it so already", () => {
    const request = aRequest("force");
    const leverOf = (standsBy: Noting["standsBy"]) =>
      noted(steer({ by: "order" }), { request, standsBy }).record.steering.lever;
    expect([leverOf("switch"), leverOf("records"), leverOf(null)]).toEqual(["switch", "records", "records"]);
  });

  it("that is not given leaves the order that stands, and a proposal", () => {
    const order = { ...aRequest("hold"), kind: "hold" as const, placedAt: t0 };
    const { record } = noted(steer(), { moves: [move], record: { order, proposal } });
    expect(record).toMatchObject({ order, proposal });
  });
});

describe("an order that moves nothing", () => {
  const freeze = {
    id: "f",
    who: { name: "Bob", proof: "iam" },
    why: "audit",
    placedAt: t0,
    until: null,
  } as const;
  const shadow = { kind: "shadow", greenSince: null } as const;
  const until = at(hours(1));
  const ann = { name: "Ann", proof: "claimed" } as const;
  const deploy = (lease: string, ends = at(minutes(20))) => ({
    lease,
    who: ann,
    why: "drill",
    placedAt: t0,
    until: ends,
  });
  const annsForce = {
    kind: "force",
    id: "request-1",
    who: ann,
    why: "drill",
    placedAt: t0,
    until: null,
    overrideRules: [],
  } as const;

  it.each<[OrderRequest["action"], string, Partial<SiteRecord>, Partial<SiteRecord>, string | null]>([
    [
      "freeze",
      "",
      {},
      { freeze: { id: "request-1", who: ann, why: "drill", placedAt: t0, until } },
      "frozen",
    ],
    ["unfreeze", "of a frozen site", { freeze }, { freeze: null }, "unfrozen"],
    ["unfreeze", "of one that is not", {}, { freeze: null }, null],
    ["ack", "", { flips: [t0] }, { flips: [] }, null],
    ["arm", "in shadow", { arming: shadow }, { arming: { kind: "armed", who: ann, at: t0 } }, "armed"],
    ["arm", "armed already", {}, { arming: { kind: "armed", who: ann, at: t0 } }, null],
    ["disarm", "", {}, { arming: shadow }, "in-shadow"],
    ["deploy-begin", "", {}, { deploy: deploy("request-1", until) }, null],
    ["deploy-begin", "over another", { deploy: deploy("b") }, { deploy: deploy("request-1", until) }, null],
    ["deploy-end", "of another", { deploy: deploy("b") }, { deploy: deploy("b") }, null],
    ["hold", "", { freeze }, { freeze }, null],
    ["release", "", { freeze }, { freeze }, null],
  ])("%s %s is noted and told", (action, _, before, after, tell) => {
    const request = aRequest(action, { until });
    const { record, happenings } = noted(note(["shadow"]), { request, record: before });
    expect(record).toMatchObject(after);
    expect(record).toEqual({ ...aRecord(aSite(), before), ...after, decided: record.decided });
    expect(happenings).toEqual([
      {
        kind: "ordered",
        who: "Ann",
        text: "noted",
        data: { ...askedBy, action, until, overridden: ["shadow"] },
        tell,
      },
    ]);
  });

  it("force waits for a second person for as long as policy says", () => {
    const policy = { twoPerson: { within: minutes(15) } };
    const { record, happenings } = noted(note(), { request: aRequest("force"), policy });
    expect(record.proposal).toEqual({ order: annsForce, until: at(minutes(15)) });
    expect(record.order).toBe(null);
    expect(happenings).toMatchObject([{ kind: "ordered", tell: "waiting-for-second-person" }]);
  });

  it("of nobody is nothing", () => {
    expect(noted(note()).happenings).toEqual([]);
  });
});

describe("with a change under way", () => {
  const record = { intent: anIntent({ changeId: "C1" }) };

  it("following takes the lease anew, and keeps all else of the intent", () => {
    const step = noted({ kind: "follow", reason: "it was accepted" }, { record });
    expect(step.record.intent).toEqual(anIntent({ changeId: "C1", leaseUntil: at(minutes(3)) }));
  });

  it("resuming takes the lease anew, and forgets the name of the change that led to nothing", () => {
    const step = noted({ kind: "resume", reason: "it still holds" }, { record });
    expect(step.record.intent).toEqual(anIntent({ changeId: null, leaseUntil: at(minutes(3)) }));
    expect(step.happenings).toEqual([
      { kind: "intended", ...byController, text: "it still holds", data: { intent: "i" } },
    ]);
  });

  it("resuming nothing is nothing", () => {
    const step = noted({ kind: "resume", reason: "it still holds" });
    expect(step.record.intent).toBe(null);
    expect(step.happenings).toEqual([]);
  });

  it("abandoning ends it, and a person is told", () => {
    const step = noted({ kind: "abandon", reason: "it no longer holds" }, { record });
    expect(step.record.intent).toBe(null);
    expect(step.happenings).toEqual([
      {
        kind: "abandoned",
        who: "controller",
        text: "it no longer holds",
        data: { intent: anIntent({ changeId: "C1" }) },
        tell: "move-failed",
      },
    ]);
  });

  it("abandoning a move keeps in mind what it may have left in its levers", () => {
    const bySwitch: Move = { lever: "switch", before: { hold: null, force: null }, changes: [] };
    const abandon = { kind: "abandon", reason: "lost to somebody else's" } as const;
    const after = (intent: Partial<Intent>) =>
      noted(abandon, { record: aRecord(aSite(), { intent: anIntent(intent) }) }).record.givenUp;
    const left = { intent: "i", to: "secondary", by: "latch", why: "the replica is fit" };
    expect(after({ moves: [move, bySwitch] })).toEqual({ ...left, levers: ["records", "switch"] });
    expect(after({ moves: [move] })).toEqual({ ...left, levers: ["records"] });
    expect(after({ moves: [bySwitch], to: "automatic" })).toBe(null);
  });

  it("settling says nothing yet: the outcome will", () => {
    const step = noted({ kind: "settle", lever: "records", reason: "it is seen made" }, { record });
    expect(step.record).toMatchObject({
      intent: record.intent,
      decided: { digest: "settle it is seen made" },
    });
    expect(step.happenings).toEqual([]);
  });
});

describe("the answer to a request", () => {
  const happenings = noted(steer(), { moves: [move] }).happenings;
  const answer = (decision: Decision, request: OrderRequest | null, requests: AnsweredRequest[] = []) =>
    withAnswer(
      aRecord(aSite(), { requests }),
      41,
      { record: aRecord(aSite()), happenings },
      decision,
      request,
      t0,
    );
  const earlier = (n: number): AnsweredRequest[] =>
    Array.from({ length: n }, (_, i) => ({ id: `old-${i}`, at: t0, ok: true, journal: { from: 1, to: 1 } }));

  it("is kept with its journal entries, so that the same one does nothing again", () => {
    expect(answer(steer(), aRequest("force"), earlier(1))).toEqual([
      { id: "old-0", at: t0, ok: true, journal: { from: 1, to: 1 } },
      { id: "request-1", at: t0, ok: true, journal: { from: 41, to: 42 } },
    ]);
  });

  it("is not ok when it was refused", () => {
    expect(answer(refuse("frozen"), aRequest("force"))).toMatchObject([{ id: "request-1", ok: false }]);
  });

  it("is kept for the last 20 requests", () => {
    const kept = answer(steer(), aRequest("force"), earlier(20));
    expect(kept).toHaveLength(20);
    expect(kept.map(({ id }) => id)).toEqual([
      ...earlier(20)
        .slice(1)
        .map(({ id }) => id),
      "request-1",
    ]);
  });

  it("changes nothing where nobody asked", () => {
    expect(answer(steer(), null, earlier(3))).toEqual(earlier(3));
  });
});
