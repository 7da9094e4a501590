import { describe, expect, it } from "vitest";
import { type LeverPorts, pullLevers } from "../../../shared/act/pullLevers.ts";
import { changesBetween, recordSetsIn } from "../../../shared/model/positions.ts";
import type { RecordSet } from "../../../shared/model/recordSet.ts";
import { minutes } from "../../../shared/model/time.ts";
import { aMemory, type Memory, portsOver } from "../../fixtures/memory.ts";
import { aSwitchedSite } from "../../fixtures/site.ts";
import { anIntent, at, freeRecordSets } from "../../fixtures/world.ts";

const site = aSwitchedSite();
const nothing = { hold: null, force: null };
const object = { etag: '"e"', body: "" };
const force = { action: "PUT", object: "force", url: "s3://example-switch/force", etag: null } as const;
const clear = { action: "DELETE", object: "force", url: "s3://example-switch/force", etag: '"e"' } as const;
const bySwitch = { lever: "switch", before: nothing, changes: [force] } as const;
const forced = recordSetsIn("secondary", freeRecordSets);
const byRecords = recordsFrom(freeRecordSets, forced);
const intent = anIntent({ moves: [bySwitch, byRecords], leaseUntil: at(minutes(3)) });
const release = anIntent({
  to: "automatic",
  leaseUntil: at(minutes(3)),
  moves: [
    { lever: "switch", before: { hold: null, force: object }, changes: [clear] },
    recordsFrom(forced, freeRecordSets),
  ],
});

function recordsFrom(before: readonly RecordSet[], after: readonly RecordSet[]) {
  return { lever: "records", before, after, changes: changesBetween(before, after) } as const;
}

const dark = () => Promise.reject(new Error("ETIMEDOUT"));
const usEast1Dark = ({ recordSets, ...ports }: LeverPorts): LeverPorts => ({
  ...ports,
  recordSets: {
    list: dark,
    change: async () => ({ kind: "failed", because: "ETIMEDOUT" }),
    changeStatus: dark,
  },
});
const pull = (memory: Memory, what = intent, outside = (ports: LeverPorts) => ports) =>
  pullLevers(outside(portsOver(memory).lever), what, site);

describe("away from Route 53's own ways", () => {
  it("the first lever that does it is enough", async () => {
    const memory = aMemory();
    expect(await pull(memory)).toMatchObject({ lever: "switch", outcome: { kind: "done" }, before: [] });
    expect(memory.batches).toEqual([]);
  });

  it("the next is tried where the first surely came to nothing", async () => {
    const ports = (ports: LeverPorts): LeverPorts => ({
      ...ports,
      asChecker: { look: async () => ({ kind: "missing", status: 403 }) },
    });
    const memory = aMemory();
    expect(await pull(memory, intent, ports)).toMatchObject({
      lever: "records",
      outcome: { kind: "done", changeId: "C1" },
      before: [{ lever: "switch", outcome: { kind: "failed" } }],
    });
    expect(memory.switch).toEqual(nothing);
  });

  it("and where nobody knows what the first came to: both move the same way", async () => {
    expect(await pull(aMemory({ switch: null }))).toMatchObject({
      lever: "records",
      outcome: { kind: "done" },
      before: [{ lever: "switch", outcome: { kind: "unknown" } }],
    });
  });

  it("not where somebody else pulled the first meanwhile", async () => {
    const memory = aMemory({ switch: { hold: object, force: null } });
    expect(await pull(memory)).toMatchObject({ lever: "switch", outcome: { kind: "lostRace" } });
    expect(memory.batches).toEqual([]);
  });

  it("says of each why nothing moved", async () => {
    expect(await pull(aMemory({ switch: null }), intent, usEast1Dark)).toMatchObject({
      lever: "records",
      outcome: {
        kind: "unknown",
        because:
          "the switch: s3://example-switch can't be read: AccessDenied; the record sets: the record sets are not as they were when this was planned; reading back: ETIMEDOUT",
      },
    });
  });

  it("does not know what came of it where the first may have moved visitors, and the next was in somebody's way", async () => {
    const memory = aMemory({ switch: null, listed: forced.slice(1) });
    expect(await pull(memory)).toMatchObject({ lever: "records", outcome: { kind: "unknown" } });
  });

  it("follows a change that Route 53 accepted, and begins nothing else", async () => {
    const memory = aMemory({ listed: forced });
    expect(await pull(memory, { ...intent, changeId: "C7" })).toMatchObject({
      lever: "records",
      outcome: { kind: "done", changeId: "C7" },
    });
    expect(memory.switch).toEqual(nothing);
  });
});

describe("back to Route 53's own ways", () => {
  it("each lever is cleared, the switch first", async () => {
    const memory = aMemory({ switch: { hold: null, force: object }, listed: forced });
    expect(await pull(memory, release)).toMatchObject({
      lever: "records",
      outcome: { kind: "done" },
      before: [{ lever: "switch", outcome: { kind: "done" } }],
    });
    expect(memory.switch).toEqual(nothing);
  });

  it("the record sets stay as they are while the switch can't be cleared: it would take over", async () => {
    const memory = aMemory({ switch: null, listed: forced });
    expect(await pull(memory, release)).toMatchObject({ lever: "switch", outcome: { kind: "unknown" } });
    expect(memory.listed).toBe(forced);
  });
});
