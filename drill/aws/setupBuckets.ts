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
  HeadBucketCommand,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { metadata, refusal } from "./failure.ts";
import type { BucketSetup, Setup } from "./setup.ts";

/** The configuration of a bucket; what was never set is an error with a name of its own, for most. */
export function bucketAnswer(setup: Setup, region: string, command: object): object | undefined {
  const question = questions.find(({ asks }) => command instanceof asks);
  if (question === undefined) return undefined;
  const { Bucket = "" } = (command as HeadBucketCommand).input;
  if (setup.denied.has(question.action)) throw refusal("s3", "AccessDenied", 403, "Access Denied");
  const bucket = setup.buckets.get(Bucket);
  if (bucket === undefined)
    throw refusal("s3", question.action === "s3:ListBucket" ? "NotFound" : "NoSuchBucket", 404, Bucket);
  if (bucket.region !== region) throw elsewhere(bucket.region);
  const answer = question.answer(bucket);
  if (answer === null) throw refusal("s3", question.unset ?? "", 404, "not configured");
  return answer;
}

interface Question {
  readonly asks: new (input: never) => object;
  readonly action: string;
  /** The error of a bucket that has none. */
  readonly unset?: string;
  readonly answer: (bucket: BucketSetup) => object | null;
}

const questions: readonly Question[] = [
  { asks: HeadBucketCommand, action: "s3:ListBucket", answer: ({ region }) => ({ BucketRegion: region }) },
  {
    asks: GetBucketVersioningCommand,
    action: "s3:GetBucketVersioning",
    answer: ({ versioning }) => (versioning === undefined ? {} : { Status: versioning }),
  },
  {
    asks: GetBucketReplicationCommand,
    action: "s3:GetReplicationConfiguration",
    unset: "ReplicationConfigurationNotFoundError",
    answer: ({ replication }) =>
      (replication && { ReplicationConfiguration: { Role: "", Rules: replication } }) || null,
  },
  {
    asks: GetBucketWebsiteCommand,
    action: "s3:GetBucketWebsite",
    unset: "NoSuchWebsiteConfiguration",
    answer: ({ website }) => website ?? null,
  },
  {
    asks: GetBucketPolicyCommand,
    action: "s3:GetBucketPolicy",
    unset: "NoSuchBucketPolicy",
    answer: ({ policy }) => (policy === undefined ? null : { Policy: JSON.stringify(policy) }),
  },
  {
    asks: GetPublicAccessBlockCommand,
    action: "s3:GetBucketPublicAccessBlock",
    unset: "NoSuchPublicAccessBlockConfiguration",
    answer: ({ publicAccess }) =>
      publicAccess === undefined ? null : { PublicAccessBlockConfiguration: publicAccess },
  },
  {
    asks: GetBucketEncryptionCommand,
    action: "s3:GetEncryptionConfiguration",
    answer: ({ encryption = "AES256" }) => ({
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: encryption } }],
      },
    }),
  },
  {
    asks: GetObjectLockConfigurationCommand,
    action: "s3:GetBucketObjectLockConfiguration",
    unset: "ObjectLockConfigurationNotFoundError",
    answer: ({ objectLock }) =>
      objectLock ? { ObjectLockConfiguration: { ObjectLockEnabled: "Enabled" } } : null,
  },
  {
    asks: GetBucketRequestPaymentCommand,
    action: "s3:GetBucketRequestPayment",
    answer: ({ payer = "BucketOwner" }) => ({ Payer: payer }),
  },
  {
    asks: GetBucketLifecycleConfigurationCommand,
    action: "s3:GetLifecycleConfiguration",
    unset: "NoSuchLifecycleConfiguration",
    answer: ({ lifecycle }) => (lifecycle === undefined ? null : { Rules: lifecycle }),
  },
];

/** S3 redirects to the bucket's own region, which the SDK doesn't follow unless told. */
const elsewhere = (region: string): Error =>
  Object.assign(
    new S3ServiceException({
      name: "PermanentRedirect",
      message: "The bucket you are attempting to access must be addressed using the specified endpoint.",
      $fault: "client",
      $metadata: metadata(301),
    }),
    { $response: { statusCode: 301, headers: { "x-amz-bucket-region": region } } },
  );
