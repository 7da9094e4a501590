import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { accountId, type Emulator } from "./emulator.ts";

export type BucketPlace = { readonly bucket: string; readonly region: string };

export type Replication = {
  readonly ruleId: string;
  /** Writes stay PENDING on the source and unknown to the replica, the rule being as enabled as before. */
  stop(): Promise<void>;
  /** S3 catches up, oldest first. Resolves to how many changes were late. */
  resume(): Promise<number>;
};

export type ReplicationOptions = {
  readonly emulator: Emulator;
  readonly s3: S3Client;
  readonly from: BucketPlace;
  readonly to: BucketPlace;
  readonly ruleId?: string;
};

/** Two versioned buckets, new, and the rule that copies everything, deletes included, from one to the other. */
export async function replicate(options: ReplicationOptions): Promise<Replication> {
  const { emulator, s3, from, to, ruleId = "site-to-standby" } = options;
  await createVersionedBucket(s3, from);
  await createVersionedBucket(s3, to);
  await s3.send(
    new PutBucketReplicationCommand({
      Bucket: from.bucket,
      ReplicationConfiguration: {
        Role: `arn:aws:iam::${accountId}:role/site-replication`,
        Rules: [
          {
            ID: ruleId,
            Priority: 1,
            Status: "Enabled",
            Filter: { Prefix: "" },
            DeleteMarkerReplication: { Status: "Enabled" },
            Destination: { Bucket: `arn:aws:s3:::${to.bucket}`, Metrics: { Status: "Enabled" } },
          },
        ],
      },
    }),
  );
  return {
    ruleId,
    stop: () => emulator.stopReplication(from.bucket),
    resume: () => emulator.resumeReplication(from.bucket),
  };
}

async function createVersionedBucket(s3: S3Client, { bucket, region }: BucketPlace): Promise<void> {
  const constraint =
    region === "us-east-1"
      ? {}
      : { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } };
  await s3.send(new CreateBucketCommand({ Bucket: bucket, ...constraint }));
  await s3.send(
    new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: "Enabled" } }),
  );
}
