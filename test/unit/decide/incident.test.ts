import { describe, expect, it } from "vitest";
import { advanceIncident } from "../../../shared/decide/incident.ts";
import type { Situation } from "../../../shared/decide/situation.ts";
import { noTimes, type Phase } from "../../../shared/model/incident.ts";
import type { Incident, SiteRecord } from "../../../shared/model/record.ts";
import { hours, minutes, ms, seconds } from "../../../shared/model/time.ts";
import { aSite } from "../../fixtures/site.ts";
import { anIncident, aRecord, at, current, stale, steered, t0 } from "../../fixtures/world.ts";

const up = { kind: "up", because: "answers" } as const;
const down = { kind: "down", because: "timeout" } as const;
const unknown = { kind: "unknown", because: "EAI_AGAIN" } as const;
/** The site's policy: stable after five minutes. */
const site = aSite();

/** All is well, and the primary has answered for a minute. */
const aSituation = (part: Partial<Situation> = {}): Situation => ({
  now: t0,
  primary: up,
  secondary: up,
  traffic: "primary",
  route53: "unknown",
  primaryUpFor: minutes(1),
  fitness: { kind: "fit", because: "all equal" },
  commonFault: null,
  standing: { kind: "at", position: "automatic", by: "records" },
  ...part,
});

const advanced = (record: Partial<SiteRecord>, situation: Partial<Situation>) =>
  advanceIncident(aRecord(site, record), aSituation(situation), site);

/** Where an incident in the phase goes by the situation. */
function phaseAfter(
  phase: Phase,
  situation: Partial<Situation>,
  times: Partial<Incident["times"]> = {},
): Phase {
  const incident = phase === "calm" ? null : anIncident(phase, { times: { ...noTimes, ...times } });
  return advanced({ incident }, situation).record.incident?.phase ?? "calm";
}

describe("what is seen", () => {
  const outage = { primary: down, primaryUpFor: null, traffic: "unknown" } as const;
  const moved = { ...outage, traffic: "secondary" } as const;
  const backUp = { traffic: "secondary", primaryUpFor: seconds(1) } as const;
  const stable = { traffic: "secondary", primaryUpFor: minutes(5) } as const;

  it.each<[string, Phase, Partial<Situation>, Phase]>([
    ["all is well", "calm", {}, "calm"],
    ["the primary looks down", "calm", outage, "suspected"],
    ["the primary can't be probed", "calm", { primary: unknown, primaryUpFor: null }, "calm"],
    [
      "the primary can't be probed any more",
      "suspected",
      { primary: unknown, traffic: "unknown" },
      "suspected",
    ],
    ["it is still down", "suspected", outage, "suspected"],
    ["visitors reach it all the same", "suspected", { ...outage, traffic: "primary" }, "suspected"],
    ["it answers again", "suspected", {}, "calm"],
    ["visitors get the standby", "suspected", moved, "failedOver"],
    ["visitors get the standby at once", "calm", moved, "failedOver"],
    [
      "visitors get the standby although the primary can't be probed",
      "calm",
      { ...moved, primary: unknown },
      "failedOver",
    ],
    [
      "some visitors get the standby, and it is down",
      "suspected",
      { ...outage, traffic: "split" },
      "failedOver",
    ],
    ["some visitors get the standby, and it is up", "calm", { traffic: "split" }, "calm"],
    ["it answers again", "failedOver", backUp, "recovering"],
    ["nobody tells which side serves", "failedOver", outage, "failedOver"],
    [
      "it is a millisecond short of stable",
      "recovering",
      { ...stable, primaryUpFor: ms(299_999) },
      "recovering",
    ],
    ["it has been up for as long as policy asks", "recovering", stable, "ready"],
    [
      "it is stable, and Route 53's health check says no",
      "recovering",
      { ...stable, route53: "unhealthy" },
      "recovering",
    ],
    [
      "it is stable, and Route 53's health check says yes",
      "recovering",
      { ...stable, route53: "healthy" },
      "ready",
    ],
    ["it is up, nobody knows since when", "recovering", { ...stable, primaryUpFor: null }, "recovering"],
    ["it has been up all along", "failedOver", stable, "ready"],
    ["it falls again", "recovering", moved, "failedOver"],
    ["it falls again", "ready", moved, "failedOver"],
    ["it falls again", "returning", moved, "failedOver"],
    ["visitors are not back yet", "returning", stable, "returning"],
    ["visitors are back", "returning", {}, "calm"],
    ["visitors are back by themselves", "failedOver", {}, "calm"],
    ["visitors are back while it can't be probed", "failedOver", { primary: unknown }, "calm"],
  ])("%s: from %s", (_, from, situation, to) => {
    expect(phaseAfter(from, situation)).toBe(to);
  });

  it.each<[string, Partial<Incident["times"]>, Phase]>([
    ["after the phase began is a release", { released: at(-minutes(1)) }, "returning"],
    ["as the phase began was taken already", { released: at(-minutes(10)) }, "ready"],
    ["before the phase began was of an earlier try", { released: at(-minutes(11)) }, "ready"],
    ["not at all is none", {}, "ready"],
  ])("let go %s", (_, times, to) => {
    expect(phaseAfter("ready", stable, times)).toBe(to);
  });
});

describe("an incident that opens", () => {
  const sides = {
    primary: { kind: "down", since: at(-seconds(50)), seenAt: t0 },
    secondary: { kind: "up", since: t0, seenAt: t0 },
  } as const;
  const opened = { primary: down, traffic: "primary" } as const;

  it("is named for site and time, and begins with the first bad probe", () => {
    const { record, happenings } = advanced({ sides }, opened);
    const times = { ...noTimes, firstBadProbe: at(-seconds(50)), detected: t0 };
    expect(record.incident).toEqual({
      id: "www.example.com-20261123030000",
      openedAt: t0,
      phase: "suspected",
      since: t0,
      why: "the primary looks down",
      times,
      replica: null,
    });
    expect(happenings).toEqual([
      {
        kind: "observed",
        who: "controller",
        text: "the primary looks down: timeout",
        data: { from: "calm", to: "suspected", on: "primaryDown", times, content: null },
        tell: "primary-looks-down",
      },
    ]);
    expect(record.flips).toEqual([]);
  });

  it("has no bad probe where our own did not see it", () => {
    expect(advanced({}, opened).record.incident?.times.firstBadProbe).toBe(null);
  });

  it.each([
    [
      "while the primary is held: the failover is held back",
      { steering: steered("primary", "gate") },
      {},
      "held-back",
    ],
    [
      "with both sides failing the same way: it would not help",
      {},
      { commonFault: "tls: expired" },
      "would-not-help",
    ],
  ] as const)("%s", (_, record, situation, tell) => {
    expect(advanced(record, { ...opened, ...situation }).happenings).toMatchObject([{ tell }]);
  });
});

it("both sides failing the same way later is no reason to say anew that moving would not help", () => {
  const incident = anIncident("suspected");
  const { happenings } = advanced(
    { incident },
    { primary: down, traffic: "secondary", commonFault: "tls: expired" },
  );
  expect(happenings).toMatchObject([{ tell: "failed-over" }]);
});

it("nobody knows since when the primary is up: not stable, even where policy asks for no time", () => {
  const atOnce = aSite({ failback: { mode: "verified", stableFor: ms(0) } });
  const record = aRecord(atOnce, { incident: anIncident("recovering") });
  const situation = aSituation({ traffic: "secondary", primary: unknown, primaryUpFor: null });
  expect(advanceIncident(record, situation, atOnce).record.incident?.phase).toBe("recovering");
});

describe("visitors who move", () => {
  const moved = { primary: down, traffic: "secondary", primaryUpFor: null } as const;

  it("are a flip, timed, and told with what was known of the replica", () => {
    const incident = anIncident("suspected", { times: noTimes });
    const { record, happenings } = advanced({ incident, flips: [at(-hours(5))], replica: stale }, moved);
    const times = { ...noTimes, dnsMoved: t0, visitorsMoved: t0 };
    expect(record.incident).toEqual({
      ...incident,
      phase: "failedOver",
      since: t0,
      why: "visitors are served by the standby",
      times,
      replica: { kind: "stale", asOf: t0 },
    });
    expect(record.flips).toEqual([at(-hours(5)), t0]);
    expect(happenings).toMatchObject([
      {
        text: "visitors are served by the standby",
        data: { on: "visitorsOnSecondary" },
        tell: "failed-over",
      },
    ]);
  });

  it("in the minute in which the primary is seen down open the incident and move it on at once", () => {
    const { record, happenings } = advanced({ replica: current }, moved);
    expect(record.incident).toMatchObject({
      phase: "failedOver",
      openedAt: t0,
      replica: { kind: "current" },
    });
    expect(happenings.map(({ tell }) => tell)).toEqual(["primary-looks-down", "failed-over"]);
  });

  it("are remembered in the last 20 flips", () => {
    const flips = Array.from({ length: 20 }, (_, i) => at(-hours(20 - i)));
    const { record } = advanced({ incident: anIncident("suspected"), flips }, moved);
    expect(record.flips).toEqual([...flips.slice(1), t0]);
  });

  it("a second time keep the time of the first, and the primary is not back after all", () => {
    const times = {
      ...noTimes,
      dnsMoved: at(-minutes(8)),
      visitorsMoved: at(-minutes(8)),
      primaryBack: at(-minutes(2)),
    };
    const replica = { kind: "current", asOf: at(-minutes(8)) } as const;
    const { record, happenings } = advanced({ incident: anIncident("ready", { times, replica }) }, moved);
    expect(record.incident).toMatchObject({
      phase: "failedOver",
      replica,
      times: { ...times, primaryBack: null },
    });
    expect(happenings).toMatchObject([{ text: "the primary fell again: timeout", tell: null }]);
    expect(record.flips).toEqual([]);
  });

  it("are timed when they are seen only after the phase moved on", () => {
    const seen = { traffic: "secondary", primaryUpFor: minutes(1) } as const;
    const incident = anIncident("recovering", { times: noTimes });
    const { record, happenings } = advanced({ incident }, seen);
    expect(record.incident).toEqual({ ...incident, times: { ...noTimes, dnsMoved: t0, visitorsMoved: t0 } });
    expect(happenings).toEqual([]);
    const known = anIncident("recovering", { times: { ...noTimes, visitorsMoved: at(-minutes(9)) } });
    expect(advanced({ incident: known }, seen).record.incident).toEqual(known);
  });
});

describe("the way back", () => {
  const sides = {
    primary: { kind: "up", since: at(-minutes(6)), seenAt: t0 },
    secondary: { kind: "up", since: at(-hours(3)), seenAt: t0 },
  } as const;

  it("has the time since when the primary answers; ready is told, and not every step", () => {
    const incident = anIncident("failedOver", { times: noTimes });
    const { record, happenings } = advanced(
      { incident, sides },
      { traffic: "secondary", primaryUpFor: minutes(6) },
    );
    expect(record.incident).toMatchObject({ phase: "ready", times: { primaryBack: at(-minutes(6)) } });
    expect(happenings).toMatchObject([
      {
        text: "the primary answers, and visitors are on the standby",
        data: { from: "failedOver", to: "recovering" },
        tell: null,
      },
      { text: "the primary has been stable for as long as policy asks", tell: "ready-to-return" },
    ]);
  });

  it("returning tells nobody by itself, and keeps the times", () => {
    const times = {
      ...noTimes,
      visitorsMoved: at(-minutes(39)),
      released: at(-minutes(1)),
      primaryBack: at(-minutes(9)),
    };
    const { record, happenings } = advanced(
      { incident: anIncident("ready", { times }) },
      { traffic: "secondary" },
    );
    expect(record.incident).toMatchObject({ phase: "returning", times });
    expect(happenings).toMatchObject([{ text: "released: Route 53 sends visitors back", tell: null }]);
  });

  it("ends with visitors back: a flip, told, with how long it took, and kept as the last incident", () => {
    const incident = anIncident("returning", { times: noTimes });
    const { record, happenings } = advanced({ incident }, {});
    expect(record.incident).toBe(null);
    expect(record.lastIncident).toEqual({
      ...incident,
      phase: "calm",
      since: t0,
      why: "visitors are back on the primary",
      times: { ...noTimes, visitorsBack: t0 },
    });
    expect(record.flips).toEqual([t0]);
    expect(happenings).toMatchObject([
      { text: "visitors are back on the primary (after 40 min)", data: { to: "calm" }, tell: "back" },
    ]);
  });

  it("of visitors who never moved is a false alarm: no flip, and nobody came back", () => {
    const { record, happenings } = advanced({ incident: anIncident("suspected", { times: noTimes }) }, {});
    expect(record).toMatchObject({ incident: null, flips: [], lastIncident: { times: noTimes } });
    expect(happenings).toMatchObject([
      { text: "the primary answers again before anyone was moved (after 40 min)", tell: "false-alarm" },
    ]);
  });

  it("leaves the last incident alone while another goes on", () => {
    const lastIncident = anIncident("calm");
    const { record } = advanced(
      { lastIncident, incident: anIncident("suspected") },
      { primary: down, traffic: "secondary" },
    );
    expect(record.lastIncident).toEqual(lastIncident);
  });
});

describe("a site in shadow", () => {
  const since = (greenSince: typeof t0 | null) => ({ kind: "shadow", greenSince }) as const;

  it("is green from the first run on in which all is as it should be", () => {
    expect(advanced({ arming: since(null) }, {}).record.arming).toEqual(since(t0));
    expect(advanced({ arming: since(at(-hours(1))) }, {}).record.arming).toEqual(since(at(-hours(1))));
  });

  it.each<[string, Partial<Situation>]>([
    ["the primary is down", { primary: down, traffic: "unknown" }],
    ["the primary can't be probed", { primary: unknown }],
    ["the replica is not fit", { fitness: { kind: "unfit", rule: "replica-current", because: "7 missing" } }],
    [
      "nobody knows whether the replica is fit",
      { fitness: { kind: "unknown", rule: "replica-current", because: "" } },
    ],
    ["the record sets can't be read", { standing: { kind: "unknown", because: "timeout" } }],
    ["the record sets are no failover pairs", { standing: { kind: "drifted", because: "no pair" } }],
    ["the record sets are steered", { standing: { kind: "at", position: "secondary", by: "records" } }],
  ])("is green no longer when %s", (_, situation) => {
    expect(advanced({ arming: since(at(-hours(1))) }, situation).record.arming).toEqual(since(null));
  });

  it("once armed stays so, whatever happens", () => {
    const arming = { kind: "armed", who: null, at: at(-hours(1)) } as const;
    expect(advanced({ arming }, { primary: down }).record.arming).toEqual(arming);
  });
});
