import type { DistributionState, Evidence, Observation, Reading, SideHealth } from "../model/observation.ts";
import type { SiteRecord } from "../model/record.ts";
import type { Site } from "../model/site.ts";
import type { EpochMs } from "../model/time.ts";
import { seeCloudWatch } from "./cloudWatch.ts";
import { trustedSides } from "./cutOff.ts";
import { heartbeatLate, seeHeartbeat } from "./heartbeat.ts";
import type { ObservePorts } from "./ports.ts";
import { probeSide } from "./probeSide.ts";
import { readingOf } from "./reading.ts";
import { recentEvents } from "./recentEvents.ts";
import { lookAtContent } from "./replica.ts";
import { suspicionsOf } from "./suspicions.ts";
import { judgeReplica } from "./verdict.ts";
import { seeVisitors } from "./visitors.ts";

/**
 * Looks at everything at once: both sides, what visitors get, record sets, distribution, alarms, replication. Never
 * throws for what the world does: what can't be read is "unknown", and says why.
 */
export async function observe(
  ports: ObservePorts,
  site: Site,
  memory: SiteRecord,
  evidence: Evidence,
): Promise<Observation> {
  const { clock, recordSets } = ports;
  const begunAt = clock.now();
  const cloudWatch = seeCloudWatch(ports, site, memory, evidence);
  const replicationEvents = recentEvents(memory.replicationEvents, evidence, begunAt);
  const heartbeat = seeHeartbeat(ports, site);
  const suspicions = Promise.all([cloudWatch.alarms, cloudWatch.metrics, heartbeat]).then(
    ([alarms, metrics, beats]) => [
      ...suspicionsOf(site, { alarms, ...metrics, replicationEvents }),
      ...heartbeatLate(site, beats),
    ],
  );
  const primaryProbed = probeSide(ports, site.primary);
  const [primary, secondary, visitors, records, switched, distribution, alarms, metrics, content] =
    await Promise.all([
      primaryProbed,
      probeSide(ports, site.secondary),
      seeVisitors(ports, site),
      readingOf(clock, "the record sets", () => recordSets.list(site.hostedZone.id, site.names)),
      readSwitch(ports, site),
      readDistribution(ports, site),
      cloudWatch.alarms,
      cloudWatch.metrics,
      lookAtContent(ports, site, memory, evidence.request, { suspicions, primary: primaryProbed }),
    ]);
  const sides = trustedSides(primary, secondary, visitors, clock.now());
  return {
    begunAt,
    at: clock.now(),
    sides,
    visitors: visitors.map(({ view }) => view),
    records,
    switch: switched,
    distribution,
    alarms,
    ...metrics,
    replicationEvents,
    replica: judgeReplica(
      site,
      {
        ...content,
        serving: sides.secondary,
        heartbeat: await heartbeat,
        suspicions: await suspicions,
        wasStale: memory.replica.kind === "stale",
        primaryDownSince: downSince(sides.primary, memory),
      },
      content.at,
    ),
    request: evidence.request,
  };
}

async function readSwitch({ clock, switches }: ObservePorts, site: Site): Promise<Observation["switch"]> {
  const place = site.switch;
  return place === null
    ? null
    : readingOf(clock, `the switch in s3://${place.bucket}`, () => switches.read(place));
}

/** By our own probes, now and before. */
const downSince = ({ kind, at }: SideHealth, { sides }: SiteRecord): EpochMs | null =>
  kind !== "down" ? null : sides.primary.kind === "down" ? sides.primary.since : at;

async function readDistribution(
  { clock, distributions }: ObservePorts,
  { primary, secondary }: Site,
): Promise<Reading<DistributionState> | null> {
  const target = [primary.target, secondary.target].find(({ kind }) => kind === "cloudfront");
  if (target?.kind !== "cloudfront") return null;
  return readingOf(clock, `distribution ${target.distributionId}`, () =>
    distributions.read(target.distributionId),
  );
}
