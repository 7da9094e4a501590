import { HeadObjectCommand, type HeadObjectCommandOutput } from "@aws-sdk/client-s3";
import type { BucketRef } from "../model/bucket.ts";
import { reasonOf } from "../model/reason.ts";
import type { HeadPort, ObjectHead } from "../verify/ports.ts";
import type { S3 } from "./clients.ts";

export const s3Heads = (of: (bucket: BucketRef) => S3): HeadPort => ({
  async head(bucket, key) {
    try {
      const input = { Bucket: bucket.name, Key: key, ChecksumMode: "ENABLED" } as const;
      return { kind: "found", head: headOf(await of(bucket).send(new HeadObjectCommand(input))) };
    } catch (error) {
      const isAbsent = error instanceof Error && (error.name === "NotFound" || error.name === "NoSuchKey");
      return isAbsent
        ? { kind: "absent", deleteMarker: hasDeleteMarker(error) }
        : { kind: "unavailable", because: reasonOf(error) };
    }
  },
});

/** S3 answers 404 with `x-amz-delete-marker: true`; the SDK keeps the answer beside the error. */
function hasDeleteMarker(error: Error): boolean {
  const { $response } = error as { $response?: { headers?: Record<string, string | undefined> } };
  return $response?.headers?.["x-amz-delete-marker"] === "true";
}

const headOf = (head: HeadObjectCommandOutput): ObjectHead => ({
  etag: (head.ETag ?? "").replaceAll('"', ""),
  etagIsMd5: isMd5(head),
  versionId: head.VersionId === undefined || head.VersionId === "null" ? null : head.VersionId,
  checksums: checksumsOf(head),
  isReplica: head.ReplicationStatus === "REPLICA",
});

/** docs/aws-facts.md 5: not where a key of KMS or of the customer encrypts, nor of an upload in parts. */
const isMd5 = ({ ETag, ServerSideEncryption, SSECustomerAlgorithm }: HeadObjectCommandOutput): boolean =>
  ETag?.includes("-") !== true &&
  (ServerSideEncryption === undefined || ServerSideEncryption === "AES256") &&
  SSECustomerAlgorithm === undefined;

function checksumsOf(head: HeadObjectCommandOutput): readonly string[] {
  const kept = {
    CRC32: head.ChecksumCRC32,
    CRC32C: head.ChecksumCRC32C,
    CRC64NVME: head.ChecksumCRC64NVME,
    SHA1: head.ChecksumSHA1,
    SHA256: head.ChecksumSHA256,
  };
  return Object.entries(kept).flatMap(([name, value]) => (value === undefined ? [] : [`${name}:${value}`]));
}
