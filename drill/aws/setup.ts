import type { DistributionConfig } from "@aws-sdk/client-cloudfront";
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { Rule, Target } from "@aws-sdk/client-eventbridge";
import type { HealthCheckConfig } from "@aws-sdk/client-route-53";
import type {
  GetBucketWebsiteCommandOutput,
  LifecycleRule,
  PublicAccessBlockConfiguration,
  ReplicationRule,
} from "@aws-sdk/client-s3";

/**
 * How the account is set up, in AWS's own words: what readiness reads, and nothing in the play depends on. Open to be
 * changed, so that a test plants what people do.
 */
export interface Setup {
  readonly buckets: Map<string, BucketSetup>;
  readonly zone: { name: string; isPrivate: boolean; acceleratedRecovery: string };
  readonly healthChecks: Map<string, HealthCheckConfig>;
  readonly distributions: Map<string, { status: string; config: DistributionConfig }>;
  readonly alarms: Map<string, MetricAlarm>;
  /** By region. */
  readonly rules: Map<string, { rule: Rule; targets: Target[] }[]>;
  readonly topics: Map<string, { confirmed: number; pending: number }>;
  /** What a TLS handshake shows, by server name. */
  readonly certificates: Map<string, { names: readonly string[]; validTo: Date }>;
  /** Keys of the primary's objects that are encrypted with KMS. */
  readonly kmsObjects: Set<string>;
  failedOperations: number | null;
  /** IAM actions that this caller may not do; "*": none at all. */
  readonly denied: Set<string>;
}

export interface BucketSetup {
  region: string;
  versioning?: "Enabled" | "Suspended";
  replication?: ReplicationRule[];
  website?: Omit<GetBucketWebsiteCommandOutput, "$metadata">;
  policy?: object;
  publicAccess?: PublicAccessBlockConfiguration;
  encryption?: "AES256" | "aws:kms";
  objectLock?: boolean;
  payer?: "BucketOwner" | "Requester";
  lifecycle?: LifecycleRule[];
}
