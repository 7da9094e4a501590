import { describe, expect, it } from "vitest";
import type { Happening, JournalEntry } from "../../../shared/model/journal.ts";
import type { SiteRecord } from "../../../shared/model/record.ts";
import { minutes } from "../../../shared/model/time.ts";
import type { ObjectStore, WriteAnswer } from "../../../shared/record/ports.ts";
import { amend, commit, load, peek, readJournal, type Stamp } from "../../../shared/record/store.ts";
import { aMemory, type Memory, portsOver } from "../../fixtures/memory.ts";
import { aSite } from "../../fixtures/site.ts";
import { anIncident, at, t0 } from "../../fixtures/world.ts";

const site = aSite();
const recordKey = "sites/www.example.com/record.json";
const entryKey = (seq: number): string => `sites/www.example.com/journal/00000000000${seq}.json`;
const by = (writer: string): Stamp => ({ now: at(minutes(1)), writer });
const conflict: WriteAnswer = { kind: "conflict" };

const said = (text: string): Happening => ({
  kind: "decided",
  who: "controller",
  text,
  data: {},
  tell: null,
});
const storeOf = (memory: Memory): ObjectStore => portsOver(memory).store;
const stored = (memory: Memory): SiteRecord => JSON.parse(memory.objects.get(recordKey)?.body ?? "null");
const written = (memory: Memory): string[] => [...memory.objects.keys()].sort();
const texts = (memory: Memory): Promise<string[]> =>
  Array.fromAsync(readJournal(storeOf(memory), site.name), ({ text }: JournalEntry) => text);

/** A store some of whose answers a test puts in place of the memory's own. */
function disturbed(memory: Memory, with_: Partial<ObjectStore>): ObjectStore {
  return { ...storeOf(memory), ...with_ };
}

/** A memory in which the record was written once: "first" in its journal. */
async function oneWrite(): Promise<Memory> {
  const memory = aMemory();
  const held = await load(storeOf(memory), site, t0);
  await commit(storeOf(memory), held, held.record, [said("first")], by("w1"));
  return memory;
}

describe("a site that nobody has seen yet", () => {
  it("is given its first record, and nothing is written", async () => {
    const memory = aMemory();
    const held = await load(storeOf(memory), site, t0);
    expect(held.etag).toBe(null);
    expect(held.record).toMatchObject({
      format: 1,
      site: "www.example.com",
      revision: 0,
      savedAt: t0,
      steering: { position: "automatic", by: "route53", since: t0 },
      arming: { kind: "armed", who: null, at: t0 },
      sides: { primary: { kind: "unknown", since: t0, seenAt: t0 }, secondary: { kind: "unknown" } },
      replica: {
        kind: "unknown",
        asOf: t0,
        because: "the buckets have not been compared yet",
        comparison: null,
      },
      journal: { next: 1, unwritten: [] },
      ...nothingYet,
    });
    expect(written(memory)).toEqual([]);
  });
  const nothingYet = {
    intent: null,
    order: null,
    freeze: null,
    incident: null,
    proposal: null,
    baseline: null,
    drift: null,
    decided: null,
    alarms: [],
    flips: [],
    outbox: [],
    requests: [],
    told: {},
    nextNotice: 1,
  };

  it("begins in shadow where policy says so", async () => {
    const { record } = await load(storeOf(aMemory()), aSite({ shadow: { greenFor: minutes(10) } }), t0);
    expect(record.arming).toEqual({ kind: "shadow", greenSince: null });
  });
});

describe("a commit", () => {
  it("writes the record with who wrote it and when, and then the journal", async () => {
    const memory = await oneWrite();
    expect(stored(memory)).toMatchObject({
      revision: 1,
      writer: "w1",
      savedAt: at(minutes(1)),
      journal: { next: 2 },
    });
    expect(written(memory)).toEqual([entryKey(1), recordKey]);
    expect(await texts(memory)).toEqual(["first"]);
  });

  it("writes each thing once", async () => {
    const memory = await oneWrite();
    const held = await load(storeOf(memory), site, t0);
    const puts: string[] = [];
    const store = disturbed(memory, {
      create: async (key, body) => {
        puts.push(key);
        return storeOf(memory).create(key, body);
      },
      replace: async (key, body, etag) => {
        puts.push(key);
        return storeOf(memory).replace(key, body, etag);
      },
    });
    await commit(store, held, held.record, [said("second")], by("w2"));
    expect(puts).toEqual([recordKey, entryKey(2)]);
  });

  it("replaces the version held, and numbers on", async () => {
    const memory = await oneWrite();
    const held = await load(storeOf(memory), site, t0);
    const answer = await commit(
      storeOf(memory),
      held,
      held.record,
      [said("second"), said("third")],
      by("w2"),
    );
    expect(answer).toMatchObject({ kind: "committed", held: { record: { revision: 2, writer: "w2" } } });
    expect(answer.kind === "committed" && answer.held.etag).toBe(memory.objects.get(recordKey)?.etag);
    expect(await texts(memory)).toEqual(["first", "second", "third"]);
  });

  it.each([
    ["that goes on", "www.example.com-20261123022000", anIncident("failedOver"), anIncident("ready")],
    ["that this step opens", "www.example.com-20261123022000", null, anIncident("suspected")],
    ["that this step ends", "www.example.com-20261123022000", anIncident("returning"), null],
    ["none, in calm", null, null, null],
  ])("names the incident in each entry: %s", async (_, expected, before, after) => {
    const memory = aMemory();
    const { record } = await load(storeOf(memory), site, t0);
    const held = { record: { ...record, incident: before }, etag: null };
    await commit(storeOf(memory), held, { ...record, incident: after }, [said("x")], by("w1"));
    expect(JSON.parse(memory.objects.get(entryKey(1))?.body ?? "")).toMatchObject({ incident: expected });
  });

  it("loses the race against whoever wrote since it was loaded, and leaves no trace", async () => {
    const memory = await oneWrite();
    const held = await load(storeOf(memory), site, t0);
    await commit(storeOf(memory), held, held.record, [said("theirs")], by("w2"));
    const answer = await commit(storeOf(memory), held, held.record, [said("ours")], by("w3"));
    expect(answer).toEqual({ kind: "lostRace" });
    expect(await texts(memory)).toEqual(["first", "theirs"]);
  });

  it("loses the race for the first record of a site", async () => {
    const memory = aMemory();
    const held = await load(storeOf(memory), site, t0);
    await commit(storeOf(memory), held, held.record, [said("theirs")], by("w1"));
    expect(await commit(storeOf(memory), held, held.record, [said("ours")], by("w2"))).toEqual({
      kind: "lostRace",
    });
  });

  it("knows its own write by the writer, when its answer was lost and the SDK sent it again", async () => {
    const memory = await oneWrite();
    const held = await load(storeOf(memory), site, t0);
    const store = disturbed(memory, {
      replace: async (key, body, etag) => {
        await storeOf(memory).replace(key, body, etag);
        return { kind: "preconditionFailed" };
      },
    });
    const answer = await commit(store, held, held.record, [said("once")], by("w2"));
    expect(answer).toMatchObject({ kind: "committed", held: { etag: memory.objects.get(recordKey)?.etag } });
    expect(await texts(memory)).toEqual(["first", "once"]);
  });

  it("loses the race where the record it held is gone", async () => {
    const memory = await oneWrite();
    const held = await load(storeOf(memory), site, t0);
    memory.objects.delete(recordKey);
    expect(await commit(storeOf(memory), held, held.record, [], by("w2"))).toEqual({ kind: "lostRace" });
  });

  it.each([
    [4, "committed"],
    [5, "lostRace"],
  ])("after %i answers of 409 in a row: %s", async (conflicts, kind) => {
    const memory = await oneWrite();
    const held = await load(storeOf(memory), site, t0);
    let answers = 0;
    const store = disturbed(memory, {
      replace: async (key, body, etag) => {
        answers += 1;
        return answers <= conflicts ? conflict : storeOf(memory).replace(key, body, etag);
      },
    });
    expect(await commit(store, held, held.record, [said("x")], by("w2"))).toMatchObject({ kind });
    expect(answers).toBe(5);
  });
});

describe("journal entries that a crash left unwritten", () => {
  async function crashedBetween(): Promise<Memory> {
    const memory = await oneWrite();
    memory.objects.delete(entryKey(1));
    return memory;
  }

  it("are written when the record is next loaded", async () => {
    const memory = await crashedBetween();
    await load(storeOf(memory), site, t0);
    expect(await texts(memory)).toEqual(["first"]);
  });

  it("are left alone by who only looks", async () => {
    const memory = await crashedBetween();
    expect((await peek(storeOf(memory), site, t0)).record.revision).toBe(1);
    expect(await texts(memory)).toEqual([]);
  });

  it("are tried five times against 409, and then nothing is decided", async () => {
    const memory = await crashedBetween();
    let answers = 0;
    const create = async (): Promise<WriteAnswer> => {
      answers += 1;
      return conflict;
    };
    await expect(load(disturbed(memory, { create }), site, t0)).rejects.toThrow(
      "journal entry sites/www.example.com/journal/000000000001.json could not be written: S3 answers 409",
    );
    expect(answers).toBe(5);
  });

  it("are the same as those that stand there, if another run was faster", async () => {
    const memory = await oneWrite();
    await load(storeOf(memory), site, t0);
    expect(await texts(memory)).toEqual(["first"]);
  });

  it.each([
    ["something else", '{"seq":1,"hash":"other"}'],
    ["nothing, though writing says it is there", null],
  ])("stop everything where there is %s: two histories must never mix", async (_, body) => {
    const memory = await oneWrite();
    const get: ObjectStore["get"] = async (key) => {
      if (key === recordKey) return storeOf(memory).get(key);
      return body === null ? null : { body, etag: "e" };
    };
    await expect(load(disturbed(memory, { get }), site, t0)).rejects.toThrow(
      "holds something else than the record remembers: was record.json restored?",
    );
  });
});

describe("what is no record", () => {
  it.each([
    ["of another format", { format: 2, site: "www.example.com" }],
    ["of another site", { format: 1, site: "example.org" }],
  ])("stops everything: one %s", async (_, body) => {
    const memory = aMemory();
    memory.objects.set(recordKey, { body: JSON.stringify(body), etag: "e" });
    await expect(peek(storeOf(memory), site, t0)).rejects.toThrow(
      "sites/www.example.com/record.json is not a record of format 1 for www.example.com",
    );
  });
});

describe("a change that has to be made whatever was written meanwhile", () => {
  const addFlip = (record: SiteRecord) => ({
    record: { ...record, flips: [...record.flips, t0] },
    happenings: [said("flip")],
  });

  it("is made anew on the version that stands", async () => {
    const memory = await oneWrite();
    const held = await load(storeOf(memory), site, t0);
    await commit(storeOf(memory), held, { ...held.record, nextNotice: 7 }, [said("theirs")], by("w2"));
    const amended = await amend(storeOf(memory), site, held, () => by("w3"), addFlip);
    expect(amended.record).toMatchObject({ revision: 3, writer: "w3", nextNotice: 7, flips: [t0] });
    expect(stored(memory)).toEqual(amended.record);
    expect(await texts(memory)).toEqual(["first", "theirs", "flip"]);
  });

  it("is not made where nothing is left to change", async () => {
    const memory = await oneWrite();
    const held = await load(storeOf(memory), site, t0);
    expect(
      await amend(
        storeOf(memory),
        site,
        held,
        () => by("w2"),
        () => null,
      ),
    ).toBe(held);
    expect(stored(memory).revision).toBe(1);
  });

  it("is given up after eight lost races, with the reason", async () => {
    const memory = await oneWrite();
    const held = await load(storeOf(memory), site, t0);
    let tries = 0;
    const store = disturbed(memory, {
      replace: async () => {
        tries += 1;
        return { kind: "preconditionFailed" };
      },
    });
    await expect(amend(store, site, held, () => by("w2"), addFlip)).rejects.toThrow(
      "the record of www.example.com was changed by others 8 times in a row",
    );
    expect(tries).toBe(8);
  });
});

describe("reading the journal", () => {
  async function threeEntries(): Promise<Memory> {
    const memory = aMemory();
    const held = await load(storeOf(memory), site, t0);
    await commit(storeOf(memory), held, held.record, ["a", "b", "c"].map(said), by("w1"));
    return memory;
  }
  const from = async (memory: Memory, seq: number): Promise<string[]> =>
    Array.fromAsync(readJournal(storeOf(memory), site.name, seq), ({ text }) => text);

  it.each([
    [1, ["a", "b", "c"]],
    [2, ["b", "c"]],
    [3, ["c"]],
    [4, []],
  ])("from entry %i on gives %j", async (seq, expected) => {
    expect(await from(await threeEntries(), seq)).toEqual(expected);
  });

  it("passes over an entry that vanished between listing and reading", async () => {
    const memory = await threeEntries();
    const get: ObjectStore["get"] = async (key) => (key === entryKey(2) ? null : storeOf(memory).get(key));
    const store = disturbed(memory, { get });
    expect(await Array.fromAsync(readJournal(store, site.name), ({ text }) => text)).toEqual(["a", "c"]);
  });
});
