import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  S3Client,
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
  readonly from: BucketPlace;
  readonly to: BucketPlace;
  readonly ruleId?: string;
};

/** Two versioned buckets, new, and the rule that copies everything, deletes included, from one to the other. */
export async function replicate(options: ReplicationOptions): Promise<Replication> {
  const { emulator, from, to, ruleId = "site-to-standby" } = options;
  await createVersionedBucket(emulator, from);
  await createVersionedBucket(emulator, to);
  const source = new S3Client(emulator.clientConfig(from.region));
  await source.send(
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

/** By a client of the bucket's own region: S3 refuses to make a bucket elsewhere. */
async function createVersionedBucket(emulator: Emulator, { bucket, region }: BucketPlace): Promise<void> {
  const s3 = new S3Client(emulator.clientConfig(region));
  const elsewhere = { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } };
  await s3.send(new CreateBucketCommand({ Bucket: bucket, ...(region === "us-east-1" ? {} : elsewhere) }));
  await s3.send(
    new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: "Enabled" } }),
  );
}
