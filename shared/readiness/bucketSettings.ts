import type { EpochMs } from "../model/time.ts";

/** What S3 says of a bucket, in its own words, as far as the checks ask. */
export type Versioning = "Enabled" | "Suspended" | "never enabled";

export interface ReplicationRule {
  readonly id: string;
  readonly enabled: boolean;
  readonly destinationBucket: string;
  /** What it is limited to; "": all keys. */
  readonly prefix: string;
  /** Whether tags limit it too. */
  readonly tagged: boolean;
  readonly deleteMarkers: boolean;
  readonly metrics: boolean;
  readonly storageClass: string | null;
  /** The KMS key that replicas are encrypted with; null: none. */
  readonly replicaKmsKey: string | null;
  /** Whether objects encrypted with KMS are replicated. */
  readonly kmsObjects: boolean;
}

export type Website =
  | { readonly kind: "redirectsAll"; readonly host: string }
  | {
      readonly kind: "serves";
      readonly index: string;
      readonly error: string | null;
      /** The routing rules as one text, to be compared. */
      readonly routing: string;
    };

export interface PolicyStatement {
  readonly effect: "Allow" | "Deny";
  /** Whether it speaks of everybody: Principal "*". */
  readonly anyone: boolean;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Operator, key and values as JSON; "": none. */
  readonly condition: string;
}

/** The one of its four settings that refuses anonymous visitors whatever the bucket's policy says. */
export interface PublicAccessBlock {
  readonly restrictsBuckets: boolean;
}

export interface BucketEncryption {
  readonly algorithm: string;
}

export interface LifecycleRule {
  readonly id: string;
  readonly prefix: string;
  /** Whether current versions end by it: by age, by date. */
  readonly expires: boolean;
  /** Where current versions go by it. */
  readonly movesTo: readonly string[];
}

/** A few of the primary's objects, and what S3 says of their replication. */
export interface ReplicationSample {
  /** Objects on the listing's first page, of which some were asked. */
  readonly listed: number;
  readonly objects: readonly SampledObject[];
}

export interface SampledObject {
  readonly key: string;
  readonly modifiedAt: EpochMs;
  /** x-amz-replication-status; null: no rule was there for it. */
  readonly replication: string | null;
  /** "AES256", "aws:kms"; null: not said. */
  readonly encryption: string | null;
}
