import type { ReplicaVerdict, SideHealth } from "../model/observation.ts";
import type { OrderRequest } from "../model/order.ts";
import { reasonOf } from "../model/reason.ts";
import type { SiteRecord } from "../model/record.ts";
import type { Side, Site } from "../model/site.ts";
import { seconds } from "../model/time.ts";
import { type Budget, compareListings, type ListingsCompared } from "./compareListings.ts";
import { comparisonDue, isSuspicious } from "./due.ts";
import { judgeFresh, judgeRemembered } from "./judgeComparison.ts";
import type { ListedObject, ObservePorts } from "./ports.ts";
import type { Suspicion } from "./suspicions.ts";

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
    const compared = await compareBuckets(ports, site, budgetFor(memory, request));
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

/** While people wait for a decision, it does not wait for a comparison. */
const budgetFor = ({ incident }: SiteRecord, request: OrderRequest | null): Budget =>
  incident === null && request === null ? withinOneRun : { ...withinOneRun, time: seconds(5) };

function compareBuckets(
  { objects, clock }: ReplicaPorts,
  site: Site,
  budget: Budget,
): Promise<ListingsCompared> {
  const { prefix, window } = site.replication;
  const listing = (what: string, side: Side) =>
    explained(
      `the ${what} bucket ${side.bucket}`,
      objects.list({ name: side.bucket, region: side.region }, prefix),
    );
  const [primary, replica] = [listing("primary", site.primary), listing("standby", site.secondary)];
  return compareListings(primary, replica, window, clock, budget);
}

async function* explained(what: string, pages: AsyncIterable<readonly ListedObject[]>) {
  try {
    yield* pages;
  } catch (cause) {
    throw new Error(`${what} can't be listed: ${reasonOf(cause)}`, { cause });
  }
}
