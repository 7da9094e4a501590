import { describe, expect, it } from "vitest";
import type { CheckerSees, SwitchAnswer, SwitchLeverPorts } from "../../../shared/act/ports.ts";
import { switchLever } from "../../../shared/act/switchLever.ts";
import type { Position } from "../../../shared/model/order.ts";
import type { Intent } from "../../../shared/model/record.ts";
import type { SideName, Switch } from "../../../shared/model/site.ts";
import { type SwitchObjects, switchChanges } from "../../../shared/model/switch.ts";
import { epochMs, minutes } from "../../../shared/model/time.ts";
import { aSite, aSwitchedSite } from "../../fixtures/site.ts";
import { anIntent, at, t0 } from "../../fixtures/world.ts";

const site = aSwitchedSite();
const place = site.switch as Switch;
const object = (body = "someone's") => ({ etag: `"${body.length}"`, body });
const nothing: SwitchObjects = { hold: null, force: null };
const held: SwitchObjects = { hold: object(), force: null };
const forced: SwitchObjects = { hold: null, force: object() };

interface Given {
  readonly stands?: SwitchObjects;
  /** What was seen when it was planned; unless given, what stands. */
  readonly planned?: SwitchObjects;
  readonly to?: Position;
  /** Which side the name servers answer, in turn; the last one for good. */
  readonly answered?: readonly (SideName | "split" | "unknown")[];
  readonly looks?: CheckerSees;
  /** What S3 says to the nth write in place of doing it. */
  readonly says?: Readonly<Record<number, SwitchAnswer>>;
  /** The write is done, and its answer gets lost. */
  readonly losesAnswers?: boolean;
  readonly unreadable?: readonly number[];
  readonly intent?: Partial<Intent>;
}

async function pulled(given: Given) {
  const { stands = nothing, to = "secondary", answered = ["secondary"], says = {}, unreadable = [] } = given;
  let [bucket, now, reads, asked] = [stands, t0 as number, 0, 0];
  const writes: string[] = [];
  const write = (line: string, next: Partial<SwitchObjects>): SwitchAnswer => {
    writes.push(line);
    const said = says[writes.length];
    if (said !== undefined) return said;
    bucket = { ...bucket, ...next };
    return given.losesAnswers ? { kind: "unsure", because: "TimeoutError" } : { kind: "written" };
  };
  const ports: SwitchLeverPorts = {
    clock: {
      now: () => epochMs(now),
      sleep: async (span) => {
        now += span;
      },
    },
    switches: {
      read: async () => {
        reads += 1;
        if (unreadable.includes(reads)) throw new Error("AccessDenied");
        return bucket;
      },
      put: async (_, key, body) => write(`PUT ${key}`, { [key]: object(body) }),
      remove: async (_, key, etag) => write(`DELETE ${key} ${etag}`, { [key]: null }),
    },
    asChecker: {
      look: async (_, key) =>
        given.looks ??
        (bucket[key] === null ? { kind: "missing", status: 403 } : { kind: "there", status: 200 }),
    },
    visitors: {
      side: async () => {
        asked += 1;
        return answered[asked - 1] ?? answered.at(-1) ?? "unknown";
      },
    },
  };
  const before = given.planned ?? stands;
  const move = { lever: "switch", before, changes: switchChanges(place, before, to) } as const;
  const intent = anIntent({ to, leaseUntil: at(minutes(3)), ...given.intent });
  const outcome = await switchLever(ports).act(move, intent, site);
  return { outcome, writes, asked, slept: now - t0, bucket };
}

const done = { kind: "done", how: "changed", changeId: null };

describe("the switch, pulled", () => {
  it.each<[what: string, from: SwitchObjects, to: Position, writes: string[]]>([
    ["to the standby puts force", nothing, "secondary", ["PUT force"]],
    ["to the primary puts hold", nothing, "primary", ["PUT hold"]],
    [
      "from the primary to the standby puts force before it takes hold away",
      held,
      "secondary",
      ["PUT force", 'DELETE hold "9"'],
    ],
    [
      "from the standby to the primary puts hold, which counts for nothing yet, and then takes force away",
      forced,
      "primary",
      ["PUT hold", 'DELETE force "9"'],
    ],
    ["back to Route 53 deletes force", forced, "automatic", ['DELETE force "9"']],
    [
      "back to Route 53 from both deletes hold under force, and then force",
      { hold: object(), force: object() },
      "automatic",
      ['DELETE hold "9"', 'DELETE force "9"'],
    ],
  ])("%s", async (_, stands, to, writes) => {
    const side = to === "primary" ? "primary" : "secondary";
    const run = await pulled({ stands, to, answered: [side] });
    expect(run.writes).toEqual(writes);
    expect(run.outcome).toEqual(done);
  });

  it("says in the public object what and by which intent, and neither who nor why", async () => {
    const { bucket } = await pulled({ intent: { why: "Ann ordered force: secret" } });
    expect(JSON.parse(bucket.force?.body ?? "")).toEqual({
      site: "www.example.com",
      position: "secondary",
      intent: "i",
      at: "2026-11-23T03:00:00.000Z",
    });
  });

  it("is done when the name servers answer the side wanted, and not before", async () => {
    const run = await pulled({ answered: ["primary", "split", "secondary"] });
    expect(run.outcome).toEqual(done);
    expect([run.asked, run.slept]).toEqual([3, 10_000]);
  });

  it("back to Route 53 waits for no name server: any side is right", async () => {
    expect(await pulled({ stands: forced, to: "automatic" })).toMatchObject({ outcome: done, asked: 0 });
  });
});

describe("what can't be seen yet", () => {
  it("is left to the next run while Route 53's checkers may still be at it", async () => {
    const run = await pulled({ answered: ["primary"] });
    expect(run.outcome).toEqual({
      kind: "pending",
      changeId: null,
      because: "the switch stands; the name servers answer the primary yet",
    });
    expect(run.slept).toBe(60_000);
  });

  it("is read on by the next run, which writes nothing", async () => {
    const own = object('{"intent":"i"}');
    const run = await pulled({ stands: { hold: null, force: own }, planned: nothing });
    expect(run.outcome).toEqual(done);
    expect(run.writes).toEqual([]);
  });

  it("is done unseen when that run can't tell the sides apart either", async () => {
    const stands = { hold: null, force: object('{"intent":"i"}') };
    const { outcome } = await pulled({ stands, planned: nothing, answered: ["unknown"] });
    expect(outcome).toEqual({ kind: "done", how: "unseen", changeId: null });
  });

  it("has failed when the name servers still answer the other side then, and is taken back", async () => {
    const stands = { hold: null, force: object('{"intent":"i"}') };
    const run = await pulled({ stands, planned: nothing, answered: ["primary"] });
    expect(run.outcome).toEqual({
      kind: "failed",
      because: "the name servers answer the primary yet; taken back",
    });
    expect(run.bucket).toEqual(nothing);
  });
});

describe("what the checkers can't see", () => {
  it("has failed at once, and is taken back: an object that is not public moves nobody", async () => {
    const run = await pulled({ looks: { kind: "missing", status: 403 } });
    expect(run.outcome).toEqual({
      kind: "failed",
      because:
        "http://example-switch.s3.eu-west-1.amazonaws.com/force answers 403, as the checkers would see it; taken back",
    });
    expect(run.bucket).toEqual(nothing);
  });

  it("is no obstacle where it can't be told from here: the name servers tell", async () => {
    const { outcome } = await pulled({ looks: { kind: "unknown", because: "ETIMEDOUT" } });
    expect(outcome).toEqual(done);
  });
});

describe("somebody else's hand", () => {
  it("that pulled it meanwhile is a lost race, and nothing is written", async () => {
    const run = await pulled({ stands: forced, planned: nothing, to: "primary" });
    expect(run.outcome).toEqual({
      kind: "lostRace",
      because:
        "somebody else pulled the switch: it stands with the object force, so that visitors go to the standby",
    });
    expect(run.writes).toEqual([]);
  });

  it("that makes S3 refuse the put is a failure where nothing stands", async () => {
    const run = await pulled({ says: { 1: { kind: "refused", because: "PreconditionFailed" } } });
    expect(run.outcome).toEqual({
      kind: "failed",
      because: "PUT s3://example-switch/force: PreconditionFailed",
    });
  });
});

describe("an answer that got lost", () => {
  it("after the write is told by what stands", async () => {
    expect((await pulled({ losesAnswers: true })).outcome).toEqual(done);
  });

  it("before the write is a failure: nothing stands", async () => {
    const run = await pulled({ says: { 1: { kind: "unsure", because: "TimeoutError" } } });
    expect(run.outcome).toEqual({ kind: "failed", because: "PUT s3://example-switch/force: TimeoutError" });
  });

  it("half way leaves the position it came from, and nothing else of it", async () => {
    const run = await pulled({
      stands: forced,
      to: "primary",
      says: { 2: { kind: "unsure", because: "TimeoutError" } },
    });
    expect(run.writes).toEqual(["PUT hold", 'DELETE force "9"', expect.stringMatching(/^DELETE hold/)]);
    expect(run.outcome).toEqual({
      kind: "failed",
      because: "DELETE s3://example-switch/force: TimeoutError; taken back",
    });
    expect(run.bucket).toEqual(forced);
  });

  it("with nothing to be read after it is not known", async () => {
    const run = await pulled({ losesAnswers: true, unreadable: [2] });
    expect(run.outcome).toEqual({
      kind: "unknown",
      because:
        "PUT s3://example-switch/force: TimeoutError; reading back: s3://example-switch can't be read: AccessDenied",
    });
  });
});

describe("nothing is written", () => {
  it("when the bucket can't be read", async () => {
    const run = await pulled({ unreadable: [1] });
    expect(run).toMatchObject({
      outcome: { kind: "unknown", because: "s3://example-switch can't be read: AccessDenied" },
      writes: [],
    });
  });

  it("in the last half minute of the lease", async () => {
    const run = await pulled({ intent: { leaseUntil: epochMs(t0 + 29_000) } });
    expect(run).toMatchObject({ outcome: { kind: "failed" }, writes: [] });
  });

  it("for a site without a switch", async () => {
    const lever = switchLever({} as SwitchLeverPorts);
    const move = { lever: "switch", before: nothing, changes: [] } as const;
    expect(await lever.act(move, anIntent(), aSite())).toEqual({
      kind: "failed",
      because: "no switch is provisioned for this site",
    });
  });
});
