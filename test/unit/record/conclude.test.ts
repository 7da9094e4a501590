import { describe, expect, it } from "vitest";
import { noTimes } from "../../../shared/model/incident.ts";
import type { Acted, Move } from "../../../shared/model/move.ts";
import type { LeverName } from "../../../shared/model/order.ts";
import type { Outcome } from "../../../shared/model/outcome.ts";
import type { GivenUp, Intent, SiteRecord } from "../../../shared/model/record.ts";
import { minutes } from "../../../shared/model/time.ts";
import { conclude } from "../../../shared/record/conclude.ts";
import { steered as steeredInto } from "../../../shared/record/steered.ts";
import { aSite } from "../../fixtures/site.ts";
import { aMove, anIncident, anIntent, aRecord, at, steered, t0 } from "../../fixtures/world.ts";

const done: Outcome = { kind: "done", how: "changed", changeId: "C1" };
const found: Outcome = { kind: "done", how: "alreadySo", changeId: null };

function concluded(outcome: Outcome, intended: Partial<Intent> = {}, remembered: Partial<SiteRecord> = {}) {
  const intent = anIntent(intended);
  const { record, happenings } = conclude(
    aRecord(aSite(), { intent, drift: "stood otherwise", steering: intent.from, ...remembered }),
    intent,
    { lever: "records", outcome, before: [] },
    t0,
  );
  const [happening, ...more] = happenings;
  expect(more).toEqual([]);
  return { record, happening };
}

describe("an act that is done", () => {
  it("is where the steering now stands, by whom and why, and the intent is over", () => {
    const { record, happening } = concluded(done);
    expect(record).toMatchObject({
      steering: {
        position: "secondary",
        by: "latch",
        lever: "records",
        since: t0,
        why: "the replica is fit",
      },
      intent: null,
      drift: null,
    });
    expect(happening).toEqual({
      kind: "acted",
      who: "controller",
      text: "steered to the standby, and read back",
      data: { intent: "i", to: "secondary", lever: "records", outcome: done },
      tell: null,
    });
  });

  it.each<[string, Outcome, Partial<SiteRecord>, SiteRecord["lastInSync"]]>([
    ["seen INSYNC can't be lost", done, { lastInSync: steered("primary", "order") }, null],
    ["found done may be lost, and what stood before with it", found, {}, steered("automatic", "route53")],
    [
      "found done after one that was found done leaves what was INSYNC before both",
      found,
      { lastInSync: steered("primary", "order") },
      steered("primary", "order"),
    ],
  ])("%s", (_, outcome, remembered, lastInSync) => {
    expect(concluded(outcome, {}, remembered).record.lastInSync).toEqual(lastInSync);
  });

  it.each([
    ["automatic", "steering released to Route 53"],
    ["primary", "steered to the primary"],
    ["secondary", "steered to the standby"],
  ] as const)("to %s is said in words", (to, text) => {
    expect(concluded(done, { to }).happening?.text).toBe(`${text}, and read back`);
    expect(concluded(found, { to }).happening?.text).toBe(`${text}: found done`);
  });

  it.each([
    ["a person is told of an order", { by: "order" }, "moved"],
    [
      "a person is told of an order that releases",
      { by: "order", from: steered("secondary", "latch") },
      "moved",
    ],
    [
      "a person is told that visitors may go back",
      { by: "route53", from: steered("secondary", "latch") },
      "released",
    ],
    ["nobody is told of a latch: the failover was told", { by: "latch" }, null],
    ["nobody is told of a latch after an order", { by: "latch", from: steered("automatic", "order") }, null],
    ["nobody is told of a gate: the replica was told", { by: "gate" }, null],
    [
      "a person is told that an order's end let go of the primary",
      { by: "route53", from: steered("primary", "order") },
      "order-ended",
    ],
    ["nobody is told that a gate opens", { by: "route53", from: steered("primary", "gate") }, null],
  ] as const)("%s", (_, intended, tell) => {
    expect(concluded(done, intended).happening?.tell).toBe(tell);
  });

  it("is the incident's time of acting, once", () => {
    const incident = anIncident("failedOver", { times: noTimes });
    expect(concluded(done, {}, { incident }).record.incident?.times.acted).toBe(t0);
    const before = anIncident("failedOver", { times: { ...noTimes, acted: at(-minutes(5)) } });
    expect(concluded(done, {}, { incident: before }).record.incident?.times.acted).toBe(at(-minutes(5)));
    expect(concluded(done).record.incident).toBe(null);
  });
});

describe("an act that is not done", () => {
  it("is remembered by Route 53's name for the change while it is pending", () => {
    const outcome: Outcome = { kind: "pending", changeId: "C1", because: "it is not INSYNC yet" };
    const { record, happening } = concluded(outcome);
    expect(record.intent).toEqual(anIntent({ changeId: "C1" }));
    expect(record.steering.position).toBe("automatic");
    expect(happening).toMatchObject({
      kind: "acted",
      text: "not finished: it is not INSYNC yet",
      tell: null,
    });
  });

  it("stays intended while nobody knows, and a person is told", () => {
    const { record, happening } = concluded({ kind: "unknown", because: "timeout" });
    expect(record.intent).toEqual(anIntent());
    expect(record.drift).toBe("stood otherwise");
    expect(happening).toMatchObject({
      kind: "acted",
      text: "not known whether it was done: timeout",
      tell: "cannot-tell",
    });
  });

  it.each(["lostRace", "failed"] as const)(
    "is over where it is known to be (%s), and a person is told",
    (kind) => {
      const { record, happening } = concluded({ kind, because: "protected" });
      expect(record.intent).toBe(null);
      expect(record.steering.position).toBe("automatic");
      expect(happening).toMatchObject({
        kind: "abandoned",
        text: "nothing was changed: protected",
        data: { intent: "i", to: "secondary", outcome: { kind, because: "protected" } },
        tell: "move-failed",
      });
    },
  );
});

describe("what a move may have left in a lever", () => {
  const bySwitch: Move = { lever: "switch", before: { hold: null, force: null }, changes: [] };
  const left = (...levers: readonly LeverName[]) => ({
    intent: "i",
    to: "secondary",
    by: "latch",
    why: "the replica is fit",
    levers,
  });
  const earlier: GivenUp = { intent: "h", to: "primary", by: "gate", why: "not fit", levers: ["switch"] };
  const after = (acted: Acted, moves: readonly Move[]) => {
    const intent = anIntent({ moves });
    return conclude(aRecord(aSite(), { intent, givenUp: earlier }), intent, acted, t0).record;
  };
  const failed: Outcome = { kind: "failed", because: "it was cut off" };
  const unsure: Outcome = { kind: "unknown", because: "no answer" };

  it("is kept in mind where it failed", () => {
    expect(after({ lever: "switch", outcome: failed, before: [] }, [bySwitch]).givenUp).toEqual(
      left("switch"),
    );
    expect(after({ lever: "records", outcome: failed, before: [] }, [aMove]).givenUp).toEqual(
      left("records"),
    );
    const both = after({ lever: "records", outcome: failed, before: [] }, [bySwitch, aMove]);
    expect(both.givenUp).toEqual(left("switch", "records"));
  });

  it("is kept in mind where the record sets did it, and nobody knows what became of the switch", () => {
    const before = [{ lever: "switch", outcome: unsure }] as const;
    const record = after({ lever: "records", outcome: done, before }, [bySwitch, aMove]);
    expect(record.givenUp).toEqual(left("switch"));
    expect(record.switchDrift).toBe("what became of the switch is not known");
  });

  it("is kept in mind where the record sets are found done, and an earlier run had tried the switch first", () => {
    const found: Outcome = { kind: "done", how: "alreadySo", changeId: null };
    const record = after({ lever: "records", outcome: found, before: [] }, [bySwitch, aMove]);
    expect(record.givenUp).toEqual(left("switch"));
    expect(record.switchDrift).toBe("what became of the switch is not known");
  });

  it("stays not known through a release that could not look at it", () => {
    const drift = "what became of the switch is not known";
    const intent = anIntent({ to: "automatic", moves: [aMove] });
    const record = aRecord(aSite(), { intent, givenUp: earlier, switchDrift: drift });
    const released = conclude(record, intent, { lever: "records", outcome: done, before: [] }, t0).record;
    expect(released).toMatchObject({ switchDrift: drift, givenUp: earlier });
  });

  it("is nothing new where the switch was seen to do it, or surely did not", () => {
    expect(after({ lever: "switch", outcome: done, before: [] }, [bySwitch]).givenUp).toEqual(earlier);
    const before = [{ lever: "switch", outcome: failed }] as const;
    const record = after({ lever: "records", outcome: done, before }, [bySwitch, aMove]);
    expect(record.givenUp).toEqual(earlier);
    expect(record.switchDrift).toBe(null);
  });
});

describe("letting go of the secondary", () => {
  const incident = anIncident("ready");
  const now = { ...steered("automatic", "route53"), since: t0 };

  it.each([
    ["is the incident's release", "secondary", "automatic", t0],
    ["is none if it goes to the primary by order", "secondary", "primary", null],
    ["is none if it was held on the primary", "primary", "automatic", null],
    ["is none if nobody steered", "automatic", "automatic", null],
  ] as const)("%s", (_, from, to, released) => {
    const record = aRecord(aSite(), { incident, steering: steered(from, "latch") });
    const next = steeredInto(record, { ...now, position: to });
    expect(next.steering).toEqual({ ...now, position: to });
    expect(next.incident?.times.released).toBe(released);
  });

  it("leaves no incident where there is none", () => {
    const record = aRecord(aSite(), { steering: steered("secondary", "latch") });
    expect(steeredInto(record, now)).toEqual({ ...record, steering: now });
  });
});
