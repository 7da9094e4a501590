import type { DurationMs, EpochMs } from "../shared/model/time.ts";
import { after, ms } from "../shared/model/time.ts";
import type { Fault } from "./faults.ts";
import type { World } from "./world.ts";

/** What the times of a story are counted from. */
export interface Zero {
  readonly at: EpochMs;
  readonly what: "the outage began" | "the first thing happened";
}

/** The moment at which the primary first fails; in a story without that, the first thing that happens in it. */
export function zeroOf({ start, spec }: Pick<World, "start" | "spec">): Zero {
  const { faults, deeds } = spec.script;
  const outages = startsOf(faults.filter(failsPrimary));
  if (outages.length > 0) return { at: after(start, earliest(outages)), what: "the outage began" };
  const events = startsOf([...faults, ...deeds.map(({ at }) => ({ from: at }))]);
  return { at: after(start, earliest(events)), what: "the first thing happened" };
}

/** Whether visitors of the primary get nothing good from it while this stands. */
export const failsPrimary = (fault: Fault): boolean =>
  fault.kind === "distributionDisabled" || ("side" in fault && fault.side === "primary");

/** "+01:02", "-12:30": minutes and seconds since then, or until then. */
export function sayOffset(at: EpochMs, zero: Zero): string {
  const span = Math.floor((at - zero.at) / 1000);
  const total = Math.abs(span);
  const twoDigits = (n: number): string => String(n).padStart(2, "0");
  return `${span < 0 ? "-" : "+"}${twoDigits(Math.floor(total / 60))}:${twoDigits(total % 60)}`;
}

/** What stands from the very start of a play is its setting, and nothing that happens in it, unless it is all there is. */
function startsOf(events: readonly { readonly from: DurationMs }[]): readonly DurationMs[] {
  const all = events.map(({ from }) => from);
  const later = all.filter((from) => from > 0);
  return later.length > 0 ? later : all;
}

const earliest = (spans: readonly DurationMs[]): DurationMs =>
  ms(spans.length === 0 ? 0 : Math.min(...spans));
