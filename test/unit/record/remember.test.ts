import { describe, expect, it } from "vitest";
import { onNothing } from "../../../shared/model/observation.ts";
import type { SiteRecord } from "../../../shared/model/record.ts";
import type { Policy } from "../../../shared/model/site.ts";
import { type DurationMs, hours, minutes, ms } from "../../../shared/model/time.ts";
import { remember } from "../../../shared/record/remember.ts";
import { aSite } from "../../fixtures/site.ts";
import {
  anObservation,
  aRecord,
  aRequest,
  at,
  current,
  down,
  notProbed,
  replicaUnknown,
  stale,
  t0,
} from "../../fixtures/world.ts";

function remembered(given: {
  record?: Partial<SiteRecord>;
  seen?: Parameters<typeof anObservation>[0];
  policy?: Partial<Policy>;
}) {
  const site = aSite(given.policy);
  return remember(aRecord(site, given.record), anObservation(given.seen), site);
}

const observed = { kind: "observed", who: "controller" } as const;
const seenUp = (ago: DurationMs) => ({ kind: "up", since: at(-hours(3)), seenAt: at(-ago) }) as const;

describe("a quiet minute", () => {
  it("says nothing, and is seen without a gap", () => {
    const { record, happenings } = remembered({});
    expect(happenings).toEqual([]);
    expect(record.sides).toEqual({
      primary: { kind: "up", since: at(-hours(3)), seenAt: t0 },
      secondary: { kind: "up", since: at(-hours(3)), seenAt: t0 },
    });
    expect(record.replica).toEqual(current);
  });

  it("keeps the newest alarms", () => {
    const alarms = [{ arn: "arn:health", value: "ALARM", at: t0, reason: "Threshold Crossed" }] as const;
    expect(remembered({ seen: { alarms } }).record.alarms).toEqual(alarms);
  });
});

describe("alarms", () => {
  const alarm = (arn: string, value: "OK" | "ALARM", ago: DurationMs) =>
    ({ arn, value, at: at(-ago), reason: `${value} of ${arn}` }) as const;

  it.each([
    ["newer in the record, as another run wrote it meanwhile, stay", minutes(1), minutes(2), "OK of a"],
    ["newer in what was seen are taken", minutes(2), minutes(1), "ALARM of a"],
    ["of the same time are taken as seen", minutes(1), minutes(1), "ALARM of a"],
  ])("%s", (_, remembered_, seen, reason) => {
    const record = { alarms: [alarm("b", "OK", ms(0)), alarm("a", "OK", remembered_)] };
    const alarms = [alarm("a", "ALARM", seen)];
    expect(remembered({ record, seen: { alarms } }).record.alarms).toMatchObject([{ arn: "a", reason }]);
  });
});

describe("a side", () => {
  it.each([
    ["for three minutes not watched is up since then all the same", minutes(3), at(-hours(3))],
    ["for longer not watched counts as up only from now", ms(180_001), t0],
  ])("%s", (_, ago, since) => {
    const sides = { primary: seenUp(ago), secondary: seenUp(minutes(1)) };
    const { record, happenings } = remembered({ record: { sides } });
    expect(record.sides.primary).toEqual({ kind: "up", since, seenAt: t0 });
    expect(record.sides.secondary.since).toBe(at(-hours(3)));
    expect(happenings).toEqual([]);
  });

  it.each([
    ["primary", { primary: down }, "the primary is down: timeout after 5000 ms", "down"],
    ["secondary", { secondary: down }, "the standby is down: timeout after 5000 ms", "down"],
    ["primary", { primary: notProbed }, "the primary can't be probed: EAI_AGAIN", "unknown"],
    ["secondary", { secondary: notProbed }, "the standby can't be probed: EAI_AGAIN", "unknown"],
  ] as const)("%s that changes is remembered from now on, and said", (side, seen, text, kind) => {
    const { record, happenings } = remembered({ seen });
    const other = side === "primary" ? "secondary" : "primary";
    expect(record.sides[side]).toEqual({ kind, since: t0, seenAt: t0 });
    expect(record.sides[other].since).toBe(at(-hours(3)));
    expect(happenings).toMatchObject([{ ...observed, text, data: { side, kind, at: t0 }, tell: null }]);
  });

  it("that answers again is said with how fast", () => {
    const sides = {
      primary: { kind: "down", since: t0, seenAt: t0 },
      secondary: seenUp(minutes(1)),
    } as const;
    const { happenings } = remembered({ record: { sides } });
    expect(happenings).toMatchObject([{ text: "the primary answers (40 ms)" }]);
  });

  it("that is still down is not said again", () => {
    const sides = {
      primary: { kind: "down", since: at(-minutes(5)), seenAt: at(-minutes(1)) },
      secondary: seenUp(minutes(1)),
    } as const;
    const { record, happenings } = remembered({ record: { sides }, seen: { primary: down } });
    expect(record.sides.primary).toEqual({ kind: "down", since: at(-minutes(5)), seenAt: t0 });
    expect(happenings).toEqual([]);
  });
});

describe("the replica", () => {
  const serve = { stale: { ...aSite().policy.stale, when: "serve" } } as const;
  const broken = { ...onNothing, kind: "broken", asOf: t0, because: "404 at /", comparison: null } as const;

  it.each([
    ["stale", current, stale, {}, "the replica is stale: 7 of 120 objects are missing", "replica-unfit"],
    [
      "stale, which may serve",
      current,
      stale,
      serve,
      "the replica is stale: 7 of 120 objects are missing",
      "replica-stale",
    ],
    ["broken", current, broken, serve, "the replica is broken: 404 at /", "replica-unfit"],
    [
      "not known",
      current,
      replicaUnknown,
      serve,
      "the replica is not known to be current: the primary bucket can't be listed",
      "replica-unfit",
    ],
    [
      "current again",
      stale,
      current,
      {},
      "the replica is current: 120 objects compared, all equal",
      "replica-fit",
    ],
  ] as const)("that is %s is said and told", (_, before, replica, policy, text, tell) => {
    const { record, happenings } = remembered({ record: { replica: before }, seen: { replica }, policy });
    expect(record.replica).toEqual(replica);
    expect(happenings).toEqual([{ ...observed, text, data: { replica }, tell }]);
  });

  it("of a new site is said and not told", () => {
    const { happenings } = remembered({ record: { revision: 0, replica: replicaUnknown } });
    expect(happenings).toMatchObject([{ text: expect.stringContaining("is current"), tell: null }]);
  });

  it("that is as it was is remembered anew, silently", () => {
    const newer = { ...current, asOf: t0, because: "121 objects compared, all equal" };
    const { record, happenings } = remembered({ seen: { replica: newer } });
    expect(record.replica).toEqual(newer);
    expect(happenings).toEqual([]);
  });
});

describe("what a person set a term to", () => {
  const ann = { id: "o", who: { name: "Ann", proof: "iam" }, why: "drill", placedAt: at(-hours(1)) } as const;
  const order = (until: typeof t0 | null) => ({ ...ann, kind: "force", until, overrideRules: [] }) as const;
  const proposal = (until: typeof t0) => ({
    order: { ...order(null), ...aRequest("force"), kind: "force" as const },
    until,
  });

  it("ends when it is over: the order", () => {
    const { record, happenings } = remembered({ record: { order: order(t0) } });
    expect(record.order).toBe(null);
    expect(happenings).toEqual([
      { ...observed, text: "Ann's force ended by its time", data: { order: order(t0) }, tell: null },
    ]);
  });

  it("ends when it is over: the freeze, and a person is told", () => {
    const freeze = { ...ann, until: t0 };
    const { record, happenings } = remembered({ record: { freeze } });
    expect(record.freeze).toBe(null);
    expect(happenings).toEqual([
      { ...observed, text: "Ann's freeze ended by its time", data: { freeze }, tell: "unfrozen" },
    ]);
  });

  it("ends when it is over: the deploy lease that nobody gave back, and a person is told", () => {
    const deploy = {
      lease: "build-1",
      who: ann.who,
      why: "release 42",
      placedAt: at(-minutes(20)),
      until: t0,
    };
    const { record, happenings } = remembered({ record: { deploy } });
    expect(record.deploy).toBe(null);
    expect(happenings).toEqual([
      {
        ...observed,
        text: "Ann's deploy lease ran out: release 42",
        data: { deploy },
        tell: "deploy-expired",
      },
    ]);
    const later = { ...deploy, until: at(1) };
    expect(remembered({ record: { deploy: later } })).toMatchObject({
      record: { deploy: later },
      happenings: [],
    });
  });

  it("ends when it is over: the wait for a second person, and a person is told", () => {
    const { record, happenings } = remembered({ record: { proposal: proposal(t0) } });
    expect(record.proposal).toBe(null);
    expect(happenings).toEqual([
      {
        ...observed,
        text: "nobody approved Ann's force in time",
        data: { proposal: proposal(t0) },
        tell: "force-lapsed",
      },
    ]);
  });

  it.each([
    ["a millisecond before its end", at(1)],
    ["without an end", null],
  ])("stands %s", (_, until) => {
    const given = { order: order(until), freeze: { ...ann, until }, proposal: proposal(at(1)) };
    const { record, happenings } = remembered({ record: given });
    expect(record).toMatchObject(given);
    expect(happenings).toEqual([]);
  });
});

it("says all of it in one run, in order", () => {
  const order = { ...aRequest("hold"), kind: "hold" as const, placedAt: at(-hours(1)), until: t0 };
  const seen = { primary: down, secondary: down, replica: stale };
  const { happenings } = remembered({ record: { order, baseline: null }, seen });
  expect(happenings.map(({ text }) => text)).toEqual([
    "the primary is down: timeout after 5000 ms",
    "the standby is down: timeout after 5000 ms",
    "the replica is stale: 7 of 120 objects are missing",
    "the record sets as they stand are remembered",
    "Ann's hold ended by its time",
  ]);
});
