import type { BucketRef } from "../model/bucket.ts";
import { type Reading, unknown } from "../model/observation.ts";
import type { OrderRequest } from "../model/order.ts";
import { ownKeys } from "../model/ownKeys.ts";
import { reasonOf } from "../model/reason.ts";
import type { SiteRecord } from "../model/record.ts";
import { isWhole, type ReleaseCheck } from "../model/release.ts";
import type { Side, Site } from "../model/site.ts";
import { between, type DurationMs, type EpochMs, hours, seconds } from "../model/time.ts";
import { comparisonDue, isSuspicious } from "./due.ts";
import type { ListingsCompared, ObservePorts } from "./ports.ts";
import type { Suspicion } from "./suspicions.ts";
import type { Compared, ContentEvidence } from "./verdict.ts";

type ReplicaPorts = Pick<ObservePorts, "objects" | "releases" | "clock">;

/**
 * What there is to tell whether the replica holds what it should: a comparison and a check of the releases made now where
 * they are due, else those remembered. Where the primary can't be listed, its region being dark is the very case.
 */
export async function lookAtContent(
  ports: ReplicaPorts,
  site: Site,
  memory: SiteRecord,
  request: OrderRequest | null,
  suspicions: Promise<readonly Suspicion[]>,
): Promise<ContentEvidence> {
  const { comparison: remembered, release: known } = memory.replica;
  const now = ports.clock.now();
  const due = comparisonDue(site, memory, request, remembered, now);
  // Suspicions are waited for only where they decide: a dark us-east-1 is not to delay a comparison that is due anyway.
  // What was young enough then does not grow too old by that waiting.
  if (remembered !== null && due === "ifSuspicious" && !isSuspicious(site, remembered, await suspicions, now))
    return { at: now, compared: { kind: "notDue" }, remembered, release: kept(site, known, now) };
  const [compared, release] = await Promise.all([
    compareBuckets(ports, site, timeFor(memory, request)),
    checkReleases(ports, site, memory, now),
  ]);
  return { at: ports.clock.now(), compared, remembered, release };
}

/**
 * A run has a minute, and the probes have theirs: a larger site is compared by a function of its own. While people wait
 * for a decision, it does not wait for a comparison.
 */
const timeFor = ({ incident }: SiteRecord, request: OrderRequest | null): DurationMs =>
  incident === null && request === null ? seconds(20) : seconds(5);

async function compareBuckets({ objects }: ReplicaPorts, site: Site, time: DurationMs): Promise<Compared> {
  const bucketOf = ({ bucket, region }: Side): BucketRef => ({ name: bucket, region });
  const [primary, secondary] = [bucketOf(site.primary), bucketOf(site.secondary)];
  const { prefix, window } = site.replication;
  const asked = { primary, secondary, prefix, exceptions: ownKeys(site), window, time };
  return objects.compare(asked).then(fresh, (error) => ({ kind: "failed", because: reasonOf(error) }));
}

const fresh = (compared: ListingsCompared): Compared => ({ kind: "fresh", ...compared });

/** Whole and seen lately, while all is calm: the comparison says as much. */
const wholeFor = hours(1);

async function checkReleases(
  { releases }: ReplicaPorts,
  site: Site,
  memory: SiteRecord,
  now: EpochMs,
): Promise<Reading<ReleaseCheck> | null> {
  const { release: known, kind } = memory.replica;
  const calm = memory.incident === null && kind === "current";
  const isYoung = known !== null && isWhole(known.newest) && between(known.at, now) < wholeFor;
  if (site.releases === null || (calm && isYoung)) return kept(site, known, now);
  const [checked, ids] = await Promise.all([
    releases.check(site),
    releases.inPrimary(site).catch((): readonly string[] => []),
  ]);
  return checked.kind === "unknown" ? checked : { ...checked, value: withMemory(checked.value, ids, known) };
}

const kept = (site: Site, known: ReleaseCheck | null, now: EpochMs): Reading<ReleaseCheck> | null => {
  if (site.releases === null) return null;
  return known === null
    ? unknown("the standby's releases were not checked yet", now)
    : { kind: "known", value: known, at: known.at };
};

/** A release whose manifest was once seen in the primary is owed, whether or not the primary can be asked again. */
function withMemory(
  check: ReleaseCheck,
  inPrimary: readonly string[],
  known: ReleaseCheck | null,
): ReleaseCheck {
  const ids = [...new Set([...check.ids, ...inPrimary, ...(known?.ids ?? [])])]
    .sort()
    .reverse()
    .slice(0, idsKept);
  const same = known !== null && asText({ ...check, ids }) === asText(known);
  return { ...check, ids, unchangedSince: same ? known.unchangedSince : check.at };
}
const idsKept = 10;
const asText = (check: ReleaseCheck): string => JSON.stringify({ ...check, at: 0, unchangedSince: 0 });
