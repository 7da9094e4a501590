import { HeadBucketCommand } from "@aws-sdk/client-s3";
import type { BucketAt } from "../../readiness/ports.ts";
import type { S3 } from "../clients.ts";
import { refusalOf } from "../refusal.ts";

/**
 * Where a bucket is, asked where it should be: S3 answers 301 from anywhere else, with the region in a header, which is
 * what the SDK's own region redirects go by. null: there is none of that name.
 */
export async function bucketRegion(s3: S3, { name, region }: BucketAt): Promise<string | null> {
  try {
    const { BucketRegion } = await s3.send(new HeadBucketCommand({ Bucket: name }));
    return BucketRegion ?? region;
  } catch (error) {
    const { status, code } = refusalOf(error);
    if (status === 404 || code === "NotFound" || code === "NoSuchBucket") return null;
    const elsewhere = status === 301 ? regionHeader(error) : null;
    if (elsewhere === null) throw error;
    return elsewhere;
  }
}

function regionHeader(error: unknown): string | null {
  const response = error instanceof Error && "$response" in error ? error.$response : null;
  if (typeof response !== "object" || response === null || !("headers" in response)) return null;
  const headers = response.headers as Readonly<Record<string, string | undefined>>;
  return headers["x-amz-bucket-region"] ?? null;
}
