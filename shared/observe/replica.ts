import type { BucketRef, BucketsAsked } from "../model/bucket.ts";
import {
  type Comparison,
  type HeldCheck,
  known,
  type ListingsCompared,
  type Reading,
  unknown,
} from "../model/observation.ts";
import type { OrderRequest } from "../model/order.ts";
import { ownKeys } from "../model/ownKeys.ts";
import { reasonOf } from "../model/reason.ts";
import type { SiteRecord } from "../model/record.ts";
import { isWhole, type ReleaseCheck } from "../model/release.ts";
import type { Side, Site } from "../model/site.ts";
import { between, type EpochMs, hours, seconds } from "../model/time.ts";
import { comparisonDue, isHeldDue, isSuspicious } from "./due.ts";
import type { ObservePorts } from "./ports.ts";
import type { SideProbed } from "./probeSide.ts";
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
  signs: Signs,
): Promise<ContentEvidence> {
  const { comparison: remembered, release: checked } = memory.replica;
  const now = ports.clock.now();
  const due = comparisonDue(site, memory, request, remembered, now);
  // What was young enough then does not grow too old by waiting for the signs.
  if (remembered !== null && due === "ifSuspicious" && !(await calls(signs, site, memory, remembered, now)))
    return {
      at: now,
      compared: { kind: "notDue" },
      remembered,
      release: kept(site, checked, now),
      held: null,
    };
  const asked = bucketsOf(site, memory, request);
  const [compared, release] = await Promise.all([
    ports.objects.compare(asked).then(fresh, failed),
    checkReleases(ports, site, memory, signs, now),
  ]);
  const held = compared.kind === "failed" ? await checkHeld(ports, site, asked, memory, now) : null;
  return { at: ports.clock.now(), compared, remembered, release, held };
}

/** What this run sees besides that makes it worth looking at the content. */
export interface Signs {
  readonly suspicions: Promise<readonly Suspicion[]>;
  /** As probed. */
  readonly primary: Promise<Pick<SideProbed, "health">>;
}

/** Waited for only where they decide: a dark us-east-1 is not to delay a comparison that is due anyway. */
async function calls(
  signs: Signs,
  site: Site,
  memory: SiteRecord,
  remembered: Comparison,
  now: EpochMs,
): Promise<boolean> {
  return (await isFailing(signs, memory)) || isSuspicious(site, remembered, await signs.suspicions, now);
}

/** News: this very run may latch for it, and does so on content as it is now. */
const isFailing = async ({ primary }: Signs, { incident }: SiteRecord): Promise<boolean> =>
  incident === null && (await primary).health.kind === "down";

/** A run has a minute, and the probes have theirs. While people wait for a decision, it does not wait for a comparison. */
function bucketsOf(site: Site, memory: SiteRecord, request: OrderRequest | null): BucketsAsked {
  const nobodyWaits = memory.incident === null && request === null;
  const time = nobodyWaits ? seconds(20) : seconds(5);
  const calm = nobodyWaits && memory.intent === null && memory.steering.position !== "secondary";
  const bucketOf = ({ bucket, region }: Side): BucketRef => ({ name: bucket, region });
  const [primary, secondary] = [bucketOf(site.primary), bucketOf(site.secondary)];
  const { prefix, window } = site.replication;
  return { site: site.name, primary, secondary, prefix, exceptions: ownKeys(site), window, time, calm };
}

const fresh = (compared: ListingsCompared): Compared => ({ kind: "fresh", ...compared });
const failed = (error: unknown): Compared => ({ kind: "failed", because: reasonOf(error) });

/** Where the primary can't be listed; as often as anything that does not change is looked at. */
async function checkHeld(
  { objects, clock }: ReplicaPorts,
  site: Site,
  asked: BucketsAsked,
  memory: SiteRecord,
  now: EpochMs,
): Promise<Reading<HeldCheck> | null> {
  const { held: last } = memory.replica;
  if (last !== null && !isHeldDue(site, memory, last, now)) return known(last, last.at);
  try {
    const held = await objects.held(asked);
    if (held === null) return null;
    const at = clock.now();
    const same = last !== null && JSON.stringify({ ...last, ...held }) === JSON.stringify(last);
    return known({ ...held, at, unchangedSince: same ? last.unchangedSince : at }, at);
  } catch (error) {
    return unknown(`the standby can't be compared with the inventory: ${reasonOf(error)}`, clock.now());
  }
}

/** Whole and seen lately, while all is calm: the comparison says as much. */
const wholeFor = hours(1);

async function checkReleases(
  { releases }: ReplicaPorts,
  site: Site,
  memory: SiteRecord,
  signs: Signs,
  now: EpochMs,
): Promise<Reading<ReleaseCheck> | null> {
  const { release: last, kind } = memory.replica;
  const isYoung = last !== null && isWhole(last.newest) && between(last.at, now) < wholeFor;
  const stands =
    isYoung && memory.incident === null && kind === "current" && !(await isFailing(signs, memory));
  if (site.releases === null || stands) return kept(site, last, now);
  const [checked, ids] = await Promise.all([
    releases.check(site),
    releases.inPrimary(site).catch((): readonly string[] => []),
  ]);
  return checked.kind === "unknown" ? checked : { ...checked, value: withMemory(checked.value, ids, last) };
}

const kept = (site: Site, last: ReleaseCheck | null, now: EpochMs): Reading<ReleaseCheck> | null => {
  if (site.releases === null) return null;
  return last === null ? unknown("the standby's releases were not checked yet", now) : known(last, last.at);
};

/** A release whose manifest was once seen in the primary is owed, whether or not the primary can be asked again. */
function withMemory(
  check: ReleaseCheck,
  inPrimary: readonly string[],
  last: ReleaseCheck | null,
): ReleaseCheck {
  const ids = [...new Set([...check.ids, ...inPrimary, ...(last?.ids ?? [])])]
    .sort()
    .reverse()
    .slice(0, idsKept);
  const same = last !== null && asText({ ...check, ids }) === asText(last);
  return { ...check, ids, unchangedSince: same ? last.unchangedSince : check.at };
}
const idsKept = 10;
const asText = (check: ReleaseCheck): string => JSON.stringify({ ...check, at: 0, unchangedSince: 0 });
