import * as v from "valibot";
import type { JournalEntry } from "../../shared/model/journal.ts";
import { type DurationMs, type EpochMs, epochMs, ms } from "../../shared/model/time.ts";

/** How far the standby was behind, by a comparison of that time. */
export interface LagPoint {
  readonly at: EpochMs;
  readonly lag: DurationMs;
}

const compared = v.object({
  replica: v.object({ comparison: v.object({ at: v.number(), lag: v.number() }) }),
});

/** From what the journal has of comparisons: those that changed the verdict. */
export function lagPoints(entries: readonly JournalEntry[]): readonly LagPoint[] {
  return entries.flatMap(({ data }) => {
    const read = v.safeParse(compared, data);
    if (!read.success) return [];
    const { at, lag } = read.output.replica.comparison;
    return [{ at: epochMs(at), lag: ms(lag) }];
  });
}
