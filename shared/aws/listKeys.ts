import { ListObjectsV2Command, type ListObjectsV2CommandOutput } from "@aws-sdk/client-s3";
import type { S3 } from "./clients.ts";

interface Range {
  readonly prefix: string;
  /** "" for the first key. */
  readonly startAfter: string;
}

/**
 * The keys of a bucket's current objects, page by page, in UTF-8 byte order. Each page starts after the last key of the one before,
 * so no page depends on a token that may expire. Keys are asked for URL-encoded: XML 1.0 can't carry all that keys may hold.
 */
export async function* listKeys(s3: S3, bucket: string, range: Range): AsyncGenerator<readonly string[]> {
  let from: From | null = { StartAfter: range.startAfter };
  while (from !== null) {
    const page: ListObjectsV2CommandOutput = await s3.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: range.prefix, EncodingType: "url", ...from }),
    );
    const keys = keysOf(page);
    if (keys.length > 0) yield keys;
    from = page.IsTruncated === true ? next(page, keys.at(-1)) : null;
  }
}

type From = { readonly StartAfter: string } | { readonly ContinuationToken: string };

/** A page can be empty and yet not the last: S3 counts the delete markers it passes over. Then only the token leads on. */
function next(page: ListObjectsV2CommandOutput, last: string | undefined): From {
  if (last !== undefined) return { StartAfter: last };
  if (page.NextContinuationToken !== undefined) return { ContinuationToken: page.NextContinuationToken };
  throw new Error(`S3 cut the listing of ${page.Name} short and did not say where it goes on`);
}

function keysOf({ Contents = [], EncodingType, Name }: ListObjectsV2CommandOutput): string[] {
  return Contents.map(({ Key }) => {
    if (Key === undefined) throw new Error(`The listing of ${Name} has an object without key`);
    return EncodingType === "url" ? decodeKey(Key) : Key;
  });
}

/** As Java's URLEncoder writes it, which is what S3 uses: a space is "+", a plus sign "%2B". */
const decodeKey = (encoded: string): string => decodeURIComponent(encoded.replaceAll("+", " "));
