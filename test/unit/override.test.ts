import { describe, expect, it } from "vitest";
import { noEvidence } from "../../shared/model/observation.ts";
import type { Requester } from "../../shared/model/order.ts";
import { minutes } from "../../shared/model/time.ts";
import { answerOverride } from "../../shared/override/answer.ts";
import type { Answered, Issue, OverrideAnswer } from "../../shared/override/contract.ts";
import { reconcile } from "../../shared/reconcile.ts";
import { aMemory, type Memory, portsOver } from "../fixtures/memory.ts";
import { aSite } from "../fixtures/site.ts";
import { freeRecordSets } from "../fixtures/world.ts";

const sites = [aSite()];
const force = { action: "force", site: "www.example.com", reason: "drill", requestedBy: "Ann" };

const ask = (memory: Memory, input: unknown, caller: Requester | null = null): Promise<OverrideAnswer> =>
  answerOverride(portsOver(memory), sites, input, caller);

function issuesOf(answer: OverrideAnswer): readonly Issue[] {
  return "error" in answer && answer.error.code === "InvalidRequest" ? answer.error.issues : [];
}

function answered(answer: OverrideAnswer): Answered {
  if ("error" in answer) throw new Error(JSON.stringify(answer.error));
  return answer;
}

const keysOf = (memory: Memory): string[] => [...memory.objects.keys()].sort();

describe("input that is not a request", () => {
  it.each([
    ["no site", { action: "status" }, "site", "is required"],
    ["a site nobody runs", { ...force, site: "elsewhere.example" }, "site", "must be one of www.example.com"],
    ["no action", { site: "www.example.com" }, "action", "is required"],
    ["an unknown action", { ...force, action: "destroy" }, "action", /^must be one of status, plan/],
    ["a bad duration", { ...force, for: "soon" }, "for", /duration such as "2h"/],
    ["a duration of nothing", { ...force, for: "0m" }, "for", /duration such as "2h"/],
    ["a duration of a year", { ...force, for: "365d" }, "for", /at most 30 days/],
    ["no reason", { ...force, reason: undefined }, "reason", /goes into the journal/],
    ["an empty reason", { ...force, reason: "  " }, "reason", "must not be empty"],
    [
      "a reason of 1 MB",
      { ...force, reason: "x".repeat(1_000_000) },
      "reason",
      "must have at most 1000 characters",
    ],
    ["nobody who asks", { ...force, requestedBy: undefined }, "requestedBy", /is required on a plain invoke/],
    ["a number for a text", { ...force, site: 7 }, "site", /./],
    [
      "a text for a list",
      { ...force, overrideRules: "all" },
      "overrideRules",
      "must be a list of rule names",
    ],
    [
      "a rule that does not exist",
      { ...force, overrideRules: ["all"] },
      "overrideRules.0",
      /^must be one of replica-serves/,
    ],
    ["a text for a boolean", { ...force, dryRun: "yes" }, "dryRun", "must be true or false"],
    ["a lever that is not there", { ...force, lever: "switch" }, "lever", /no switch is provisioned/],
    ["a field of no request", { ...force, forse: true }, "forse", "is not a field of a request"],
    ["an expiry for what does not expire", { ...force, action: "ack", for: "2h" }, "for", /not taken by ack/],
  ])(
    "%s is answered with the field and the fault, and nothing is changed",
    async (_, input, path, message) => {
      const memory = aMemory();
      const answer = await ask(memory, input);
      expect(answer).toMatchObject({ ok: false, error: { code: "InvalidRequest" } });
      expect(issuesOf(answer)).toContainEqual({
        path,
        message: typeof message === "string" ? message : expect.stringMatching(message),
      });
      expect(keysOf(memory)).toEqual([]);
      expect(memory.batches).toEqual([]);
    },
  );

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["a text", "force"],
    ["a list", [force]],
    ["a number", 7],
  ])("%s is no JSON object", async (_, input) => {
    expect(await ask(aMemory(), input)).toEqual({
      ok: false,
      error: { code: "InvalidRequest", issues: [{ path: "", message: "must be a JSON object" }] },
    });
  });

  it.each(["__proto__", "constructor", "hasOwnProperty"])(
    "%s is a field like any other: not of a request",
    async (key) => {
      const input: unknown = JSON.parse(`{"action":"status","site":"www.example.com","${key}":{"ok":true}}`);
      expect(await ask(aMemory(), input)).toEqual({
        ok: false,
        error: { code: "InvalidRequest", issues: [{ path: key, message: "is not a field of a request" }] },
      });
    },
  );

  it("names every fault at once", async () => {
    const answer = await ask(aMemory(), { action: "force", site: "www.example.com", for: "soon", dryRun: 1 });
    expect(issuesOf(answer).map(({ path }) => path)).toEqual(["for", "dryRun"]);
  });
});

describe("orders", () => {
  it("force swaps every record set of the site in one batch, and reads it back", async () => {
    const memory = aMemory();
    const answer = await ask(memory, { ...force, for: "2h" });
    expect(answer).toMatchObject({
      ok: true,
      site: "www.example.com",
      position: "secondary",
      lever: "records",
      decision: { kind: "steer", reason: "Ann ordered force: drill" },
      refusedBy: [],
      outcome: { kind: "done", how: "changed", changeId: "C1" },
      status: { order: { kind: "force", who: "Ann", until: "2026-11-23T05:00:00.000Z" } },
    });
    expect(memory.batches).toHaveLength(1);
    expect(answered(answer).changes).toHaveLength(12);
  });

  it("a dry run shows the same writes and leaves no trace", async () => {
    const memory = aMemory();
    // The loop has to have seen the record sets once before anything can be planned from them.
    await reconcile(portsOver(memory), aSite(), noEvidence);
    const before = structuredClone([...memory.objects]);
    const answer = await ask(memory, { ...force, dryRun: true });
    expect(answer).toMatchObject({
      ok: true,
      position: "automatic",
      decision: { kind: "steer" },
      outcome: null,
    });
    expect(answered(answer).changes).toHaveLength(12);
    expect([...memory.objects]).toEqual(before);
    expect(memory.batches).toEqual([]);
  });

  it("a refusal is an answer, with the rule and why; the journal has it, the record sets don't", async () => {
    const memory = aMemory({ secondaryStatus: 503 });
    const answer = await ask(memory, force);
    expect(answer).toMatchObject({
      ok: false,
      position: "automatic",
      decision: { kind: "refuse" },
      refusedBy: [{ rule: "replica-serves", because: expect.stringContaining("503") }],
      changes: [],
    });
    expect(memory.batches).toEqual([]);
    const { history } = answered(await ask(memory, { action: "history", site: "www.example.com" }));
    expect(history?.map(({ kind }) => kind)).toContain("refused");
  });

  it("the history is read page by page: the last entries before one", async () => {
    const memory = aMemory();
    await ask(memory, force);
    const page = async (more: object) =>
      answered(await ask(memory, { action: "history", site: "www.example.com", ...more })).history?.map(
        ({ seq }) => seq,
      );
    const all = (await page({})) ?? [];
    expect(all.length).toBeGreaterThan(4);
    expect(await page({ limit: 2 })).toEqual(all.slice(-2));
    expect(await page({ limit: 2, before: all.at(-2) })).toEqual(all.slice(-4, -2));
    expect(await page({ limit: 50, before: 3 })).toEqual([1, 2]);
    expect(await page({ before: 1 })).toEqual([]);
  });

  it("an overridden rule lets it pass, and stands in the journal by name", async () => {
    const memory = aMemory({ secondaryStatus: 503 });
    const answer = await ask(memory, { ...force, overrideRules: ["replica-serves"] });
    expect(answer).toMatchObject({ ok: true, position: "secondary" });
    const journal = [...memory.objects.values()].map(({ body }) => body).join("\n");
    expect(journal).toContain('"overridden":["replica-serves"]');
  });

  it("the same request twice is done once, and answered the same", async () => {
    const memory = aMemory();
    const request = { ...force, requestId: "page-4711" };
    const first = await ask(memory, request);
    const second = await ask(memory, request);
    expect(second).toMatchObject({
      ok: true,
      position: "secondary",
      journal: { from: answered(first).journal.from },
    });
    expect(memory.batches).toHaveLength(1);
  });

  it("who asks is whom AWS vouches for, where it does", async () => {
    const memory = aMemory();
    const caller = { name: "arn:aws:sts::111122223333:assumed-role/oncall/ann", proof: "iam" } as const;
    const answer = await ask(memory, { ...force, requestedBy: "somebody else" }, caller);
    expect(answer).toMatchObject({ status: { order: { who: caller.name } } });
  });

  it("an order's answer says what visitors get after it, not before", async () => {
    const memory = aMemory();
    const ports = portsOver(memory);
    const change: typeof ports.lever.recordSets.change = async (...batch) => {
      memory.servedBy = "secondary";
      return await ports.lever.recordSets.change(...batch);
    };
    const moving = { ...ports, lever: { ...ports.lever, recordSets: { ...ports.lever.recordSets, change } } };
    expect(await answerOverride(moving, sites, force, null)).toMatchObject({
      ok: true,
      status: { traffic: "secondary", headline: "ON THE STANDBY by Ann's force" },
    });
  });

  it("force, then release, restores exactly what stood before", async () => {
    const memory = aMemory();
    await ask(memory, force);
    memory.servedBy = "secondary";
    memory.now += minutes(1);
    await ask(memory, { ...force, action: "release" });
    const sorted = (sets: readonly unknown[]): string[] => sets.map((set) => JSON.stringify(set)).sort();
    expect(sorted(memory.listed)).toEqual(sorted(freeRecordSets));
  });

  it("a store that can't be reached is said to be so, without a stack trace", async () => {
    const memory = aMemory();
    const ports = portsOver(memory);
    const dark = {
      ...ports,
      store: { ...ports.store, get: () => Promise.reject(new Error("S3 does not answer")) },
    };
    const answer = await answerOverride(dark, sites, force, null);
    expect(answer).toEqual({
      ok: false,
      error: {
        code: "Unavailable",
        message: expect.stringContaining("The run broke off: S3 does not answer."),
      },
    });
    expect(JSON.stringify(answer)).not.toContain("    at ");
  });
});
