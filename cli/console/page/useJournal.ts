import { useEffect, useState } from "preact/hooks";
import type { JournalEntry } from "../../../shared/model/journal.ts";
import type { Asked } from "../../override/reach.ts";
import type { SiteSeen } from "../wire.ts";
import { useDesk } from "./model.ts";

/** The most that the contract gives at once. */
const entriesAtMost = 1000;

export interface Journal {
  readonly entries: readonly JournalEntry[];
  /** Why it can't be read; null: it can. */
  readonly trouble: string | null;
  readonly isRead: boolean;
}

/** A site's newest entries, read again whenever there are newer ones. */
export function useJournal(site: string, { seen }: Pick<SiteSeen, "seen">): Journal {
  const { ask } = useDesk();
  const [journal, setJournal] = useState<Journal>({ entries: [], trouble: null, isRead: false });
  const last = journal.entries.at(-1)?.seq ?? 0;
  const next = seen?.nextEntry ?? 1;
  useEffect(() => {
    if (journal.isRead && last >= next - 1) return;
    let isGone = false;
    const limit = journal.isRead ? Math.min(entriesAtMost, Math.max(1, next - 1 - last)) : entriesAtMost;
    ask("/api/ask", { action: "history", site, limit }).then(
      (asked) => {
        if (!isGone) setJournal((before) => joined(before, asked as Asked));
      },
      (error: unknown) => {
        if (!isGone) setJournal((before) => ({ ...before, trouble: String(error), isRead: true }));
      },
    );
    return () => {
      isGone = true;
    };
  }, [site, next]);
  return journal;
}

function joined({ entries }: Journal, asked: Asked): Journal {
  if (asked.kind !== "answered") return { entries, trouble: asked.because, isRead: true };
  const { answer } = asked;
  if ("error" in answer) return { entries, trouble: "the journal can't be read", isRead: true };
  const last = entries.at(-1)?.seq ?? 0;
  const newer = (answer.history ?? []).filter(({ seq }) => seq > last);
  return { entries: [...entries, ...newer], trouble: null, isRead: true };
}
