import { ListObjectsV2Command, type ListObjectsV2CommandOutput } from "@aws-sdk/client-s3";
import { epochMs } from "../model/time.ts";
import type { ListedObject } from "../observe/ports.ts";
import type { S3 } from "./clients.ts";

interface Range {
  readonly prefix: string;
  /** "" for the first key. */
  readonly startAfter: string;
}

/**
 * A bucket's current objects, page by page, in UTF-8 byte order. Each page starts after the last key of the one before,
 * so no page depends on a token that may expire. Keys are asked for URL-encoded: XML 1.0 can't carry all that keys may hold.
 */
export async function* listPages(
  s3: S3,
  bucket: string,
  range: Range,
): AsyncGenerator<readonly ListedObject[]> {
  let from: From | null = { StartAfter: range.startAfter };
  while (from !== null) {
    const page: ListObjectsV2CommandOutput = await s3.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: range.prefix, EncodingType: "url", ...from }),
    );
    const objects = objectsOf(page, bucket);
    if (objects.length > 0) yield objects;
    from = page.IsTruncated === true ? next(page, objects.at(-1)?.key) : null;
  }
}

type From = { readonly StartAfter: string } | { readonly ContinuationToken: string };

/** A page can be empty and yet not the last: S3 counts the delete markers it passes over. Then only the token leads on. */
function next(page: ListObjectsV2CommandOutput, last: string | undefined): From {
  if (last !== undefined) return { StartAfter: last };
  if (page.NextContinuationToken !== undefined) return { ContinuationToken: page.NextContinuationToken };
  throw new Error(`S3 cut the listing of ${page.Name} short and did not say where it goes on`);
}

function objectsOf(page: ListObjectsV2CommandOutput, bucket: string): ListedObject[] {
  return (page.Contents ?? []).map(({ Key, Size, ETag, LastModified }) => {
    if (Key === undefined || Size === undefined || ETag === undefined || LastModified === undefined)
      throw new Error(`The listing of ${bucket} has an object without key, size, ETag or date: ${Key}`);
    const key = page.EncodingType === "url" ? decodeKey(Key) : Key;
    return { key, size: Size, etag: ETag, modifiedAt: epochMs(LastModified.getTime()) };
  });
}

/** As Java's URLEncoder writes it, which is what S3 uses: a space is "+", a plus sign "%2B". */
const decodeKey = (encoded: string): string => decodeURIComponent(encoded.replaceAll("+", " "));
