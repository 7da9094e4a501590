import { GetObjectCommand, type GetObjectCommandOutput, PutObjectCommand } from "@aws-sdk/client-s3";
import type { ObjectStore, WriteAnswer } from "../record/ports.ts";
import type { S3 } from "./clients.ts";
import { listKeys } from "./listKeys.ts";
import { refusalOf } from "./refusal.ts";

/**
 * The record's store over one S3 bucket. Its role needs s3:ListBucket besides s3:GetObject, as S3 answers 403 and not
 * 404 for a missing key to whoever may not list.
 */
export function s3ObjectStore(s3: S3, bucket: string): ObjectStore {
  return {
    async get(key) {
      const found = await getOrNull(s3, bucket, key);
      if (found === null) return null;
      if (found.Body === undefined) throw new Error(`S3 gave no body for ${key}`);
      return { body: await found.Body.transformToString("utf-8"), etag: present(found.ETag, key) };
    },
    replace: (key, body, etag) => put(s3, bucket, key, body, { IfMatch: etag }),
    create: (key, body) => put(s3, bucket, key, body, { IfNoneMatch: "*" }),
    keys: (prefix, startAfter) => listKeys(s3, bucket, { prefix, startAfter }),
  };
}

async function getOrNull(s3: S3, bucket: string, key: string): Promise<GetObjectCommandOutput | null> {
  try {
    return await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  } catch (error) {
    if (refusalOf(error).code === "NoSuchKey") return null;
    throw error;
  }
}

type Condition = { readonly IfMatch: string } | { readonly IfNoneMatch: "*" };

async function put(
  s3: S3,
  bucket: string,
  key: string,
  body: string,
  condition: Condition,
): Promise<WriteAnswer> {
  try {
    const object = { Bucket: bucket, Key: key, Body: body, ContentType: "application/json" };
    const written = await s3.send(new PutObjectCommand({ ...object, ...condition }));
    return { kind: "written", etag: present(written.ETag, key) };
  } catch (error) {
    return notWritten(error);
  }
}

/** 412: the condition does not hold; 404 NoSuchKey: nor does If-Match where nothing is; 409 ConditionalRequestConflict: S3 asks to try again. */
function notWritten(error: unknown): WriteAnswer {
  const { code, status } = refusalOf(error);
  if (status === 412 || code === "NoSuchKey") return { kind: "preconditionFailed" };
  if (status === 409) return { kind: "conflict" };
  throw error;
}

function present(etag: string | undefined, key: string): string {
  if (etag === undefined) throw new Error(`S3 gave no ETag for ${key}`);
  return etag;
}
