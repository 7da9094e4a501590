import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import type { ReleasedObject } from "../model/release.ts";
import type { ReleaseBucketPort, ReleaseWritePort } from "../release/ports.ts";
import { listObjects } from "../verify/listObjects.ts";
import type { S3 } from "./clients.ts";
import { s3Listing } from "./listing.ts";
import { refusalOf } from "./refusal.ts";

/** The site's buckets, as manifests are checked in them. */
export const releaseBucket = (s3In: (region: string) => S3): ReleaseBucketPort => ({
  list: (bucket, prefix) => listObjects(s3Listing(s3In), bucket, prefix),
  async text({ name, region }, key) {
    const found = await orNull(s3In(region).send(new GetObjectCommand({ Bucket: name, Key: key })));
    return found === null ? null : ((await found.Body?.transformToString("utf-8")) ?? "");
  },
  async head({ name, region }, key) {
    const asked = new HeadObjectCommand({ Bucket: name, Key: key, ChecksumMode: "ENABLED" });
    const head = await orNull(s3In(region).send(asked));
    if (head === null) return null;
    return {
      key,
      size: head.ContentLength ?? 0,
      etag: unquoted(head.ETag ?? ""),
      version: head.VersionId ?? null,
      checksum: checksumOf(head),
      contentType: head.ContentType ?? null,
      cacheControl: head.CacheControl ?? null,
    } satisfies ReleasedObject;
  },
});

/** And as the deploy pipeline writes them. */
export const releaseWriter = (s3In: (region: string) => S3): ReleaseWritePort => ({
  ...releaseBucket(s3In),
  async write({ name, region }, key, text) {
    const about = { ContentType: "application/json", CacheControl: "no-store" };
    await s3In(region).send(new PutObjectCommand({ Bucket: name, Key: key, Body: text, ...about }));
  },
  async remove({ name, region }, key) {
    await s3In(region).send(new DeleteObjectCommand({ Bucket: name, Key: key }));
  },
});

/** Of one that is of the whole object, not of its parts. Source: S3 API reference, HeadObject. */
function checksumOf(head: {
  readonly ChecksumSHA256?: string | undefined;
  readonly ChecksumCRC64NVME?: string | undefined;
  readonly ChecksumType?: string | undefined;
}): string | null {
  if (head.ChecksumSHA256 !== undefined && head.ChecksumType !== "COMPOSITE")
    return `SHA256:${head.ChecksumSHA256}`;
  return head.ChecksumCRC64NVME === undefined ? null : `CRC64NVME:${head.ChecksumCRC64NVME}`;
}

async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    const { code, status } = refusalOf(error);
    if (code === "NoSuchKey" || code === "NotFound" || status === 404) return null;
    throw error;
  }
}

const unquoted = (etag: string): string => etag.replaceAll('"', "");
