import type { AlarmState, Reading, ReplicationEvent, ReplicationMetrics } from "../model/observation.ts";
import type { Site } from "../model/site.ts";
import { sayDuration, seconds } from "../model/time.ts";

/** Why the replica should be looked at now. None of it proves anything, and its absence proves nothing either. */
export function suspicionsOf(
  site: Site,
  alarms: readonly AlarmState[],
  metrics: Reading<ReplicationMetrics>,
  events: readonly ReplicationEvent[],
): readonly string[] {
  const { window, alarms: own } = site.replication;
  const ringing = alarms.filter(({ arn, value }) => own.includes(arn) && value === "ALARM");
  const latency = seconds(metrics.kind === "known" ? (metrics.value.latencySeconds ?? 0) : 0);
  return [
    ...ringing.map(({ arn, reason }) => `${arn} rings: ${reason}`),
    ...events.map(({ name, key }) => `${name} of ${key}`),
    ...(latency > window ? [`replication is ${sayDuration(latency)} behind`] : []),
  ];
}
