import type { Comparison, ListingsCompared } from "../model/observation.ts";
import type { Site } from "../model/site.ts";
import { between, type EpochMs, sayDuration, sayTime } from "../model/time.ts";
import type { Judgement } from "./verdict.ts";

const by = "comparison";

/**
 * What a comparison made just now means. An empty listing of the primary is no proof of anything: an emptied bucket, a
 * wrong one or a wrong prefix look the same, so the comparison made before it is the one to keep.
 */
export function judgeFresh(
  site: Site,
  compared: ListingsCompared,
  remembered: Comparison | null,
): { readonly comparison: Comparison | null; readonly judged: Judgement } {
  const { inReplica } = compared;
  const comparison = {
    ...compared.comparison,
    unchangedSince: unchangedSince(compared.comparison, remembered),
  };
  const asOf = comparison.at;
  if (comparison.compared === 0) {
    const because = `the primary bucket lists no objects${under(site)}, and the standby ${inReplica}: nothing to compare with`;
    return { comparison: remembered, judged: { by, kind: "unknown", asOf, because } };
  }
  if (inReplica === 0) {
    const because = `the standby bucket holds none of the primary's ${comparison.compared} objects`;
    return { comparison, judged: { by, kind: "stale", asOf, because } };
  }
  return { comparison, judged: judge(site, comparison, comparison.missing + comparison.differs, "") };
}

function unchangedSince(fresh: Comparison, remembered: Comparison | null): EpochMs {
  const counts = ({ compared, missing, differs, extra, pending, newestInSecondary }: Comparison) =>
    [compared, missing, differs, extra, pending, newestInSecondary].join(" ");
  return remembered !== null && counts(fresh) === counts(remembered) ? remembered.unchangedSince : fresh.at;
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
): Judgement {
  const cause = failure === null ? "" : `; no newer comparison: ${failure}`;
  if (remembered === null) {
    const because = `the buckets have never been compared${cause}`;
    return { by, kind: "unknown", asOf: now, because };
  }
  const age = between(remembered.at, now);
  if (age > site.policy.stale.maxEvidenceAge) {
    const because = `the last comparison is ${sayDuration(age)} old, and policy trusts it for ${sayDuration(site.policy.stale.maxEvidenceAge)}${cause}`;
    return { by, kind: "unknown", asOf: remembered.at, because };
  }
  const behind = remembered.missing + remembered.differs + remembered.pending;
  return judge(site, remembered, behind, `, as of ${sayTime(remembered.at)}${cause}`);
}

/**
 * Deletes that were not replicated leave extra objects: told, but no reason not to serve the rest. `since`: as of when,
 * and why not as of now.
 */
function judge(site: Site, comparison: Comparison, behind: number, since: string): Judgement {
  const { maxKeys, maxLag } = site.policy.stale;
  const kind = behind > maxKeys || comparison.lag > maxLag ? "stale" : "current";
  const allowed = behind === 0 ? "" : `; policy allows ${maxKeys} objects, and ${sayDuration(maxLag)}`;
  const because = `${say(comparison)}${allowed}${since}`;
  return { by, kind, asOf: comparison.at, because };
}

function say(comparison: Comparison): string {
  const { compared, missing, differs, pending, extra, lag } = comparison;
  const parts = [
    missing > 0 ? `${missing} missing${named(comparison, "missing")}` : "",
    differs > 0 ? `${differs} different${named(comparison, "differs")}` : "",
    missing + differs > 0 ? `behind by ${sayDuration(lag)}` : "",
    pending > 0 ? `${pending} on their way` : "",
    extra > 0
      ? `${extra} extra in the standby (deletes not replicated, or written there)${named(comparison, "extra")}`
      : "",
  ].filter((part) => part !== "");
  return parts.length === 0
    ? `all ${compared} objects are in the standby`
    : `of ${compared} objects ${parts.join(", ")}`;
}

/** The first of them by name: at night that says more than a count. */
function named({ examples }: Comparison, difference: Comparison["examples"][number]["difference"]): string {
  const first = examples.find((example) => example.difference === difference);
  return first === undefined ? "" : ` (first: ${first.key})`;
}

const under = (site: Site): string =>
  site.replication.prefix === "" ? "" : ` under ${site.replication.prefix}`;
