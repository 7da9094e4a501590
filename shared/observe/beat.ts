import type { Beat, SentBeat, SentBeats } from "../model/heartbeat.ts";
import { reasonOf } from "../model/reason.ts";
import type { Site } from "../model/site.ts";
import { between, type Clock, type EpochMs, seconds } from "../model/time.ts";
import { heartbeatAge } from "./heartbeat.ts";
import type { HeartbeatsPort } from "./ports.ts";

export interface BeatPorts {
  readonly clock: Clock;
  readonly heartbeats: HeartbeatsPort;
}

export type Beaten =
  | { readonly kind: "notDue" }
  | { readonly kind: "written"; readonly beat: SentBeat }
  | { readonly kind: "failed"; readonly because: string };

/**
 * Writes the next heartbeat to the primary's bucket where one is due, and keeps its history in the standby's region.
 * Never throws, and never writes to the standby's bucket: that it arrives there is what it is for.
 */
export async function beat({ clock, heartbeats }: BeatPorts, site: Site): Promise<Beaten> {
  const { heartbeat } = site.replication;
  if (heartbeat === null) return { kind: "notDue" };
  try {
    const [beats, arrived] = await Promise.all([heartbeats.sent(site), heartbeats.arrived(site)]);
    const now = clock.now();
    const last = beats.sent.at(-1);
    if (last !== undefined && between(last.at, now) + slack < heartbeat.every) return { kind: "notDue" };
    return await writeNext({ clock, heartbeats }, site, beats, arrived, now);
  } catch (error) {
    return { kind: "failed", because: reasonOf(error) };
  }
}

/** The schedule is not exact to the second. */
const slack = seconds(30);

/** So many of them are kept: an hour of one a minute. */
const kept = 60;

async function writeNext(
  { heartbeats }: BeatPorts,
  site: Site,
  { sent }: SentBeats,
  arrived: Beat | null,
  now: EpochMs,
): Promise<Beaten> {
  // One whose answer was lost may have arrived without being known here.
  const count = Math.max(sent.at(-1)?.count ?? 0, arrived?.count ?? 0) + 1;
  const next = { count, at: now, lag: heartbeatAge({ arrived }, now) };
  try {
    await heartbeats.write(site, { count, at: now });
  } catch (error) {
    const because = reasonOf(error);
    await heartbeats.keep(site, { sent, failure: { at: now, because } });
    return { kind: "failed", because };
  }
  await heartbeats.keep(site, { sent: [...sent, next].slice(-kept), failure: null });
  return { kind: "written", beat: next };
}
