import { useEffect, useMemo, useState } from "preact/hooks";
import { journalMoments } from "../../../shared/report/journalMoments.ts";
import type { Moment } from "../../../shared/report/report.ts";
import { sayVoice } from "../../../shared/report/sayMoment.ts";
import type { Journal } from "./useJournal.ts";

/** Rows drawn at first, and each time more are asked for: thousands at once would make a page stick. */
const atOnce = 200;

interface JournalListProps {
  readonly journal: Journal;
  /** An entry that is asked for by its id, anew with each object. */
  readonly wanted: { readonly id: string } | null;
}

/** The journal, newest first. */
export function JournalList({ journal, wanted: entry }: JournalListProps) {
  const [wanted, setWanted] = useState("");
  const [shown, setShown] = useState(atOnce);
  const moments = useMemo(() => journalMoments(journal.entries).toReversed(), [journal.entries]);
  useEffect(() => {
    if (entry === null) return;
    setWanted("");
    setShown((before) => Math.max(before, moments.findIndex(({ id }) => id === entry.id) + 1));
    requestAnimationFrame(() => requestAnimationFrame(() => focusOn(entry.id)));
  }, [entry]);
  const found = useMemo(() => moments.filter((moment) => matches(moment, wanted)), [moments, wanted]);
  return (
    <section class="card journal" aria-labelledby="journal">
      <h3 id="journal">Journal</h3>
      {journal.trouble !== null && (
        <p class="trouble" role="alert">
          {journal.trouble}
        </p>
      )}
      <label class="filter">
        <span>Search</span>
        <input
          type="search"
          value={wanted}
          onInput={(event) => {
            setWanted(event.currentTarget.value);
            setShown(atOnce);
          }}
        />
      </label>
      <p class="hint" role="status">
        {sayCount(journal, found.length)}
      </p>
      <ol class="moments">
        {found.slice(0, shown).map((moment) => (
          <Row key={moment.id} moment={moment} />
        ))}
      </ol>
      {found.length > shown && (
        <button type="button" onClick={() => setShown(shown + atOnce)}>
          Show older ({found.length - shown} more)
        </button>
      )}
      {found.length <= shown && journal.older !== null && (
        <button type="button" onClick={journal.older}>
          Read older entries (#1 to #{(journal.entries[0]?.seq ?? 1) - 1})
        </button>
      )}
    </section>
  );
}

function focusOn(id: string): void {
  const row = document.getElementById(id);
  row?.scrollIntoView({ block: "center" });
  row?.focus({ preventScroll: true });
}

function sayCount({ entries, isRead }: Journal, found: number): string {
  if (!isRead) return "being read …";
  if (found === entries.length) return `${found} entries, newest first, times in UTC`;
  return `${found} of ${entries.length} entries`;
}

const matches = ({ text, voice }: Moment, wanted: string): boolean =>
  wanted === "" || `${voice} ${text}`.toLowerCase().includes(wanted.toLowerCase());

function Row({ moment: { id, at, voice, text, seq } }: { readonly moment: Moment }) {
  const iso = new Date(at).toISOString();
  return (
    <li class={`moment ${voice}`} id={id} tabIndex={-1}>
      <time dateTime={iso}>
        {iso.slice(5, 10)} {iso.slice(11, 19)}
      </time>
      <span class="voice">{sayVoice[voice]}</span>
      <span class="text">{text}</span>
      <span class="seq">#{seq}</span>
    </li>
  );
}
