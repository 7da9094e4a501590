import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { JournalEntry } from "../../../shared/model/journal.ts";
import { type DurationMs, type EpochMs, epochMs, hours, minutes } from "../../../shared/model/time.ts";
import type { SiteStatus } from "../../../shared/override/status.ts";
import { chartOf } from "../../../shared/report/chart.ts";
import { journalLanes } from "../../../shared/report/journalLanes.ts";
import { journalMoments } from "../../../shared/report/journalMoments.ts";
import { laneTable } from "../../../shared/report/laneTable.ts";
import type { Chart } from "../../../shared/report/report.ts";
import { draw } from "./draw.ts";

const widths: readonly (readonly [says: string, span: DurationMs])[] = [
  ["30 min", minutes(30)],
  ["3 h", hours(3)],
  ["24 h", hours(24)],
  ["7 d", hours(24 * 7)],
];

/** A site's course, by its journal, up to now. */
export function Timeline(props: {
  readonly entries: readonly JournalEntry[];
  readonly status: SiteStatus;
  readonly now: EpochMs;
  /** To show an entry of the journal by its id. */
  readonly show: (id: string) => void;
}) {
  const { entries, status, now, show } = props;
  const [wide, setWide] = useState(minutes(30));
  // A new drawing every five seconds is live enough.
  const until = Math.ceil(now / 5000) * 5000;
  const opened = status.incident === null ? null : epochMs(Date.parse(status.incident.openedAt));
  const chart = useMemo(
    () => chartUntil(entries, epochMs(until), wide, opened),
    [entries, until, wide, opened],
  );
  const drawing = useMarks(show);
  return (
    <section class="card timeline" aria-labelledby="course">
      <h3 id="course">Over time</h3>
      <fieldset class="choice">
        <legend>The last</legend>
        {widths.map(([says, span]) => (
          <label key={says}>
            <input type="radio" name="wide" checked={wide === span} onChange={() => setWide(span)} />
            <span>{says}</span>
          </label>
        ))}
      </fieldset>
      <div ref={drawing}>{draw(chartOf(chart))}</div>
      <details>
        <summary>The same as a table</summary>
        {draw(laneTable(chart))}
      </details>
    </section>
  );
}

/** A mark leads to its entry; the address stays that of the site. */
function useMarks(show: (id: string) => void) {
  const drawing = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const follow = (event: MouseEvent): void => {
      const mark = event.target instanceof Element ? event.target.closest("a.mark") : null;
      if (mark === null) return;
      event.preventDefault();
      show(mark.getAttribute("href")?.slice(1) ?? "");
    };
    const element = drawing.current;
    element?.addEventListener("click", follow);
    return () => element?.removeEventListener("click", follow);
  }, []);
  return drawing;
}

/** Minutes are counted from the incident's begin, or back from now. */
function chartUntil(
  entries: readonly JournalEntry[],
  until: EpochMs,
  wide: DurationMs,
  opened: EpochMs | null,
): Chart {
  const span = { from: epochMs(until - wide), to: until };
  const zero =
    opened !== null && opened >= span.from
      ? { at: opened, what: "the incident began" }
      : { at: until, what: "now" };
  const within = entries.filter(({ at }) => Date.parse(at) >= span.from);
  return { span, zero, lanes: journalLanes(entries, span), moments: journalMoments(within) };
}
