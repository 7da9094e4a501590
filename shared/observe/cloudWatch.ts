import type { AlarmState, Evidence, Observation } from "../model/observation.ts";
import type { SiteRecord } from "../model/record.ts";
import type { Side, Site } from "../model/site.ts";
import { between, type EpochMs, minutes, ms, seconds } from "../model/time.ts";
import { newestAlarms } from "./alarms.ts";
import type { ObservePorts, ReplicationQuery } from "./ports.ts";
import { readingOf } from "./reading.ts";

type CloudWatchPorts = Pick<ObservePorts, "alarms" | "metrics" | "clock">;
type ReplicationSeen = Pick<Observation, "replication" | "failedReplications">;

export interface CloudWatchSeen {
  readonly alarms: Promise<readonly AlarmState[]>;
  readonly metrics: Promise<ReplicationSeen>;
}

/** Every fifth run of one a minute; the schedule is not exact to the second. */
const whileCalm = ms(minutes(5) - seconds(30));

/**
 * Asks CloudWatch on every run while anything is out of the ordinary, and now and then while all is calm: it is asked by
 * the call, alarms come by events anyway, and metrics prove nothing. What is remembered keeps its time.
 */
export function seeCloudWatch(
  ports: CloudWatchPorts,
  site: Site,
  memory: SiteRecord,
  evidence: Evidence,
): CloudWatchSeen {
  if (memory.metrics !== null && isCalm(memory, evidence) && isYoung(memory.metrics, ports.clock.now()))
    return {
      alarms: newestAlarms({ alarms: unasked }, site, memory.alarms, evidence.alarms),
      metrics: Promise.resolve(memory.metrics),
    };
  return {
    alarms: newestAlarms(ports, site, memory.alarms, evidence.alarms),
    metrics: readMetrics(ports, site),
  };
}
const unasked: ObservePorts["alarms"] = { read: async () => [] };

/** Nothing is wrong, moved, asked for or told of, by all that is remembered and by what woke this run. */
function isCalm(memory: SiteRecord, { alarms, replicationEvents, request }: Evidence): boolean {
  const { incident, intent, steering, sides, replica } = memory;
  const undisturbed = incident === null && intent === null && steering.position === "automatic";
  const well = sides.primary.kind === "up" && sides.secondary.kind === "up" && replica.kind === "current";
  const silent = memory.alarms.every(({ value }) => value === "OK") && memory.replicationEvents.length === 0;
  const wokenByNothing = alarms.length === 0 && replicationEvents.length === 0 && request === null;
  return undisturbed && well && silent && wokenByNothing;
}

/** And what could not be read is asked for again. */
function isYoung({ replication, failedReplications }: ReplicationSeen, now: EpochMs): boolean {
  if (replication.kind === "unknown" || failedReplications.kind === "unknown") return false;
  const age = between(replication.at, now);
  return age >= 0 && age < whileCalm;
}

/** Each metric in the region that publishes it, apart: a dark primary does not hide what the standby's region knows. */
async function readMetrics({ clock, metrics }: CloudWatchPorts, site: Site): Promise<ReplicationSeen> {
  const { primary, secondary } = site;
  const [replication, failedReplications] = await Promise.all([
    readingOf(clock, "the replication metrics", () => metrics.replication(queryIn(secondary, site))),
    readingOf(clock, "the count of failed replications", () => metrics.failed(queryIn(primary, site))),
  ]);
  return { replication, failedReplications };
}

const queryIn = ({ region }: Side, { primary, secondary, replication }: Site): ReplicationQuery => ({
  region,
  sourceBucket: primary.bucket,
  destinationBucket: secondary.bucket,
  ruleId: replication.ruleId,
});
