import type { JournalEntry, JournalKind } from "../model/journal.ts";
import { epochMs } from "../model/time.ts";
import type { Moment, Voice } from "./report.ts";

/** The journal's entries as moments of the story. */
export const journalMoments = (entries: readonly JournalEntry[]): readonly Moment[] =>
  entries.map((entry) => ({
    id: `entry-${entry.seq}`,
    at: epochMs(Date.parse(entry.at)),
    voice: voiceOf[entry.kind],
    text: sayEntry(entry),
    seq: entry.seq,
  }));

/** A person's entry names them: in its own words, or before them. */
export const sayEntry = ({ who, text }: JournalEntry): string =>
  who === "controller" || text.startsWith(`${who} `) ? text : `${who}: ${text}`;

const voiceOf: Readonly<Record<JournalKind, Voice>> = {
  observed: "seen",
  ordered: "ordered",
  refused: "decided",
  decided: "decided",
  intended: "decided",
  acted: "done",
  abandoned: "done",
  told: "told",
};
