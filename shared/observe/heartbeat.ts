import type { HeartbeatSeen, SentBeat } from "../model/heartbeat.ts";
import type { EvidenceUsed, Reading } from "../model/observation.ts";
import type { Site } from "../model/site.ts";
import { after, between, type EpochMs, sayDuration, sayTime } from "../model/time.ts";
import type { ObservePorts } from "./ports.ts";
import { readingOf } from "./reading.ts";
import type { Suspicion } from "./suspicions.ts";

type SeenAs = Reading<HeartbeatSeen> | null;

/** The heartbeat at both ends of replication; null: none is configured. */
export async function seeHeartbeat(
  { clock, heartbeats }: Pick<ObservePorts, "clock" | "heartbeats">,
  site: Site,
): Promise<SeenAs> {
  if (site.replication.heartbeat === null) return null;
  return readingOf(clock, "the heartbeat", async () => {
    const [arrived, beats] = await Promise.all([heartbeats.arrived(site), heartbeats.sent(site)]);
    return { arrived, ...beats };
  });
}

/** What the standby's own newest heartbeat tells: as of when replication brought something. It proves no other object. */
export function heartbeatUsed(seen: SeenAs): readonly EvidenceUsed[] {
  if (seen?.kind !== "known" || seen.value.arrived === null) return [];
  const { arrived } = seen.value;
  const age = sayDuration(between(arrived.at, seen.at));
  const later = notArrived(seen.value).length;
  const wait = later === 0 ? "all that were written have arrived" : `${later} later not arrived yet`;
  const says = `heartbeat ${arrived.count}, written ${sayTime(arrived.at)}, is the newest in the standby, ${age} old; ${wait}`;
  return [{ kind: "heartbeat", asOf: arrived.at, says }];
}

/** One that is on its way for longer than replication is given: suspicion, never proof. */
export function heartbeatLate({ replication: { window } }: Site, seen: SeenAs): readonly Suspicion[] {
  if (seen?.kind !== "known") return [];
  const [oldest] = notArrived(seen.value);
  if (oldest === undefined) return [];
  const late = between(oldest.at, seen.at);
  if (late <= window) return [];
  const says = `heartbeat ${oldest.count} has been on its way to the standby for ${sayDuration(late)}`;
  return [{ since: after(oldest.at, window), says }];
}

/** While none can be written, the standby's newest grows old with no fault of replication's. */
export function heartbeatUnseen(seen: SeenAs): readonly string[] {
  if (seen === null) return [];
  if (seen.kind === "unknown") return [seen.because];
  const { failure } = seen.value;
  return failure === null
    ? []
    : [`no heartbeat could be written at ${sayTime(failure.at)}: ${failure.because}`];
}

const notArrived = ({ arrived, sent }: HeartbeatSeen): readonly SentBeat[] =>
  sent.filter(({ count }) => arrived === null || count > arrived.count);

/** How old the newest heartbeat in the standby is; null: none is there. */
export const heartbeatAge = ({ arrived }: Pick<HeartbeatSeen, "arrived">, now: EpochMs) =>
  arrived === null ? null : between(arrived.at, now);
