import type { Happening, JournalEntry } from "../model/journal.ts";
import type { SiteRecord } from "../model/record.ts";
import type { Site } from "../model/site.ts";
import type { Step } from "../model/step.ts";
import type { EpochMs } from "../model/time.ts";
import { initialRecord } from "./initialRecord.ts";
import { chain, journalKey, journalPrefix } from "./journal.ts";
import type { ObjectStore, WriteAnswer } from "./ports.ts";

/** A record as loaded, with the version that a change has to replace; etag null: there is none yet. */
export interface Held {
  readonly record: SiteRecord;
  readonly etag: string | null;
}

export type Commit = { readonly kind: "committed"; readonly held: Held } | { readonly kind: "lostRace" };

/** When and by which write; `writer` is new for each. */
export interface Stamp {
  readonly now: EpochMs;
  readonly writer: string;
}

const recordKey = (site: string): string => `sites/${site}/record.json`;
const conflictTries = 5;
const racesAtMost = 8;

/**
 * Reads the record and writes whatever journal entries its last change left unwritten.
 * Throws when the store can't be reached or holds what is no record: without memory nothing may be decided.
 */
export async function load(store: ObjectStore, site: Site, now: EpochMs): Promise<Held> {
  const held = await peek(store, site, now);
  await writeEntries(store, held.record);
  return held;
}

/** Reads the record and writes nothing. */
export async function peek(store: Pick<ObjectStore, "get">, site: Site, now: EpochMs): Promise<Held> {
  const stored = await store.get(recordKey(site.name));
  return stored === null
    ? { record: initialRecord(site, now), etag: null }
    : { record: parse(stored.body, site.name), etag: stored.etag };
}

/**
 * Replaces the version held, with what happened chained into the journal: first the record, which carries the entries,
 * then the entries themselves, so that a crash between the two loses nothing.
 */
export async function commit(
  store: ObjectStore,
  held: Held,
  next: SiteRecord,
  happenings: readonly Happening[],
  stamp: Stamp,
): Promise<Commit> {
  const incident = next.incident?.id ?? held.record.incident?.id ?? null;
  const record: SiteRecord = {
    ...next,
    revision: held.record.revision + 1,
    writer: stamp.writer,
    savedAt: stamp.now,
    journal: chain(held.record.journal, happenings, { site: next.site, incident, now: stamp.now }),
  };
  const etag = await write(store, held, record);
  if (etag === null) return { kind: "lostRace" };
  await writeEntries(store, record);
  return { kind: "committed", held: { record, etag } };
}

/**
 * Changes whatever version stands by now, as other runs may have written since. `change` gives null where there is
 * nothing left to change.
 */
export async function amend(
  store: ObjectStore,
  site: Site,
  held: Held,
  stamp: () => Stamp,
  change: (record: SiteRecord) => Step | null,
): Promise<Held> {
  let standing = held;
  for (let races = 0; races < racesAtMost; races += 1) {
    const step = change(standing.record);
    if (step === null) return standing;
    const answer = await commit(store, standing, step.record, step.happenings, stamp());
    if (answer.kind === "committed") return answer.held;
    standing = await load(store, site, stamp().now);
  }
  throw new Error(`the record of ${site.name} was changed by others ${racesAtMost} times in a row`);
}

/** The site's entries from `fromSeq` on, in order. */
export async function* readJournal(
  store: ObjectStore,
  site: string,
  fromSeq = 1,
): AsyncIterable<JournalEntry> {
  const startAfter = fromSeq > 1 ? journalKey(site, fromSeq - 1) : "";
  for await (const keys of store.keys(journalPrefix(site), startAfter))
    for (const stored of await Promise.all(keys.map((key) => store.get(key))))
      if (stored !== null) yield JSON.parse(stored.body) as JournalEntry;
}

/** The new version's ETag; null: somebody else was first. */
async function write(store: ObjectStore, held: Held, record: SiteRecord): Promise<string | null> {
  const key = recordKey(record.site);
  const body = JSON.stringify(record);
  for (let tries = 1; ; tries += 1) {
    const answer = await put(store, key, body, held.etag);
    if (answer.kind === "written") return answer.etag;
    if (answer.kind === "preconditionFailed") return ownWrite(store, key, record);
    if (tries === conflictTries) return null;
  }
}

const put = (store: ObjectStore, key: string, body: string, etag: string | null): Promise<WriteAnswer> =>
  etag === null ? store.create(key, body) : store.replace(key, body, etag);

/** A write whose answer was lost, and that the SDK sent again, fails for our own version: its writer tells. */
async function ownWrite(store: ObjectStore, key: string, record: SiteRecord): Promise<string | null> {
  const stored = await store.get(key);
  if (stored === null) return null;
  return parse(stored.body, record.site).writer === record.writer ? stored.etag : null;
}

async function writeEntries(store: ObjectStore, record: SiteRecord): Promise<void> {
  for (const entry of record.journal.unwritten) await writeEntry(store, entry);
}

async function writeEntry(store: ObjectStore, entry: JournalEntry): Promise<void> {
  const key = journalKey(entry.site, entry.seq);
  for (let tries = 1; tries <= conflictTries; tries += 1) {
    const answer = await store.create(key, JSON.stringify(entry));
    if (answer.kind === "written") return;
    if (answer.kind === "preconditionFailed") return sameEntry(store, key, entry);
  }
  throw new Error(
    `journal entry ${key} could not be written: S3 answers 409 ConditionalRequestConflict each time`,
  );
}

/** An entry that is there already has to be this one: two histories must never mix. */
async function sameEntry(store: ObjectStore, key: string, entry: JournalEntry): Promise<void> {
  const stored = await store.get(key);
  if (stored !== null && (JSON.parse(stored.body) as JournalEntry).hash === entry.hash) return;
  throw new Error(
    `journal entry ${key} holds something else than the record remembers: was record.json restored?`,
  );
}

function parse(body: string, site: string): SiteRecord {
  // A record written before these were remembered has none.
  const since = { deploy: null, drilled: null, givenUp: null };
  const record: SiteRecord = { ...since, ...(JSON.parse(body) as Omit<SiteRecord, keyof typeof since>) };
  if (record.format !== 1 || record.site !== site)
    throw new Error(`sites/${site}/record.json is not a record of format 1 for ${site}`);
  return record;
}
