import { createHash } from "node:crypto";
import type { Happening, JournalEntry } from "../model/journal.ts";
import type { JournalHead } from "../model/record.ts";
import { type EpochMs, isoTime } from "../model/time.ts";

/** The hash that stands before a site's first entry. */
export const genesisHash = (site: string): string => sha256(`failover journal of ${site}`);

export const journalPrefix = (site: string): string => `sites/${site}/journal/`;

/** Twelve digits, so that keys list in the order they were written. */
export const journalKey = (site: string, seq: number): string =>
  `${journalPrefix(site)}${String(seq).padStart(12, "0")}.json`;

/** Numbers and chains what happened. The new entries are the head's `unwritten`, until they are. */
export function chain(
  head: JournalHead,
  happenings: readonly Happening[],
  context: { readonly site: string; readonly incident: string | null; readonly now: EpochMs },
): JournalHead {
  let { next, hash } = head;
  const unwritten = happenings.map(({ kind, who, text, data }) => {
    const body = {
      seq: next,
      at: isoTime(context.now),
      site: context.site,
      incident: context.incident,
      kind,
      who,
      text,
      data,
      previous: hash,
    };
    const entry: JournalEntry = { ...body, hash: hashOf(body) };
    next += 1;
    hash = entry.hash;
    return entry;
  });
  return { next, hash, unwritten };
}

export type ChainCheck =
  | { readonly kind: "whole"; readonly entries: number; readonly head: string }
  | { readonly kind: "broken"; readonly seq: number; readonly because: string };

/** Walks a site's entries in order; says where the chain breaks. Works on a copy, without AWS. */
export const verifyChain = (site: string, entries: readonly JournalEntry[]): ChainCheck =>
  walk(entries, 1, genesisHash(site));

/** The same for a part of a journal: that it is whole in itself, not what it follows. */
export const verifyPart = (entries: readonly JournalEntry[]): ChainCheck =>
  walk(entries, entries[0]?.seq ?? 1, entries[0]?.previous ?? "");

function walk(entries: readonly JournalEntry[], firstSeq: number, before: string): ChainCheck {
  let previous = before;
  let seq = firstSeq;
  for (const entry of entries) {
    const { hash, ...body } = entry;
    if (entry.seq !== seq)
      return { kind: "broken", seq, because: `entry ${seq} is missing: ${entry.seq} follows` };
    if (entry.previous !== previous)
      return { kind: "broken", seq, because: `entry ${seq} does not follow the one before it` };
    // The hash covers the fields we know; one more would be read and not covered.
    if (hashOf(body) !== hash || Object.keys(body).length !== hashedFields)
      return { kind: "broken", seq, because: `entry ${seq} was changed after it was written` };
    previous = hash;
    seq += 1;
  }
  return { kind: "whole", entries: entries.length, head: previous };
}

const hashedFields = 9;

/** Over the fields in the order of JournalEntry; `data` as it was written. */
function hashOf(body: Omit<JournalEntry, "hash">): string {
  const { seq, at, site, incident, kind, who, text, data, previous } = body;
  return sha256(JSON.stringify([seq, at, site, incident, kind, who, text, data, previous]));
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
