import type { Comparison, ReplicaVerdict } from "../model/observation.ts";
import type { Site } from "../model/site.ts";
import { between, type EpochMs, isoTime, sayDuration } from "../model/time.ts";
import type { ListingsCompared } from "./compareListings.ts";

/**
 * What a comparison made just now means. An empty listing of the primary is no proof of anything: an emptied bucket, a
 * wrong one or a wrong prefix look the same, so the comparison made before it is the one to keep.
 */
export function judgeFresh(
  site: Site,
  compared: ListingsCompared,
  remembered: Comparison | null,
): ReplicaVerdict {
  const { comparison, inReplica } = compared;
  const asOf = comparison.at;
  if (comparison.compared === 0) {
    const because = `the primary bucket lists no objects${under(site)}, and the standby ${inReplica}: nothing to compare with`;
    return { kind: "unknown", asOf, because, comparison: remembered };
  }
  if (inReplica === 0) {
    const because = `the standby bucket holds none of the primary's ${comparison.compared} objects`;
    return { kind: "stale", asOf, because, comparison };
  }
  return judge(site, comparison, comparison.missing + comparison.differs, "");
}

/**
 * What an earlier comparison still means. `failure`: why there is no newer one; null: none was due. What was on its way
 * then can't be seen to have arrived, so without a newer comparison it counts as missing: a site copied by halves is
 * just what this is to find.
 */
export function judgeRemembered(
  site: Site,
  remembered: Comparison | null,
  now: EpochMs,
  failure: string | null,
): ReplicaVerdict {
  const cause = failure === null ? "" : `; no newer comparison: ${failure}`;
  if (remembered === null) {
    const because = `the buckets have never been compared${cause}`;
    return { kind: "unknown", asOf: now, because, comparison: null };
  }
  const age = between(remembered.at, now);
  if (age > site.policy.stale.maxEvidenceAge) {
    const because = `the last comparison is ${sayDuration(age)} old, and policy trusts it for ${sayDuration(site.policy.stale.maxEvidenceAge)}${cause}`;
    return { kind: "unknown", asOf: remembered.at, because, comparison: remembered };
  }
  return judge(site, remembered, remembered.missing + remembered.differs + remembered.pending, cause);
}

/** Deletes that were not replicated leave extra objects: told, but no reason not to serve the rest. */
function judge(site: Site, comparison: Comparison, behind: number, cause: string): ReplicaVerdict {
  const { maxKeys, maxLag } = site.policy.stale;
  const kind = behind > maxKeys || comparison.lag > maxLag ? "stale" : "current";
  const allowed = behind === 0 ? "" : ` (policy allows ${maxKeys}, and ${sayDuration(maxLag)})`;
  const because = `${say(comparison)}${allowed}${cause}`;
  return { kind, asOf: comparison.at, because, comparison };
}

function say(comparison: Comparison): string {
  const { compared, missing, differs, pending, extra, lag } = comparison;
  const parts = [
    missing > 0 ? `${missing} missing` : "",
    differs > 0 ? `${differs} different` : "",
    missing + differs > 0 ? `behind by ${sayDuration(lag)}` : "",
    pending > 0 ? `${pending} on their way` : "",
    extra > 0 ? `${extra} extra in the standby (deletes not replicated, or written there)` : "",
  ].filter((part) => part !== "");
  const found = parts.length === 0 ? "all in the standby" : parts.join(", ");
  return `of ${compared} objects, as of ${isoTime(comparison.at)}: ${found}`;
}

const under = (site: Site): string =>
  site.replication.prefix === "" ? "" : ` under ${site.replication.prefix}`;
