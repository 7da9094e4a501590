import { type Comparison, type HeldCheck, looksDiverged } from "../model/observation.ts";
import type { OrderRequest } from "../model/order.ts";
import type { Incident, SiteRecord } from "../model/record.ts";
import type { Site } from "../model/site.ts";
import { between, type DurationMs, type EpochMs, ms, seconds } from "../model/time.ts";
import type { Suspicion } from "./suspicions.ts";

/** The schedule is not exact to the second: half a run's time earlier is on time. */
const slack = seconds(30);

/** Whether the buckets are to be compared: for certain, only where something is suspected, or not at all. */
export type Due = "now" | "ifSuspicious";

/**
 * Listing costs money and changes nothing, so while it finds the same it is done ever less often: twice as long after
 * each time, up to as often as while all is calm. Anything new starts it again, and what a move would rest on is looked
 * at on each run.
 */
export function comparisonDue(
  site: Site,
  memory: SiteRecord,
  request: OrderRequest | null,
  last: Comparison | null,
  now: EpochMs,
): Due {
  if (last === null || request !== null) return "now";
  if (between(last.at, now) >= keptFor(site)) return "now";
  if (moveDependsOnIt(site, memory, last, now)) return "now";
  const calm = memory.incident === null && memory.steering.position !== "secondary";
  const settled = memory.replica.kind === "current" && last.pending === 0;
  if (calm && settled) return "ifSuspicious";
  return isOutwaited(site, last, phaseSince(memory) ?? last.unchangedSince, now) ? "now" : "ifSuspicious";
}

/** What is suspected since the last comparison is looked at now; an older suspicion is like anything that doesn't change. */
export const isSuspicious = (
  site: Site,
  last: Comparison,
  suspicions: readonly Suspicion[],
  now: EpochMs,
): boolean => suspicions.some(({ since }) => isOutwaited(site, last, since, now));

/** On each run while a latch may be due, and else ever less often, as it costs a listing of the standby each time. */
export const isHeldDue = (site: Site, memory: SiteRecord, last: HeldCheck, now: EpochMs): boolean =>
  memory.intent !== null ||
  (memory.steering.position !== "secondary" && memory.replica.kind !== "stale") ||
  isOutwaited(site, last, phaseSince(memory) ?? last.unchangedSince, now);

/** Whether as long has passed since the last comparison as nothing had changed by then: since it last did, or `since`. */
function isOutwaited(
  site: Site,
  last: Pick<Comparison, "at" | "unchangedSince">,
  since: EpochMs,
  now: EpochMs,
): boolean {
  const unchangedFor = Math.min(between(last.unchangedSince, last.at), between(since, last.at));
  const wait = Math.min(Math.max(unchangedFor, 0), keptFor(site));
  return between(last.at, now) + slack >= wait;
}

/** Of the incident, or since the last one is over. */
const phaseSince = ({ incident, lastIncident }: SiteRecord): EpochMs | null =>
  incident?.since ?? lastIncident?.since ?? null;

const keptFor = ({ replication, policy }: Site): DurationMs =>
  ms(Math.min(replication.compareEvery, policy.stale.maxEvidenceAge));

/** A change under way, a latch that may be due, a way back that opens: these are decided on what is so now. */
function moveDependsOnIt(site: Site, memory: SiteRecord, last: Comparison, now: EpochMs): boolean {
  if (memory.intent !== null) return true;
  if (memory.steering.position !== "secondary")
    return memory.incident !== null && site.policy.latch && memory.replica.kind !== "stale";
  const { primary } = memory.sides;
  const stable =
    primary.kind === "up" && between(primary.since, now) + slack >= site.policy.failback.stableFor;
  // Once it is open, only where nothing else than the comparison's age keeps it shut.
  return stable && (memory.incident?.phase !== "ready" || wasTooOld(memory.decided, last, memory.incident));
}

function wasTooOld(decided: SiteRecord["decided"], last: Comparison, { openedAt }: Incident): boolean {
  return !looksDiverged(last, openedAt) && decided?.digest === "refuse no-divergence";
}
