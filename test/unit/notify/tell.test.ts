import { describe, expect, it } from "vitest";
import type { Decision } from "../../../shared/model/decision.ts";
import type { Happening } from "../../../shared/model/journal.ts";
import type { NoticeKind } from "../../../shared/model/notice.ts";
import { known, unknown, type VisitorView } from "../../../shared/model/observation.ts";
import type { SiteRecord } from "../../../shared/model/record.ts";
import type { EpochMs } from "../../../shared/model/time.ts";
import { epochMs, hours, minutes, ms } from "../../../shared/model/time.ts";
import { sayVisitors, tell } from "../../../shared/notify/compose.ts";
import { aSite } from "../../fixtures/site.ts";
import { aComparison, anIncident, anObservation, aRecord, at, t0 } from "../../fixtures/world.ts";

const site = aSite();
const rest: Decision = { kind: "rest", reason: "all is well" };
const wait: Decision = { kind: "wait", reason: "the primary is not back" };
const happened = (tell: NoticeKind | null, text = "why it is told"): Happening => ({
  kind: "observed",
  who: "controller",
  text,
  data: {},
  tell,
});

function told(
  kinds: readonly (NoticeKind | null)[],
  given: { record?: Partial<SiteRecord>; decision?: Decision; now?: EpochMs } = {},
): SiteRecord {
  const { record, decision = rest, now = t0 } = given;
  const context = { site, observation: anObservation(), decision, now };
  return tell(
    aRecord(site, record),
    kinds.map((kind) => happened(kind)),
    context,
  );
}
const kindsOf = ({ outbox }: SiteRecord): readonly NoticeKind[] => outbox.map(({ kind }) => kind);

describe("what a person is told", () => {
  it("says what, why, what visitors get, and what comes next", () => {
    const incident = anIncident("failedOver");
    const {
      outbox,
      nextNotice,
      told: counted,
    } = told(["failed-over"], { record: { incident, nextNotice: 7 }, decision: wait });
    expect(outbox).toMatchObject([
      {
        id: "www.example.com-7",
        kind: "failed-over",
        site: "www.example.com",
        incident: "www.example.com-20261123022000",
        at: t0,
        headline: "www.example.com FAILED OVER to the standby",
        why: "why it is told",
        visitors:
          "www.example.com: served by the primary (200, 50 ms); example.com: served by the primary (200, 50 ms)",
        next: "Visitors go back when the primary has been stable for 5 min, and nothing would be lost; then it is released.",
        decided: "the primary is not back",
        ways: [{ action: "release" }, { action: "hold" }, { action: "freeze" }, { action: "status" }],
      },
    ]);
    expect(nextNotice).toBe(8);
    expect(counted).toEqual({ "failed-over": [t0] });
  });

  it("is nothing where only the journal has to know", () => {
    expect(told([null, null]).outbox).toEqual([]);
  });

  it("stands after what is not sent yet, numbered on", () => {
    const first = told(["records-edited"]);
    const second = told(["replica-unfit", "replica-fit"], { record: { ...first } });
    expect(second.outbox.map(({ id, kind }) => [id, kind])).toEqual([
      ["www.example.com-1", "records-edited"],
      ["www.example.com-2", "replica-unfit"],
      ["www.example.com-3", "replica-fit"],
    ]);
  });

  it("names the order and the freeze that stand, and until when", () => {
    const ann = { id: "o", who: { name: "Ann", proof: "iam" }, why: "drill", placedAt: t0 } as const;
    const order = { ...ann, kind: "force", until: at(hours(1)), overrideRules: [] } as const;
    const { outbox } = told(["moved"], { record: { order, freeze: { ...ann, until: null } } });
    expect(outbox[0]?.next).toBe(
      "Ann's force stands until 2026-11-23T04:00:00Z. The site is frozen until it is lifted: the controller moves nothing.",
    );
  });
});

describe("what was done on the standby, and the primary lacks,", () => {
  const incident = anIncident("ready");
  const lacks: Decision = {
    kind: "refuse",
    reason: "the way back is due; not done: no-divergence: index.html",
    refusedBy: [{ rule: "no-divergence", because: "index.html" }],
  };
  const writtenAt = (newestInSecondary: EpochMs) => ({
    incident,
    replica: { ...aRecord(site).replica, comparison: aComparison({ newestInSecondary }) },
  });
  const firstWay = ({ outbox }: SiteRecord) => outbox[0]?.ways[0]?.action;

  it("is said where it forbids the way back, and how to list it", () => {
    const record = told(["ready-to-return"], { record: writtenAt(at(minutes(1))), decision: lacks });
    expect(firstWay(record)).toBe("failback-manifest");
    expect(record.outbox[0]?.next).toBe(
      "Visitors go back as soon as no rule forbids it. The primary lacks what was done on the standby.",
    );
  });

  it("is said where visitors went back all the same", () => {
    const during = writtenAt(at(minutes(1)));
    expect(firstWay(told(["back"], { record: during }))).toBe("failback-manifest");
    expect(firstWay(told(["released"], { record: during }))).toBe("failback-manifest");
  });

  it("is not said of what was written before the incident, nor of another refusal", () => {
    const earlier = writtenAt(epochMs(incident.openedAt));
    expect(firstWay(told(["back"], { record: earlier }))).toBe("status");
    const cooling: Decision = { ...lacks, refusedBy: [{ rule: "cooldown", because: "moved" }] };
    const record = writtenAt(at(minutes(1)));
    expect(firstWay(told(["ready-to-return"], { record, decision: cooling }))).toBe("release");
  });

  it("is not said where the buckets were only not compared", () => {
    const record = { incident, replica: { ...aRecord(site).replica, comparison: aComparison() } };
    expect(firstWay(told(["ready-to-return"], { record, decision: lacks }))).toBe("release");
  });
});

describe("what a run sees go further is not told by itself:", () => {
  const goBack: Decision = {
    kind: "steer",
    to: "automatic",
    by: "route53",
    reason: "stable",
    overridden: [],
  };
  const stay: Decision = { ...goBack, to: "secondary", by: "latch" };

  it.each<[NoticeKind[], Decision, NoticeKind[]]>([
    [["released", "back"], rest, ["back"]],
    [["released"], rest, ["released"]],
    [["primary-looks-down", "failed-over"], rest, ["failed-over"]],
    [["primary-looks-down"], rest, ["primary-looks-down"]],
    [["ready-to-return"], goBack, []],
    [["ready-to-return"], stay, ["ready-to-return"]],
    [["ready-to-return"], wait, ["ready-to-return"]],
    [["replica-unfit"], goBack, ["replica-unfit"]],
  ])("%j, decided %j, is told as %j", (kinds, decision, expected) => {
    expect(kindsOf(told(kinds, { decision }))).toEqual(expected);
  });
});

describe("no storm:", () => {
  const incident = anIncident("failedOver", { openedAt: at(-minutes(40)) });
  const before = (...ago: readonly number[]) => ({ "cannot-tell": ago.map((span) => at(-span)) });
  const many = (n: number) => before(...Array.from({ length: n }, (_, i) => minutes(60 + n - i)));

  it.each<[string, Partial<SiteRecord>, number]>([
    ["twice in the incident", { incident, told: before(minutes(20), minutes(10)) }, 1],
    ["three times in the incident", { incident, told: before(minutes(40), minutes(20), minutes(10)) }, 0],
    [
      "three times, one before the incident",
      { incident, told: before(minutes(41), minutes(20), minutes(10)) },
      1,
    ],
    ["eleven times today, before the incident", { incident, told: many(11) }, 1],
    ["twelve times today, before the incident", { incident, told: many(12) }, 0],
    ["twice today, without an incident", { told: before(hours(20), hours(10)) }, 1],
    ["three times today, without an incident", { told: before(hours(20), hours(10), hours(1)) }, 0],
    ["three times, the first a day ago", { told: before(hours(24), hours(10), hours(1)) }, 1],
    ["three times a week ago, and nothing since", { told: before(hours(170), hours(169), hours(168)) }, 1],
    [
      "twelve times yesterday, and an incident today",
      { incident, told: before(...Array(12).fill(hours(25))) },
      1,
    ],
  ])("the same kind told %s", (_, record, notices) => {
    expect(told(["cannot-tell"], { record }).outbox).toHaveLength(notices);
  });

  const ended = (ago: number) => anIncident("calm", { openedAt: at(-ago - minutes(9)), since: at(-ago) });
  const backs = (...ago: readonly number[]) => ({ back: ago.map((span) => at(-span)) });

  it.each<[string, Partial<SiteRecord>, number]>([
    ["in three others", { lastIncident: ended(0), told: backs(hours(9), hours(6), hours(3)) }, 1],
    ["in eleven others", { lastIncident: ended(0), told: backs(...Array(11).fill(hours(1))) }, 1],
    ["in twelve others", { lastIncident: ended(0), told: backs(...Array(12).fill(hours(1))) }, 0],
    ["three times in this one", { lastIncident: ended(0), told: backs(1, 2, 3) }, 0],
  ])("the end of an incident is told, told %s today", (_, record, notices) => {
    expect(told(["back"], { record }).outbox).toHaveLength(notices);
  });

  it.each<[string, Partial<SiteRecord>, number]>([
    ["with one", { lastIncident: ended(hours(2)), told: before(hours(3), hours(2), hours(1)) }, 1],
    ["with two", { lastIncident: ended(hours(3)), told: before(hours(3), hours(2), hours(1)) }, 1],
    ["with three", { lastIncident: ended(hours(4)), told: before(hours(3), hours(2), hours(1)) }, 0],
  ])("what is told between incidents counts since the last one: %s", (_, record, notices) => {
    expect(told(["cannot-tell"], { record }).outbox).toHaveLength(notices);
  });

  it("within one run, too", () => {
    expect(told(Array(5).fill("cannot-tell")).outbox).toHaveLength(3);
  });

  it("other kinds are told all the same", () => {
    const record = { told: before(hours(3), hours(2), hours(1)) };
    expect(kindsOf(told(["cannot-tell", "move-failed"], { record }))).toEqual(["move-failed"]);
  });

  it.each([
    "moved",
    "order-placed",
    "order-ended",
    "frozen",
    "unfrozen",
    "armed",
    "in-shadow",
    "waiting-for-second-person",
  ] as const)("a person's own act is answered each time: %s", (kind) => {
    expect(
      told([kind], { record: { told: { [kind]: Array(12).fill(at(-minutes(1))) } } }).outbox,
    ).toHaveLength(1);
  });

  it("what is counted is forgotten after a day, and never grows beyond twelve", () => {
    const counted = {
      moved: Array<EpochMs>(12).fill(at(-minutes(1))),
      frozen: [at(-hours(24)), at(-hours(23))],
    };
    const { told: after } = told(["moved"], { record: { told: counted } });
    expect(after["moved"]).toEqual([...Array(11).fill(at(-minutes(1))), t0]);
    expect(after["frozen"]).toEqual([at(-hours(23))]);
  });
});

describe("what visitors get, in one sentence", () => {
  const view = (served: VisitorView["served"]): VisitorView => ({
    name: "example.com",
    answers: known([], t0),
    served,
  });
  const by = (side: "primary" | "secondary" | "unmarked") =>
    ({ kind: "served", by: side, status: 200, latencyMs: ms(40) }) as const;

  it.each<[VisitorView["served"], string]>([
    [known(by("primary"), t0), "example.com: served by the primary (200, 40 ms)"],
    [known(by("secondary"), t0), "example.com: served by the standby (200, 40 ms)"],
    [known(by("unmarked"), t0), "example.com: served by an unknown server (200, 40 ms)"],
    [
      known({ kind: "failed", by: "secondary", fault: "status", because: "503" }, t0),
      "example.com: an error from the standby (503)",
    ],
    [unknown("DNS does not answer", t0), "example.com: not known (DNS does not answer)"],
  ])("%j", (served, text) => {
    expect(sayVisitors([view(served)])).toBe(text);
  });

  it("names every name", () => {
    expect(sayVisitors([view(known(by("primary"), t0)), view(unknown("timeout", t0))])).toBe(
      "example.com: served by the primary (200, 40 ms); example.com: not known (timeout)",
    );
  });
});
