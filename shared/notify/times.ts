import type { Incident } from "../model/record.ts";
import { between, type EpochMs, isoTime, sayDuration } from "../model/time.ts";

/** The times of an incident in one sentence, as far as they are known: what the report afterwards is made of. */
export function sayTimes({ times, openedAt, replica }: Incident): string {
  const { firstBadProbe, visitorsMoved, primaryBack, visitorsBack } = times;
  const began = firstBadProbe ?? openedAt;
  const parts = [
    firstBadProbe === null ? `noticed ${clock(openedAt)}` : `first bad probe ${clock(firstBadProbe)}`,
    visitorsMoved === null
      ? ""
      : `visitors seen on the standby ${clock(visitorsMoved)} (${sayDuration(between(began, visitorsMoved))} later)`,
    visitorsMoved === null || replica === null
      ? ""
      : `its content ${replica.kind} as of ${clock(replica.asOf)}`,
    primaryBack === null ? "" : `primary up again ${clock(primaryBack)}`,
    visitorsBack === null
      ? ""
      : `visitors seen back ${clock(visitorsBack)} (${sayDuration(between(began, visitorsBack))} in all)`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** "03:04:05Z": the day stands at the head of the notice. */
const clock = (at: EpochMs): string => `${isoTime(at).slice(11, 19)}Z`;
