import { describe, expect, it } from "vitest";
import { type Evidence, noEvidence } from "../../../shared/model/observation.ts";
import type { SiteRecord } from "../../../shared/model/record.ts";
import type { RecordSet } from "../../../shared/model/recordSet.ts";
import { minutes } from "../../../shared/model/time.ts";
import { reconcile } from "../../../shared/reconcile.ts";
import { verifyChain } from "../../../shared/record/journal.ts";
import { readJournal } from "../../../shared/record/store.ts";
import { aMemory, type Memory, portsOver } from "../../fixtures/memory.ts";
import { type Death, mortal } from "../../fixtures/mortal.ts";
import { aSite } from "../../fixtures/site.ts";
import { aRequest } from "../../fixtures/world.ts";

const site = aSite();
/** Longer than an intent's lease (3 min), so that what a dead run began can be taken up. */
const minutesAfter = 7;

interface Story {
  readonly name: string;
  /** What happened until the run that dies. */
  readonly before: () => Promise<Memory>;
  /** What wakes that run, and the runs after it: a person asks again with the same request. */
  readonly evidence: Evidence;
  readonly ends: {
    readonly position: string;
    readonly by: string;
    readonly phase: string;
    readonly batches: number;
  };
  readonly told: readonly string[];
}

/** A run a minute, by whatever wakes it. */
async function runs(memory: Memory, times: number, evidence: Evidence = noEvidence): Promise<Memory> {
  for (let n = 0; n < times; n += 1) {
    await reconcile(portsOver(memory), site, evidence);
    memory.now += minutes(1);
  }
  return memory;
}

async function outage(): Promise<Memory> {
  const memory = await runs(aMemory(), 1);
  return Object.assign(memory, { primaryStatus: 503, servedBy: "secondary" });
}

async function primaryBack(): Promise<Memory> {
  const memory = await runs(await outage(), 1);
  memory.primaryStatus = 200;
  // One run short of the end of the cool-down, ten minutes after visitors moved.
  return runs(memory, 9);
}

const stories: readonly Story[] = [
  {
    name: "a person's force",
    before: () => runs(aMemory(), 1),
    evidence: { ...noEvidence, request: aRequest("force") },
    ends: { position: "secondary", by: "order", phase: "calm", batches: 1 },
    told: ["moved"],
  },
  {
    name: "the latch after a failover",
    before: outage,
    evidence: noEvidence,
    ends: { position: "secondary", by: "latch", phase: "failedOver", batches: 1 },
    told: ["failed-over"],
  },
  {
    name: "the failback",
    before: primaryBack,
    evidence: noEvidence,
    ends: { position: "automatic", by: "route53", phase: "returning", batches: 2 },
    told: ["failed-over", "ready-to-return", "released"],
  },
  {
    name: "the gate before an unfit replica",
    before: async () => Object.assign(await runs(aMemory(), 1), { secondaryStatus: 503 }),
    evidence: noEvidence,
    ends: { position: "primary", by: "gate", phase: "calm", batches: 1 },
    told: ["replica-unfit"],
  },
];

/** The story with one run that dies, or none; null: the run ended before it could die. */
async function played({ before, evidence }: Story, death: Death | null): Promise<Memory | null> {
  const memory = await before();
  if (death !== null) {
    const { ports, died } = mortal(portsOver(memory), death);
    const ended = await Promise.race([died, reconcile(ports, site, evidence)]);
    if (ended !== "died") return null;
    memory.now += minutes(1);
  }
  return runs(memory, minutesAfter, evidence);
}

/** Every death that a run of the story can die, with what came of it. */
async function everyDeath(
  story: Story,
): Promise<readonly { readonly death: Death; readonly memory: Memory }[]> {
  const all: { death: Death; memory: Memory }[] = [];
  for (const when of ["before", "after"] as const)
    for (let call = 1; ; call += 1) {
      const memory = await played(story, { call, when });
      if (memory === null) break;
      all.push({ death: { call, when }, memory });
    }
  return all;
}

const recordOf = (memory: Memory): SiteRecord =>
  JSON.parse(memory.objects.get("sites/www.example.com/record.json")?.body ?? "null");
const asTexts = (sets: readonly RecordSet[]): readonly string[] =>
  sets.map((set) => JSON.stringify(set)).sort();

/** All of the end that must not depend on whether a run died. */
async function endOf(memory: Memory) {
  const record = recordOf(memory);
  const entries = await Array.fromAsync(readJournal(portsOver(memory).store, site.name));
  return {
    position: record.steering.position,
    by: record.steering.by,
    phase: record.incident?.phase ?? "calm",
    order: record.order?.kind ?? null,
    intent: record.intent,
    drift: record.drift,
    unsent: record.outbox,
    listed: asTexts(memory.listed),
    batches: memory.batches.length,
    chain: verifyChain(site.name, entries).kind,
    journalIsWhole:
      entries.length === record.journal.next - 1 && entries.at(-1)?.hash === record.journal.hash,
    acts: entries.filter(({ kind }) => kind === "acted").length,
    answers: record.requests.map(({ id, ok }) => `${id} ${ok}`),
    told: [...new Set(memory.published.map(({ attributes }) => attributes["kind"]))].sort(),
  };
}

describe.each(stories)("$name", (story) => {
  it("ends as it should when no run dies", async () => {
    const memory = await played(story, null);
    if (memory === null) throw new Error("it was not to die");
    const end = await endOf(memory);
    expect(end).toMatchObject({ ...story.ends, intent: null, drift: null, unsent: [], chain: "whole" });
    expect(end.told).toEqual(expect.arrayContaining([...story.told]));
    expect(new Set(memory.published.map(({ bodies }) => bodies["sqs"])).size).toBe(memory.published.length);
  });

  it("ends the same whichever call a run dies at: one act, a whole journal, every notice", async () => {
    const undisturbed = await played(story, null);
    const expected = undisturbed && (await endOf(undisturbed));
    const ends = await everyDeath(story);
    expect(ends.length).toBeGreaterThan(60);
    for (const { death, memory } of ends)
      expect({ death, ...(await endOf(memory)) }).toEqual({ death, ...expected });
  });
});
