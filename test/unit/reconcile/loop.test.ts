import { describe, expect, it } from "vitest";
import { noEvidence } from "../../../shared/model/observation.ts";
import type { SiteRecord } from "../../../shared/model/record.ts";
import { minutes } from "../../../shared/model/time.ts";
import type { Ports } from "../../../shared/reconcile.ts";
import type { ObjectStore } from "../../../shared/record/ports.ts";
import { aMemory, type Memory, portsOver } from "../../fixtures/memory.ts";
import { reconciled } from "../../fixtures/reconciled.ts";
import { aSite } from "../../fixtures/site.ts";
import { aRequest } from "../../fixtures/world.ts";

const site = aSite();
const asks = (action: "force" | "freeze", id = "request-1") => ({
  ...noEvidence,
  request: aRequest(action, { id }),
});
const recordOf = (memory: Memory): SiteRecord =>
  JSON.parse(memory.objects.get("sites/www.example.com/record.json")?.body ?? "null");

/** A site seen once, in peace. */
async function known(): Promise<Memory> {
  const memory = aMemory();
  await reconciled(portsOver(memory), site, noEvidence);
  memory.now += minutes(1);
  return memory;
}

/** Ports whose store lets others write first, just before each of our own writes of the record, so many times. */
function overtakenBy(memory: Memory, times: number, others: () => Promise<unknown>): Ports {
  const ports = portsOver(memory);
  let left = times;
  const replace: ObjectStore["replace"] = async (key, body, etag) => {
    if (left > 0) {
      left -= 1;
      await others();
    }
    return ports.store.replace(key, body, etag);
  };
  return { ...ports, store: { ...ports.store, replace } };
}

describe("when another run writes first", () => {
  it("all is thought anew on what it wrote: an order is refused that was frozen meanwhile", async () => {
    const memory = await known();
    const freezes = () => reconciled(portsOver(memory), site, asks("freeze", "request-2"));
    const report = await reconciled(overtakenBy(memory, 1, freezes), site, asks("force"));
    expect(report.decision).toMatchObject({ kind: "refuse", refusedBy: [{ rule: "frozen" }] });
    expect(memory.batches).toEqual([]);
  });

  it("five times in a row, it gives up and says so", async () => {
    const memory = await known();
    let n = 0;
    const somebody = () => {
      n += 1;
      return reconciled(portsOver(memory), site, asks("freeze", `other-${n}`));
    };
    await expect(reconciled(overtakenBy(memory, 99, somebody), site, asks("force"))).rejects.toThrow(
      "www.example.com: other runs changed the record 5 times in a row",
    );
    expect(n).toBe(5);
    expect(memory.batches).toEqual([]);
  });

  it("with the outcome of our own act still unwritten, the outcome is put onto what it wrote", async () => {
    const memory = await known();
    const ports = portsOver(memory);
    const change = ports.lever.recordSets.change;
    const slow: typeof change = async (...batch) => {
      const answer = await change(...batch);
      await reconciled(portsOver(memory), site, asks("freeze", "request-2"));
      return answer;
    };
    const lever = { ...ports.lever, recordSets: { ...ports.lever.recordSets, change: slow } };
    const { acted, record } = await reconciled({ ...ports, lever }, site, asks("force"));
    expect(acted?.outcome).toEqual({ kind: "done", how: "changed", changeId: "C1" });
    expect(record).toMatchObject({
      steering: { position: "secondary", by: "order" },
      intent: null,
      freeze: { who: { name: "Ann" } },
    });
    expect(recordOf(memory)).toEqual(record);
  });
});

describe("notices", () => {
  it("that can't be sent stay in the outbox, and are sent by the next run", async () => {
    const memory = await known();
    const ports = portsOver(memory);
    const dark = { publish: () => Promise.reject(new Error("SNS does not answer")) };
    const { record, acted } = await reconciled({ ...ports, publisher: dark }, site, asks("force"));
    expect(acted?.outcome).toMatchObject({ kind: "done" });
    expect(record.outbox.map(({ kind }) => kind)).toEqual(["moved"]);
    const next = await reconciled(ports, site, noEvidence);
    expect(next.record.outbox).toEqual([]);
    expect(memory.published.map(({ attributes }) => attributes["kind"])).toEqual(["moved"]);
  });
});

describe("a clock that goes on while a run thinks", () => {
  it("leaves the last notice of an incident in its thread", async () => {
    const memory = await known();
    const asVisitorsAreServed = (by: "primary" | "secondary") => {
      memory.servedBy = by;
      const ports = portsOver(memory);
      const now = () => {
        memory.now += 1;
        return ports.clock.now();
      };
      return reconciled({ ...ports, clock: { ...ports.clock, now } }, site, noEvidence);
    };
    const { record } = await asVisitorsAreServed("secondary");
    const incident = record.incident?.id ?? "none";
    await asVisitorsAreServed("primary");
    const told = memory.published.map(({ bodies }) => JSON.parse(bodies["sqs"] ?? ""));
    expect(told).toMatchObject([
      { kind: "failed-over", incident },
      { kind: "back", incident },
    ]);
  });
});

describe("a run's report", () => {
  it("names the journal entries that it wrote", async () => {
    const memory = await known();
    const { journal } = await reconciled(portsOver(memory), site, asks("force"));
    const from = recordOf(await known()).journal.next;
    // ordered, intended, acted, told
    expect(journal).toEqual({ from, to: from + 3 });
  });

  it("of a request that was answered before does nothing, and gives that answer", async () => {
    const memory = await known();
    const first = await reconciled(portsOver(memory), site, asks("force"));
    const { repeated, plan } = await reconciled(portsOver(memory), site, asks("force"));
    expect(first.repeated).toBe(null);
    expect(repeated).toMatchObject({ id: "request-1", ok: true });
    expect(plan).toBe(null);
    expect(memory.batches).toHaveLength(1);
  });

  it("of a plan that is impossible says why nothing was done", async () => {
    const memory = aMemory({ listed: [] });
    const { decision, acted } = await reconciled(portsOver(memory), site, asks("force"));
    expect(decision).toMatchObject({ kind: "refuse", refusedBy: [{ rule: "stale-plan" }] });
    expect(acted).toBe(null);
  });
});
