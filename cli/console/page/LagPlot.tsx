import { useEffect, useMemo, useState } from "preact/hooks";
import type { JournalEntry } from "../../../shared/model/journal.ts";
import { type EpochMs, ms, sayDuration, sayTime } from "../../../shared/model/time.ts";
import { type LagPoint, lagPoints } from "../lagPoints.ts";
import type { Seen } from "../wire.ts";

interface LagPlotProps {
  readonly entries: readonly JournalEntry[];
  readonly seen: Seen;
  readonly now: EpochMs;
}

/** By the comparisons that the journal has, and by what was seen since the page is open. */
export function LagPlot({ entries, seen, now }: LagPlotProps) {
  const samples = useSamples(seen);
  const points = useMemo(
    () => [...lagPoints(entries), ...samples].sort((a, b) => a.at - b.at),
    [entries, samples],
  );
  return (
    <section class="card lag" aria-labelledby="lag">
      <h3 id="lag">How far the standby was behind</h3>
      {points.length === 0 ? (
        <p class="hint">The journal has no comparison yet.</p>
      ) : (
        <Plot points={points} now={now} />
      )}
    </section>
  );
}

const samplesAtMost = 2000;

function useSamples({ at, status: { replica } }: Seen): readonly LagPoint[] {
  const [samples, setSamples] = useState<readonly LagPoint[]>([]);
  useEffect(() => {
    if (replica.lagSeconds === null) return;
    const sample = { at, lag: ms(replica.lagSeconds * 1000) };
    setSamples((before) => [...before, sample].slice(-samplesAtMost));
  }, [at]);
  return samples;
}

interface PlotProps {
  readonly points: readonly LagPoint[];
  readonly now: EpochMs;
}

/** A step at each comparison, the last one drawn on to now. */
function Plot({ points, now }: PlotProps) {
  const from = points[0]?.at ?? now;
  const most = Math.max(60_000, ...points.map(({ lag }) => lag));
  const x = (at: number): number => Math.round(((at - from) / Math.max(1, now - from)) * 1000);
  const y = (lag: number): number => Math.round(100 - (lag / most) * 92);
  const steps = points
    .map(({ at, lag }, i) => `${i === 0 ? "M" : `H${x(at)} L`}${x(at)} ${y(lag)}`)
    .join(" ");
  const last = points.at(-1);
  return (
    <figure class="plot">
      <svg viewBox="0 0 1000 104" preserveAspectRatio="none" aria-hidden="true">
        <path d={`M0 100 H1000 M0 ${y(most)} H1000`} class="grid" />
        <path d={`${steps} H1000`} class="curve" />
      </svg>
      <figcaption>
        At most {sayDuration(ms(Math.max(0, ...points.map(({ lag }) => lag))))}, since {sayTime(from)}; the
        last: {sayDuration(last?.lag ?? ms(0))}. By the comparisons in the journal, and what was seen since
        this page was opened.
      </figcaption>
    </figure>
  );
}
