import type { Observation } from "../model/observation.ts";
import type { Site } from "../model/site.ts";
import { before, type EpochMs, minutes, ms, sayDuration, seconds } from "../model/time.ts";

/** Why the replica should be looked at, and since when. It proves nothing, and its absence proves nothing either. */
export interface Suspicion {
  readonly since: EpochMs;
  readonly says: string;
}

type Seen = Pick<Observation, "alarms" | "replication" | "failedReplications" | "replicationEvents">;

export function suspicionsOf(site: Site, seen: Seen): readonly Suspicion[] {
  const { alarms: own } = site.replication;
  const ringing = seen.alarms.filter(({ arn, value }) => own.includes(arn) && value === "ALARM");
  return [
    ...ringing.map(({ arn, reason, at }) => ({ since: at, says: `${arn} rings: ${reason}` })),
    ...seen.replicationEvents.map(({ name, key, at, failureReason }) => ({
      since: at,
      says: `${name} of ${key}${failureReason === null ? "" : `: ${failureReason}`}`,
    })),
    ...lateness(site, seen),
    ...failures(seen),
  ];
}

/** Since when the oldest object on its way is older than replication is given time. */
function lateness({ replication: { window } }: Site, { replication }: Seen): readonly Suspicion[] {
  if (replication.kind === "unknown") return [];
  const latency = seconds(replication.value.latencySeconds ?? 0);
  if (latency <= window) return [];
  const since = before(replication.at, ms(latency - window));
  return [{ since, says: `the metrics say that replication is ${sayDuration(latency)} behind` }];
}

/** OperationsFailedReplication is read over this span. */
const failuresWithin = minutes(15);

function failures({ failedReplications }: Seen): readonly Suspicion[] {
  if (failedReplications.kind === "unknown") return [];
  const { operations } = failedReplications.value;
  if (operations === null || operations === 0) return [];
  const says = `the metrics count ${operations} failed replications in ${sayDuration(failuresWithin)}`;
  return [{ since: before(failedReplications.at, failuresWithin), says }];
}
