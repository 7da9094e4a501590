import type { EpochMs } from "../../shared/model/time.ts";
import type { HeadAnswer } from "../../shared/verify/ports.ts";
import type { Difference } from "../../shared/verify/task.ts";

/** What one difference between the buckets means for going back to the primary. */
export type WayBack =
  /** Written on the standby, and newer than what the primary has: this version is to be copied. */
  | { readonly kind: "copy"; readonly key: string; readonly versionId: string }
  /** Deleted on the standby; the primary still has it. */
  | { readonly kind: "deleted"; readonly key: string }
  /** Written on the standby, and the primary's is as new or newer: a person says which one stands. */
  | { readonly kind: "conflict"; readonly key: string }
  /** The standby's own lag, or older than the time asked for: nothing of it is lost by going back. */
  | { readonly kind: "notOfStandby"; readonly key: string }
  | { readonly kind: "unknown"; readonly key: string; readonly because: string };

/**
 * Judges by what the standby's object says of itself: what replication wrote, the primary held. `since`: what was
 * written before it is left out; null: nothing is.
 */
export function wayBackOf(difference: Difference, standby: HeadAnswer, since: EpochMs | null): WayBack {
  const { key, secondary } = difference;
  if (standby.kind === "unavailable") return { kind: "unknown", key, because: standby.because };
  if (secondary === null) return ofMissing(difference, standby, since);
  if (standby.kind === "absent" || standby.head.etag !== secondary.etag) return changed(key);
  const isOlder = since !== null && secondary.modifiedAt < since;
  if (standby.head.isReplica || isOlder) return { kind: "notOfStandby", key };
  if (difference.primary !== null && difference.primary.modifiedAt >= secondary.modifiedAt)
    return { kind: "conflict", key };
  const { versionId } = standby.head;
  return versionId === null
    ? { kind: "unknown", key, because: "it has no version id, without which S3 does not replicate it" }
    : { kind: "copy", key, versionId };
}

/** Without a delete marker it never came; and what the primary got after `since` was not deleted here before. */
function ofMissing(
  { key, primary }: Difference,
  standby: Exclude<HeadAnswer, { kind: "unavailable" }>,
  since: EpochMs | null,
): WayBack {
  if (standby.kind === "found") return changed(key);
  const isNewer = since !== null && primary !== null && primary.modifiedAt >= since;
  return { kind: standby.deleteMarker && !isNewer ? "deleted" : "notOfStandby", key };
}

const changed = (key: string): WayBack => ({
  kind: "unknown",
  key,
  because: "it changed while it was looked at",
});
