import type { BucketRef } from "../model/bucket.ts";
import type { ReplicaVerdict, SideHealth } from "../model/observation.ts";
import type { OrderRequest } from "../model/order.ts";
import { reasonOf } from "../model/reason.ts";
import type { SiteRecord } from "../model/record.ts";
import type { Side, Site } from "../model/site.ts";
import { type DurationMs, seconds } from "../model/time.ts";
import { comparisonDue, isSuspicious } from "./due.ts";
import { judgeFresh, judgeRemembered } from "./judgeComparison.ts";
import type { ListingsCompared, ObservePorts } from "./ports.ts";
import type { Suspicion } from "./suspicions.ts";

type ReplicaPorts = Pick<ObservePorts, "objects" | "clock">;

/**
 * What the replica holds against the primary: by a comparison made now where one is due, else, or where it fails (the
 * primary's region being dark is the very case), by the last one made, which then says how old it is.
 */
export async function judgeContent(
  ports: ReplicaPorts,
  site: Site,
  memory: SiteRecord,
  request: OrderRequest | null,
  suspicions: Promise<readonly Suspicion[]>,
): Promise<ReplicaVerdict> {
  const remembered = memory.replica.comparison;
  const now = ports.clock.now();
  const due = comparisonDue(site, memory, request, remembered, now);
  // Suspicions are waited for only where they decide: a dark us-east-1 is not to delay a comparison that is due anyway.
  // What was young enough then does not grow too old by that waiting.
  if (remembered !== null && due === "ifSuspicious" && !isSuspicious(site, remembered, await suspicions, now))
    return judgeRemembered(site, remembered, now, null);
  try {
    const compared = await compareBuckets(ports, site, timeFor(memory, request));
    return judgeFresh(site, compared, remembered);
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

/**
 * A run has a minute, and the probes have theirs: a larger site is compared by a function of its own. While people wait
 * for a decision, it does not wait for a comparison.
 */
const timeFor = ({ incident }: SiteRecord, request: OrderRequest | null): DurationMs =>
  incident === null && request === null ? seconds(20) : seconds(5);

function compareBuckets({ objects }: ReplicaPorts, site: Site, time: DurationMs): Promise<ListingsCompared> {
  const bucketOf = ({ bucket, region }: Side): BucketRef => ({ name: bucket, region });
  const { prefix, window } = site.replication;
  const [primary, secondary] = [bucketOf(site.primary), bucketOf(site.secondary)];
  return objects.compare({ primary, secondary, prefix, window, time });
}
