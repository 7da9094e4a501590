import type { Comparison, ReplicaVerdict, SideHealth } from "../model/observation.ts";
import { reasonOf } from "../model/reason.ts";
import type { SiteRecord } from "../model/record.ts";
import type { Side, Site } from "../model/site.ts";
import { between, type EpochMs, seconds } from "../model/time.ts";
import { type Budget, compareListings, type ListingsCompared } from "./compareListings.ts";
import { judgeFresh, judgeRemembered } from "./judgeComparison.ts";
import type { ListedObject, ObservePorts } from "./ports.ts";

type ReplicaPorts = Pick<ObservePorts, "objects" | "clock">;

/** A run has a minute, and the probes have theirs: a larger site is compared by a function of its own. */
const withinOneRun: Budget = { objects: 2_000_000, time: seconds(20) };

/**
 * What the replica holds against the primary: by a comparison made now where one is due, else, or where it fails (the
 * primary's region being dark is the very case), by the last one made, which then says how old it is.
 */
export async function judgeContent(
  ports: ReplicaPorts,
  site: Site,
  memory: SiteRecord,
  suspicions: Promise<readonly string[]>,
): Promise<ReplicaVerdict> {
  const remembered = memory.replica.comparison;
  const now = ports.clock.now();
  const isKept = remembered !== null && !isDue(site, memory, remembered, now);
  // Suspicions are waited for only where they decide: a dark us-east-1 is not to delay a comparison that is due anyway.
  // What was young enough then does not grow too old by that waiting.
  if (isKept && (await suspicions).length === 0) return judgeRemembered(site, remembered, now, null);
  try {
    return judgeFresh(site, await compareBuckets(ports, site), remembered);
  } catch (error) {
    return judgeRemembered(site, remembered, ports.clock.now(), reasonOf(error));
  }
}

/** A good copy that nobody is served is no standby: serving comes before content. */
export function judgeServing(content: ReplicaVerdict, secondary: SideHealth): ReplicaVerdict {
  const { comparison } = content;
  switch (secondary.kind) {
    case "up":
      return content;
    case "down":
      return { kind: "broken", asOf: secondary.at, because: secondary.because, comparison };
    case "unknown": {
      const because = `whether the standby serves is not known: ${secondary.because}`;
      return { kind: "unknown", asOf: secondary.at, because, comparison };
    }
  }
}

/** While something is wrong or changing, the buckets are compared on every run, else as often as configured. */
function isDue(site: Site, memory: SiteRecord, remembered: Comparison, now: EpochMs): boolean {
  const calm = memory.incident === null && memory.steering.position !== "secondary";
  const settled = memory.replica.kind === "current" && remembered.pending === 0;
  const keptFor = Math.min(site.replication.compareEvery, site.policy.stale.maxEvidenceAge);
  return !calm || !settled || between(remembered.at, now) >= keptFor;
}

function compareBuckets({ objects, clock }: ReplicaPorts, site: Site): Promise<ListingsCompared> {
  const { prefix, window } = site.replication;
  const listing = (what: string, side: Side) =>
    explained(
      `the ${what} bucket ${side.bucket}`,
      objects.list({ name: side.bucket, region: side.region }, prefix),
    );
  const [primary, replica] = [listing("primary", site.primary), listing("standby", site.secondary)];
  return compareListings(primary, replica, window, clock, withinOneRun);
}

async function* explained(what: string, pages: AsyncIterable<readonly ListedObject[]>) {
  try {
    yield* pages;
  } catch (cause) {
    throw new Error(`${what} can't be listed: ${reasonOf(cause)}`, { cause });
  }
}
