import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  PutBucketPolicyCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { BucketPlace } from "../replication.ts";
import { type Account, primary, redirect, ruleId, standby, switched } from "./example.ts";

const page = '<link rel="stylesheet" href="/site.css"><h1>the site</h1>';
const files = {
  "index.html": page,
  "404.html": "<h1>not here</h1>",
  "site.css": "h1 {}",
  "health.txt": "ok",
};

/** Four buckets as a person sets them up in the console, and the site in both that hold it: nothing replicates there. */
export async function makeBuckets(account: Account): Promise<void> {
  for (const place of [primary, standby, redirect, switched]) await makeBucket(account, place);
  for (const place of [primary, standby]) await publish(account, place);
  await letAnybodyRead(account, primary, ["health.txt"]);
  await letAnybodyRead(account, standby, ["*"]);
  await letAnybodyRead(account, switched, ["hold", "force"]);
  await replicate(account);
  const inB = new S3Client(account.clientConfig(standby.region));
  const website = { IndexDocument: { Suffix: "index.html" }, ErrorDocument: { Key: "404.html" } };
  await inB.send(new PutBucketWebsiteCommand({ Bucket: standby.bucket, WebsiteConfiguration: website }));
  const toMain = { RedirectAllRequestsTo: { HostName: standby.bucket } };
  await inB.send(new PutBucketWebsiteCommand({ Bucket: redirect.bucket, WebsiteConfiguration: toMain }));
}

async function makeBucket(account: Account, { bucket: Bucket, region }: BucketPlace): Promise<void> {
  const s3 = new S3Client(account.clientConfig(region));
  const LocationConstraint = region as BucketLocationConstraint;
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
  const VersioningConfiguration = { Status: "Enabled" as const };
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
}

/** Its pages, and the object that the health check asks for. */
export async function publish(account: Account, { bucket: Bucket, region }: BucketPlace): Promise<void> {
  const s3 = new S3Client(account.clientConfig(region));
  for (const [Key, Body] of Object.entries(files)) {
    const ContentType = Key.endsWith(".html") ? "text/html" : "text/plain";
    await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
  }
}

async function letAnybodyRead(account: Account, place: BucketPlace, keys: readonly string[]): Promise<void> {
  const { bucket: Bucket, region } = place;
  const s3 = new S3Client(account.clientConfig(region));
  const PublicAccessBlockConfiguration = { BlockPublicPolicy: false, RestrictPublicBuckets: false };
  await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  const Resource = keys.map((key) => `arn:aws:s3:::${Bucket}/${key}`);
  const Statement = [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource }];
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
}

async function replicate(account: Account): Promise<void> {
  await new S3Client(account.clientConfig(primary.region)).send(
    new PutBucketReplicationCommand({
      Bucket: primary.bucket,
      ReplicationConfiguration: {
        Role: "arn:aws:iam::123456789012:role/site-replication",
        Rules: [
          {
            ID: ruleId,
            Priority: 1,
            Status: "Enabled",
            Filter: { Prefix: "" },
            DeleteMarkerReplication: { Status: "Enabled" },
            Destination: { Bucket: `arn:aws:s3:::${standby.bucket}`, Metrics: { Status: "Enabled" } },
          },
        ],
      },
    }),
  );
}
