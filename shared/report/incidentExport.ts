import * as v from "valibot";
import type { JournalEntry } from "../model/journal.ts";
import { type EpochMs, isoTime } from "../model/time.ts";

const text = v.string();
const entry = v.object({
  seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
  at: v.pipe(text, v.isoTimestamp()),
  site: text,
  incident: v.nullable(text),
  kind: v.picklist(["observed", "ordered", "refused", "decided", "intended", "acted", "abandoned", "told"]),
  who: text,
  text,
  data: v.record(text, v.unknown()),
  previous: text,
  hash: text,
});

/** An incident to keep, or to make a report of: the part of the journal from its first entry to its last, without gaps. */
const schema = v.object({
  kind: v.literal("failover-incident"),
  format: v.literal(1),
  site: text,
  incident: text,
  /** ISO 8601, UTC. */
  exportedAt: v.pipe(text, v.isoTimestamp()),
  entries: v.pipe(v.array(entry), v.minLength(1)),
});
export type IncidentExport = v.InferOutput<typeof schema>;

/** Entries before an incident and after it that go with it: they say how things stood, and how they ended. */
const around = 10;

/** Cuts an incident out of a site's journal, given in order; null: the journal has no such incident. */
export function exportOf(
  journal: readonly JournalEntry[],
  site: string,
  incident: string,
  now: EpochMs,
): IncidentExport | null {
  const first = journal.findIndex((entry) => entry.incident === incident);
  const last = journal.findLastIndex((entry) => entry.incident === incident);
  if (first === -1) return null;
  const entries = journal.slice(Math.max(0, first - around), last + 1 + around);
  return {
    kind: "failover-incident",
    format: 1,
    site,
    incident,
    exportedAt: isoTime(now),
    entries: entries.map((entry) => ({ ...entry })),
  };
}

export type ReadExport =
  | { readonly kind: "read"; readonly export: IncidentExport }
  | { readonly kind: "unreadable"; readonly because: string };

/** What a file holds, checked: it may come from anywhere. */
export function readExport(file: string): ReadExport {
  const parsed = v.safeParse(schema, jsonIn(file));
  if (parsed.success) return { kind: "read", export: parsed.output };
  const [issue] = parsed.issues;
  const where = v.getDotPath(issue);
  return {
    kind: "unreadable",
    because: `it is no exported incident: ${where === null ? "" : `${where}: `}${issue.message}`,
  };
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(file);
  } catch {
    return null;
  }
}
