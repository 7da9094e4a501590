import { useEffect, useRef, useState } from "preact/hooks";
import type { JournalEntry } from "../../../shared/model/journal.ts";
import type { Asked } from "../../override/reach.ts";
import type { SiteSeen } from "../wire.ts";
import { useDesk } from "./model.ts";

/** The most that the contract gives at once. */
const entriesAtMost = 1000;

/** More may be written while one asks. */
const slack = 50;

export interface Journal {
  readonly entries: readonly JournalEntry[];
  /** Why it can't be read; null: it can. */
  readonly trouble: string | null;
  readonly isRead: boolean;
  /** Asks for older ones; null: there are none. */
  readonly older: (() => void) | null;
}

type Read = Omit<Journal, "older">;

/** A site's newest entries, read again whenever there are newer ones; the page of another site has its own. */
export function useJournal(site: string, { seen }: Pick<SiteSeen, "seen">): Journal {
  const { ask } = useDesk();
  const [journal, setJournal] = useState<Read>({ entries: [], trouble: null, isRead: false });
  const isAsking = useRef(false);
  const missing = (seen?.nextEntry ?? 1) - 1 - (journal.entries.at(-1)?.seq ?? 0);
  // The record counts entries that are still being written: what is missing is asked for again with each status.
  useEffect(() => {
    if (isAsking.current || (journal.isRead && missing <= 0)) return;
    isAsking.current = true;
    const limit = journal.isRead ? Math.min(entriesAtMost, missing + slack) : entriesAtMost;
    ask("/api/ask", { action: "history", site, limit })
      .then((asked) => setJournal((before) => joined(before, asked as Asked)))
      .catch((error: unknown) =>
        setJournal((before) => ({ ...before, trouble: String(error), isRead: true })),
      )
      .finally(() => {
        isAsking.current = false;
      });
  }, [missing, seen?.at, journal.isRead]);
  const [first] = journal.entries;
  const older = (before: number) => (): void => {
    if (isAsking.current) return;
    isAsking.current = true;
    ask("/api/ask", { action: "history", site, limit: entriesAtMost, before })
      .then((asked) => setJournal((read) => withOlder(read, before, asked as Asked)))
      .catch((error: unknown) => setJournal((read) => ({ ...read, trouble: String(error) })))
      .finally(() => {
        isAsking.current = false;
      });
  };
  return { ...journal, older: first === undefined || first.seq === 1 ? null : older(first.seq) };
}

/** Before what is read, unless that was read anew meanwhile. */
function withOlder(read: Read, before: number, asked: Asked): Read {
  if (asked.kind !== "answered") return { ...read, trouble: asked.because };
  const { answer } = asked;
  if ("error" in answer) return { ...read, trouble: "the journal can't be read" };
  if (read.entries[0]?.seq !== before) return read;
  return { ...read, entries: [...(answer.history ?? []), ...read.entries], trouble: null };
}

function joined({ entries }: Read, asked: Asked): Read {
  if (asked.kind !== "answered") return { entries, trouble: asked.because, isRead: true };
  const { answer } = asked;
  if ("error" in answer) return { entries, trouble: "the journal can't be read", isRead: true };
  const last = entries.at(-1)?.seq ?? 0;
  const newer = (answer.history ?? []).filter(({ seq }) => seq > last);
  // So much was written meanwhile that some of it was not given: all is read anew.
  const hasGap = last > 0 && newer[0] !== undefined && newer[0].seq !== last + 1;
  if (hasGap) return { entries: [], trouble: null, isRead: false };
  return { entries: [...entries, ...newer], trouble: null, isRead: true };
}
