import type { Evidence, ReplicationEvent } from "../model/observation.ts";
import { before, type EpochMs, hours } from "../model/time.ts";

/** Long enough for the comparison that an event asks for to have been made. */
const keptFor = hours(1);
/** When replication breaks they come by the thousand, and a few say it all. */
const keptAtMost = 5;

/** The newest events told or remembered, oldest first. S3 tells some of them twice. */
export function recentEvents(
  remembered: readonly ReplicationEvent[],
  told: Pick<Evidence, "replicationEvents">,
  now: EpochMs,
): readonly ReplicationEvent[] {
  const young = [...remembered, ...told.replicationEvents].filter(({ at }) => at >= before(now, keptFor));
  const byName = new Map(young.map((event) => [`${event.at} ${event.name} ${event.key}`, event]));
  return [...byName.values()].toSorted((a, b) => a.at - b.at).slice(-keptAtMost);
}
