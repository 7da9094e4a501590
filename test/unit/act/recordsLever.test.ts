import { describe, expect, it } from "vitest";
import type { ChangeAnswer, RecordsLeverPorts } from "../../../shared/act/ports.ts";
import { recordsLever } from "../../../shared/act/recordsLever.ts";
import type { Outcome } from "../../../shared/model/outcome.ts";
import { recordSetsIn } from "../../../shared/model/positions.ts";
import type { Intent } from "../../../shared/model/record.ts";
import type { RecordChange, RecordSet } from "../../../shared/model/recordSet.ts";
import { epochMs, minutes, ms, seconds } from "../../../shared/model/time.ts";
import { aSite } from "../../fixtures/site.ts";
import { anIntent, aPair, at, freeRecordSets, t0 } from "../../fixtures/world.ts";

const site = aSite();
const before = freeRecordSets;
const after = recordSetsIn("secondary", freeRecordSets);
const otherwise = recordSetsIn("primary", freeRecordSets);
const [set] = aPair("www.example.com", "A") as [RecordSet];
const changes: RecordChange[] = [{ action: "DELETE", recordSet: set }];

type Listing = readonly RecordSet[] | "throws";
type Status = "PENDING" | "INSYNC" | "lost" | "throws";

/** A control plane that gives the listed answers in turn, the last one for good; its clock only moves in sleep. */
function controlPlane(answers: {
  readonly listed: readonly Listing[];
  readonly change?: readonly ChangeAnswer[];
  readonly status?: readonly Status[];
  readonly now?: number;
}) {
  const calls: string[] = [];
  const asked = { list: 0, change: 0, changeStatus: 0 };
  let now = answers.now ?? t0;
  const next = <T>(call: keyof typeof asked, of: readonly T[] | undefined): T => {
    asked[call] += 1;
    calls.push(call);
    const answer = of?.[asked[call] - 1] ?? of?.at(-1);
    if (answer === undefined) throw new Error(`nobody should have called ${call}`);
    if (answer === "throws") throw new Error("Throttling");
    return answer;
  };
  const ports: RecordsLeverPorts = {
    clock: {
      now: () => epochMs(now),
      sleep: async (span) => {
        now += span;
      },
    },
    recordSets: {
      list: async () => next("list", answers.listed as readonly (readonly RecordSet[])[]),
      change: async (zone, batch, comment) => {
        calls.push(`${zone} ${batch.length} ${comment}`);
        return next("change", answers.change);
      },
      changeStatus: async (id) => {
        calls.push(id);
        return next("changeStatus", answers.status as readonly ("PENDING" | "INSYNC" | "lost")[]);
      },
    },
  };
  return { ports, calls, asked, slept: () => now - (answers.now ?? t0) };
}

function act(answers: Parameters<typeof controlPlane>[0], intended: Partial<Intent> = {}) {
  const world = controlPlane(answers);
  const intent = anIntent({ leaseUntil: at(minutes(3)), ...intended });
  return recordsLever(world.ports)
    .act({ lever: "records", before, after, changes }, intent, site)
    .then((outcome) => ({ outcome, ...world }));
}

const accepted = (changeId: string): ChangeAnswer => ({ kind: "accepted", changeId });
const conflict: ChangeAnswer = { kind: "conflict", messages: ["not found", "protected"] };
const failed: ChangeAnswer = { kind: "failed", because: "timeout" };
const alreadySo: Outcome = { kind: "done", how: "alreadySo", changeId: null };

describe("a change that is accepted", () => {
  it("is done when it is INSYNC and read back, in one batch with the intent's name", async () => {
    const { outcome, calls } = await act({
      listed: [before, after],
      change: [accepted("C1")],
      status: ["INSYNC"],
    });
    expect(outcome).toEqual({ kind: "done", how: "changed", changeId: "C1" });
    expect(calls).toEqual(["list", "Z0EXAMPLE 1 failover i", "change", "C1", "changeStatus", "list"]);
  });

  it("is waited for, two seconds at a time", async () => {
    const status = ["PENDING", "PENDING", "INSYNC"] as const;
    const { outcome, slept } = await act({ listed: [before, after], change: [accepted("C1")], status });
    expect(outcome).toEqual({ kind: "done", how: "changed", changeId: "C1" });
    expect(slept()).toBe(seconds(4));
  });

  it("is left pending to the next run when it takes longer than 75 seconds", async () => {
    const { outcome, slept, asked } = await act({
      listed: [before],
      change: [accepted("C1")],
      status: ["PENDING"],
    });
    expect(outcome).toEqual({
      kind: "pending",
      changeId: "C1",
      because: "Route 53 accepted C1; it is not INSYNC yet",
    });
    expect(slept()).toBe(seconds(76));
    expect(asked).toEqual({ list: 1, change: 1, changeStatus: 38 });
  });

  it("is asked for again when its status can't be read, and says so when that lasts", async () => {
    const listed = [before, after];
    const once = await act({ listed, change: [accepted("C1")], status: ["throws", "INSYNC"] });
    expect(once.outcome).toEqual({ kind: "done", how: "changed", changeId: "C1" });
    const always = await act({ listed, change: [accepted("C1")], status: ["throws"] });
    expect(always.outcome).toEqual({
      kind: "pending",
      changeId: "C1",
      because: "Route 53 accepted C1; whether it is INSYNC can't be read: Throttling",
    });
  });

  it.each<[string, Listing, Outcome]>([
    [
      "stands otherwise: somebody was faster",
      otherwise,
      {
        kind: "lostRace",
        because: "C1 is INSYNC; the record sets now stand otherwise",
      },
    ],
    ["can't be read back", "throws", { kind: "unknown", because: "C1 is INSYNC; reading back: Throttling" }],
  ])("and INSYNC, but %s", async (_, listed, expected) => {
    const { outcome } = await act({ listed: [before, listed], change: [accepted("C1")], status: ["INSYNC"] });
    expect(outcome).toEqual(expected);
  });
});

describe("a change that is stranded", () => {
  it("is sent once more where nothing of it is listed", async () => {
    const { outcome, asked } = await act({
      listed: [before, before, after],
      change: [accepted("C1"), accepted("C2")],
      status: ["lost", "INSYNC"],
    });
    expect(outcome).toEqual({ kind: "done", how: "changed", changeId: "C2" });
    expect(asked.change).toBe(2);
  });

  it("twice is failed, and not sent a third time", async () => {
    const { outcome, asked } = await act({
      listed: [before],
      change: [accepted("C1"), accepted("C2")],
      status: ["lost"],
    });
    expect(outcome).toEqual({ kind: "failed", because: "Route 53 lost C2 after accepting it" });
    expect(asked.change).toBe(2);
  });

  it("is found done where it is listed all the same, and nobody has seen it INSYNC", async () => {
    const { outcome, asked } = await act({
      listed: [before, after],
      change: [accepted("C1")],
      status: ["lost"],
    });
    expect(outcome).toEqual({ kind: "done", how: "alreadySo", changeId: "C1" });
    expect(asked.change).toBe(1);
  });

  it("is not sent again when the lease is about to end", async () => {
    const status = [...Array<Status>(20).fill("PENDING"), "lost"] as const;
    const { outcome, asked } = await act(
      { listed: [before], change: [accepted("C1")], status },
      { leaseUntil: at(seconds(60)) },
    );
    expect(outcome).toEqual({ kind: "failed", because: "Route 53 lost C1 after accepting it" });
    expect(asked.change).toBe(1);
  });
});

describe("a change that is not accepted", () => {
  it.each<[string, ChangeAnswer, Listing, Outcome]>([
    [
      "conflicts, and nothing of it is listed",
      conflict,
      before,
      { kind: "lostRace", because: "not found; protected" },
    ],
    ["conflicts with our own first sending", conflict, after, alreadySo],
    [
      "conflicts with somebody's change",
      conflict,
      otherwise,
      { kind: "lostRace", because: "not found; protected; the record sets now stand otherwise" },
    ],
    [
      "conflicts, and can't be read back",
      conflict,
      "throws",
      { kind: "unknown", because: "not found; protected; reading back: Throttling" },
    ],
    ["failed, and nothing of it is listed", failed, before, { kind: "failed", because: "timeout" }],
    ["failed, and only its answer was lost", failed, after, alreadySo],
    [
      "failed, and somebody changed it meanwhile",
      failed,
      otherwise,
      { kind: "lostRace", because: "timeout; the record sets now stand otherwise" },
    ],
    [
      "failed, and can't be read back",
      failed,
      "throws",
      { kind: "unknown", because: "timeout; reading back: Throttling" },
    ],
  ])("%s", async (_, answer, listed, expected) => {
    const { outcome, asked } = await act({ listed: [before, listed], change: [answer] });
    expect(outcome).toEqual(expected);
    expect(asked).toMatchObject({ change: 1, changeStatus: 0 });
  });
});

describe("before anything is sent", () => {
  const notAsPlanned = "the record sets are not as they were when this was planned";

  it.each<[string, Listing, Outcome]>([
    ["it is so already", after, alreadySo],
    [
      "somebody changed the record sets",
      otherwise,
      { kind: "lostRace", because: `${notAsPlanned}; the record sets now stand otherwise` },
    ],
    [
      "nobody can read how they stand",
      "throws",
      { kind: "unknown", because: `${notAsPlanned}; reading back: Throttling` },
    ],
  ])("%s: nothing is", async (_, listed, expected) => {
    const { outcome, asked } = await act({ listed: [listed] });
    expect(outcome).toEqual(expected);
    expect(asked.change).toBe(0);
  });

  it("a change that was accepted in an earlier run is followed, not sent again", async () => {
    const { outcome, calls } = await act({ listed: [after], status: ["INSYNC"] }, { changeId: "C9" });
    expect(outcome).toEqual({ kind: "done", how: "changed", changeId: "C9" });
    expect(calls).toEqual(["list", "C9", "changeStatus", "list"]);
  });

  it("a change that was accepted and is no longer listed is not sent again: the rules have not been asked", async () => {
    const { outcome, asked } = await act(
      { listed: [before, after], change: [accepted("C2")], status: ["INSYNC"] },
      { changeId: "C9" },
    );
    expect(asked.change).toBe(0);
    expect(outcome).toEqual({ kind: "failed", because: "Route 53 lost C9 after accepting it" });
  });

  it.each([
    ["exactly half a minute before the lease ends it may still be", seconds(30), 1],
    ["a millisecond later it may not", ms(29_999), 0],
  ])("%s", async (_, left, sent) => {
    const { outcome, asked } = await act(
      { listed: [before, after], change: [accepted("C1")], status: ["INSYNC"] },
      { leaseUntil: at(left) },
    );
    expect(asked.change).toBe(sent);
    if (sent === 0)
      expect(outcome).toEqual({
        kind: "failed",
        because: "this run came too late to act: its lease is about to end",
      });
  });
});
