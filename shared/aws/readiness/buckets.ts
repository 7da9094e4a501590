import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketRequestPaymentCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import type { BucketAt, BucketsPort } from "../../readiness/ports.ts";
import type { S3 } from "../clients.ts";
import { refusalOf } from "../refusal.ts";
import { bucketRegion } from "./bucketRegion.ts";
import { sampleObjects } from "./objectSample.ts";
import { policyStatements } from "./policyStatements.ts";
import { asLifecycleRule, asReplicationRule, asWebsite } from "./settings.ts";

/** The configuration of buckets, each asked in its own region. What a bucket never got is its default, not an error. */
export function s3Buckets(s3In: (region: string) => S3): BucketsPort {
  const asked = ({ region, name }: BucketAt) => ({ s3: s3In(region), Bucket: name });
  return {
    region: (at) => bucketRegion(s3In(at.region), at),
    async versioning(at) {
      const { s3, Bucket } = asked(at);
      const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
      return Status ?? "never enabled";
    },
    async replication(at) {
      const { s3, Bucket } = asked(at);
      const found = await orNull("ReplicationConfigurationNotFoundError", () =>
        s3.send(new GetBucketReplicationCommand({ Bucket })),
      );
      return (found?.ReplicationConfiguration?.Rules ?? []).map(asReplicationRule);
    },
    async website(at) {
      const { s3, Bucket } = asked(at);
      const found = await orNull("NoSuchWebsiteConfiguration", () =>
        s3.send(new GetBucketWebsiteCommand({ Bucket })),
      );
      return found === null ? null : asWebsite(found);
    },
    async policy(at) {
      const { s3, Bucket } = asked(at);
      const found = await orNull("NoSuchBucketPolicy", () => s3.send(new GetBucketPolicyCommand({ Bucket })));
      return found?.Policy === undefined ? [] : policyStatements(found.Policy);
    },
    async publicAccess(at) {
      const { s3, Bucket } = asked(at);
      const found = await orNull("NoSuchPublicAccessBlockConfiguration", () =>
        s3.send(new GetPublicAccessBlockCommand({ Bucket })),
      );
      return { restrictsBuckets: found?.PublicAccessBlockConfiguration?.RestrictPublicBuckets === true };
    },
    async encryption(at) {
      const { s3, Bucket } = asked(at);
      const found = await orNull("ServerSideEncryptionConfigurationNotFoundError", () =>
        s3.send(new GetBucketEncryptionCommand({ Bucket })),
      );
      const [rule] = found?.ServerSideEncryptionConfiguration?.Rules ?? [];
      // Since 2023 S3 encrypts with AES256 where nothing is said.
      return { algorithm: rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm ?? "AES256" };
    },
    async objectLock(at) {
      const { s3, Bucket } = asked(at);
      const found = await orNull("ObjectLockConfigurationNotFoundError", () =>
        s3.send(new GetObjectLockConfigurationCommand({ Bucket })),
      );
      return found?.ObjectLockConfiguration?.ObjectLockEnabled === "Enabled";
    },
    async requesterPays(at) {
      const { s3, Bucket } = asked(at);
      const { Payer } = await s3.send(new GetBucketRequestPaymentCommand({ Bucket }));
      if (Payer === undefined) throw new Error("S3 does not say who pays");
      return Payer === "Requester";
    },
    async lifecycle(at) {
      const { s3, Bucket } = asked(at);
      const found = await orNull("NoSuchLifecycleConfiguration", () =>
        s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
      );
      return (found?.Rules ?? []).filter(({ Status }) => Status === "Enabled").map(asLifecycleRule);
    },
    sample: (at, prefix) => sampleObjects(s3In(at.region), at.name, prefix),
  };
}

async function orNull<T>(code: string, read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (refusalOf(error).code === code) return null;
    throw error;
  }
}
