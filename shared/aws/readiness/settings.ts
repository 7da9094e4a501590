import type {
  GetBucketWebsiteCommandOutput,
  LifecycleRule as SdkLifecycleRule,
  ReplicationRule as SdkReplicationRule,
} from "@aws-sdk/client-s3";
import type { LifecycleRule, ReplicationRule, Website } from "../../readiness/bucketSettings.ts";

/** Rules of the first version (without Filter) replicate delete markers by themselves (docs/aws-facts.md 5). */
export function asReplicationRule(rule: SdkReplicationRule): ReplicationRule {
  const { Filter, Destination } = rule;
  const isFirstVersion = Filter === undefined;
  const tagged = Filter?.Tag !== undefined || (Filter?.And?.Tags ?? []).length > 0;
  return {
    id: rule.ID ?? "",
    enabled: rule.Status === "Enabled",
    destinationBucket: (Destination?.Bucket ?? "").replace(/^arn:aws:s3:::/, ""),
    prefix: rule.Prefix ?? Filter?.Prefix ?? Filter?.And?.Prefix ?? "",
    tagged,
    deleteMarkers: isFirstVersion || rule.DeleteMarkerReplication?.Status === "Enabled",
    metrics: Destination?.Metrics?.Status === "Enabled",
    storageClass: Destination?.StorageClass ?? null,
    replicaKmsKey: Destination?.EncryptionConfiguration?.ReplicaKmsKeyID ?? null,
    kmsObjects: rule.SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status === "Enabled",
  };
}

export function asWebsite(found: GetBucketWebsiteCommandOutput): Website {
  const { RedirectAllRequestsTo: all, IndexDocument, ErrorDocument, RoutingRules } = found;
  if (all?.HostName !== undefined) return { kind: "redirectsAll", host: all.HostName };
  return {
    kind: "serves",
    index: IndexDocument?.Suffix ?? "",
    error: ErrorDocument?.Key ?? null,
    routing: JSON.stringify(RoutingRules ?? []),
  };
}

export const asLifecycleRule = (rule: SdkLifecycleRule): LifecycleRule => ({
  id: rule.ID ?? "without a name",
  prefix: rule.Filter?.Prefix ?? rule.Filter?.And?.Prefix ?? rule.Prefix ?? "",
  expires: rule.Expiration?.Days !== undefined || rule.Expiration?.Date !== undefined,
  movesTo: (rule.Transitions ?? []).flatMap(({ StorageClass }) => StorageClass ?? []),
});
