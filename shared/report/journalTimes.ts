import * as v from "valibot";
import type { Times } from "../model/incident.ts";
import type { JournalEntry } from "../model/journal.ts";
import type { Incident } from "../model/record.ts";
import type { EpochMs } from "../model/time.ts";

/** What the journal says of an incident's course: its times, what visitors were sent to, and whether it is over. */
export interface Course {
  readonly times: Times;
  readonly content: Incident["replica"];
  readonly isOver: boolean;
}

/** From the incident's last step; null: these entries have none of its steps. */
export function courseOf(entries: readonly JournalEntry[], incident: string): Course | null {
  const steps = entries.flatMap((entry) => {
    const read = v.safeParse(step, entry.data);
    return entry.incident === incident && read.success ? [read.output] : [];
  });
  const last = steps.at(-1);
  return last === undefined
    ? null
    : { times: last.times, content: last.content ?? null, isOver: last.to === "calm" };
}

const moment = v.nullable(v.custom<EpochMs>((value) => typeof value === "number"));

/** `data` of an entry that tells of a phase. */
const step = v.object({
  to: v.string(),
  on: v.string(),
  times: v.object({
    firstBadProbe: moment,
    detected: moment,
    decided: moment,
    acted: moment,
    dnsMoved: moment,
    visitorsMoved: moment,
    told: moment,
    primaryBack: moment,
    released: moment,
    visitorsBack: moment,
  }),
  content: v.nullish(
    v.object({
      kind: v.picklist(["current", "stale", "broken", "unknown"]),
      asOf: v.custom<EpochMs>((value) => typeof value === "number"),
    }),
  ),
});
