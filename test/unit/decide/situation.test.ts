import { describe, expect, it } from "vitest";
import { assess, type Situation } from "../../../shared/decide/situation.ts";
import {
  type AlarmState,
  known,
  onNothing,
  unknown,
  type VisitorView,
} from "../../../shared/model/observation.ts";
import type { Position } from "../../../shared/model/order.ts";
import { recordSetsIn } from "../../../shared/model/positions.ts";
import type { SiteRecord } from "../../../shared/model/record.ts";
import type { Policy } from "../../../shared/model/site.ts";
import { minutes } from "../../../shared/model/time.ts";
import { aSite } from "../../fixtures/site.ts";
import {
  anIntent,
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
} from "../../fixtures/world.ts";

function assessed(given: {
  record?: Partial<SiteRecord>;
  seen?: Parameters<typeof anObservation>[0];
  policy?: Partial<Policy>;
}): Situation {
  const site = aSite(given.policy);
  return assess(aRecord(site, given.record), anObservation(given.seen), site, t0);
}

const arn = "arn:aws:cloudwatch:us-east-1:111122223333:alarm:www-health";
const alarm = (value: AlarmState["value"], ago = 0, of = arn): AlarmState => ({
  arn: of,
  value,
  at: at(-minutes(ago)),
  reason: "",
});

describe("Route 53's health check", () => {
  const twoAlarms = { ...aSite().healthCheck, alarms: [arn, `${arn}-2`] };

  it.each<[string, AlarmState[], Situation["route53"]]>([
    ["unknown without an alarm", [], "unknown"],
    ["unhealthy by an alarm", [alarm("ALARM")], "unhealthy"],
    ["healthy by an alarm that is OK", [alarm("OK")], "healthy"],
    ["unknown by an alarm without data", [alarm("INSUFFICIENT_DATA")], "unknown"],
    ["unknown by alarms of other things", [alarm("ALARM", 0, "arn:replication")], "unknown"],
    [
      "what the newest alarm says, listed first",
      [alarm("ALARM", 1), alarm("OK", 2, `${arn}-2`)],
      "unhealthy",
    ],
    ["what the newest alarm says, listed last", [alarm("ALARM", 2), alarm("OK", 1, `${arn}-2`)], "healthy"],
    [
      "of two of the same time what the first says",
      [alarm("ALARM", 1), alarm("OK", 1, `${arn}-2`)],
      "unhealthy",
    ],
  ])("is %s", (_, alarms, route53) => {
    const site = { ...aSite(), healthCheck: twoAlarms };
    expect(assess(aRecord(site, { alarms }), anObservation(), site, t0).route53).toBe(route53);
  });
});

describe("the primary", () => {
  it.each([
    [
      "answers our probes: up, whatever the alarm says",
      undefined,
      "ALARM",
      { kind: "up", because: "answers" },
    ],
    [
      "does not answer our probes: down, whatever the alarm says",
      down,
      "OK",
      { kind: "down", because: "timeout after 5000 ms" },
    ],
    [
      "can't be probed and the alarm is red: down",
      notProbed,
      "ALARM",
      { kind: "down", because: "Route 53's health check says so (our own probes: EAI_AGAIN)" },
    ],
    [
      "can't be probed and the alarm is green: unknown all the same",
      notProbed,
      "OK",
      { kind: "unknown", because: "EAI_AGAIN" },
    ],
    [
      "can't be probed and the alarm has no data: unknown",
      notProbed,
      "INSUFFICIENT_DATA",
      { kind: "unknown", because: "EAI_AGAIN" },
    ],
  ] as const)("%s", (_, primary, value, health) => {
    const seen = primary === undefined ? {} : { primary };
    expect(assessed({ record: { alarms: [alarm(value)] }, seen }).primary).toEqual(health);
  });

  const since = (kind: "up" | "down") => ({ kind, since: at(-minutes(9)), seenAt: t0 });
  it.each([
    ["up since it was first seen up", "up", {}, minutes(9)],
    ["not up for any time when it was last seen down", "down", {}, null],
    ["not up for any time when it is down now", "up", { primary: down }, null],
  ] as const)("is %s", (_, remembered, seen, primaryUpFor) => {
    const sides = { primary: since(remembered), secondary: since("up") };
    expect(assessed({ record: { sides }, seen }).primaryUpFor).toBe(primaryUpFor);
  });
});

describe("visitors", () => {
  const sides = ["primary", "secondary", "unmarked", "nobody knows"] as const;
  const held = { steering: steered("primary", "order") };
  const latched = { steering: steered("secondary", "latch") };
  const view = (by: (typeof sides)[number]): VisitorView => ({
    name: by,
    answers: known([], t0),
    served:
      by === "nobody knows"
        ? unknown("timeout", t0)
        : known({ kind: "served", by, status: 200, latencyMs: minutes(0) }, t0),
  });

  it.each([
    [["primary", "primary"], "primary"],
    [["secondary"], "secondary"],
    [["primary", "secondary"], "split"],
    [["primary", "unmarked"], "unknown"],
    [["primary", "secondary", "unmarked"], "unknown"],
    [["secondary", "nobody knows"], "unknown"],
    [[], "unknown"],
  ] as const)("served by %j are sent to: %s", (by, traffic) => {
    expect(assessed({ seen: { visitors: by.map(view) } }).traffic).toBe(traffic);
  });

  it.each<[string, Partial<SiteRecord>, Position, (typeof sides)[number][], Situation["traffic"]]>([
    ["steered to the primary", held, "primary", ["unmarked", "nobody knows"], "primary"],
    ["latched on the standby", latched, "secondary", ["unmarked"], "secondary"],
    ["steered one way, one of them marked the other", held, "primary", ["unmarked", "secondary"], "split"],
    ["steered to where the record sets do not stand", held, "automatic", ["unmarked"], "unknown"],
    ["on their way there", { ...held, intent: anIntent() }, "primary", ["unmarked"], "unknown"],
    ["sent by Route 53 itself", {}, "automatic", ["unmarked"], "unknown"],
  ])("whom no marked answer reaches are, %s, sent to: %s", (_, record, listed, by, traffic) => {
    const records = known(recordSetsIn(listed, freeRecordSets), t0);
    expect(assessed({ record, seen: { visitors: by.map(view), records } }).traffic).toBe(traffic);
  });

  it("steered, and the record sets can't be read: nobody knows where they are sent", () => {
    const records = unknown("Route 53 does not answer", t0);
    expect(assessed({ record: held, seen: { visitors: [view("unmarked")], records } }).traffic).toBe(
      "unknown",
    );
  });

  it("who get an error from a side are sent there all the same", () => {
    const failed = { kind: "failed", by: "secondary", fault: "status", because: "503" } as const;
    const views = [{ ...view("secondary"), served: known(failed, t0) }];
    expect(assessed({ seen: { visitors: views } }).traffic).toBe("secondary");
  });
});

describe("the replica's fitness", () => {
  const broken = { ...onNothing, kind: "broken", asOf: t0, because: "404 at /", comparison: null } as const;
  const serve = { stale: { ...aSite().policy.stale, when: "serve" } } as const;
  const missing = "7 of 120 objects are missing";

  it.each([
    ["current", { replica: current }, {}, { kind: "fit", because: "120 objects compared, all equal" }],
    [
      "stale, held back",
      { replica: stale },
      {},
      { kind: "unfit", rule: "replica-current", because: missing },
    ],
    [
      "stale, may serve",
      { replica: stale },
      serve,
      { kind: "fit", because: `stale, and policy lets it serve: ${missing}` },
    ],
    ["broken", { replica: broken }, serve, { kind: "unfit", rule: "replica-serves", because: "404 at /" }],
    [
      "not known to be current",
      { replica: replicaUnknown },
      serve,
      { kind: "unknown", rule: "replica-current", because: "the primary bucket can't be listed" },
    ],
    [
      "current on a standby that is down",
      { secondary: down },
      serve,
      { kind: "unfit", rule: "replica-serves", because: "the standby does not serve: timeout after 5000 ms" },
    ],
    [
      "current on a standby that can't be probed",
      { secondary: notProbed },
      serve,
      { kind: "unknown", rule: "replica-serves", because: "the standby can't be probed: EAI_AGAIN" },
    ],
  ] as const)("%s", (_, seen, policy, fitness) => {
    expect(assessed({ seen, policy }).fitness).toEqual(fitness);
  });
});

describe("the record sets", () => {
  it("stand where they are listed", () => {
    const records = known(recordSetsIn("primary", freeRecordSets), t0);
    expect(assessed({ seen: { records } }).standing).toEqual({
      kind: "at",
      position: "primary",
      by: "records",
    });
  });

  it("that can't be read stand nobody knows where", () => {
    const records = unknown("Route 53 does not answer", t0);
    expect(assessed({ seen: { records } }).standing).toEqual({
      kind: "unknown",
      because: "Route 53 does not answer",
    });
  });
});

describe("a fault common to both sides", () => {
  const tls = { kind: "down", at: t0, fault: "tls", because: "certificate has expired" } as const;

  it.each([
    [
      "is named when both fail in the same way",
      { primary: tls, secondary: tls },
      "tls: certificate has expired",
    ],
    ["is none when they fail in different ways", { primary: tls, secondary: down }, null],
    ["is none when only the primary fails", { primary: tls }, null],
    ["is none when only the standby fails", { secondary: tls }, null],
  ] as const)("%s", (_, seen, commonFault) => {
    expect(assessed({ seen }).commonFault).toBe(commonFault);
  });
});
