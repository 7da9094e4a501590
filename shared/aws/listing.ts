import type { BucketRef } from "../model/bucket.ts";
import { reasonOf } from "../model/reason.ts";
import type { ListingPort, PageAnswer, PageAsk } from "../verify/ports.ts";
import type { S3 } from "./clients.ts";
import type { ListingPattern } from "./listingPattern.ts";
import { ListRawCommand, sendRaw } from "./listRaw.ts";

/** By the region that a bucket is in. */
export const s3Listing = (s3In: (region: string) => S3): ListingPort =>
  listingOf(({ region }) => s3In(region));

/**
 * Keys are asked for URL-encoded: XML 1.0 can't carry all that keys may hold. The SDK asks for the first page of a bucket,
 * and for each that the pattern it left does not get: retries, redirects, wrong clocks and errors are its own.
 */
export function listingOf(s3Of: (bucket: BucketRef) => S3): ListingPort {
  const patterns = new WeakMap<BucketRef, ListingPattern>();
  return {
    async page(bucket, ask) {
      try {
        const plain = await patterns.get(bucket)?.page(queryOf(ask));
        if (plain != null) return { kind: "page", body: plain };
        const { body, pattern } = await sendRaw(s3Of(bucket), commandFor(bucket, ask));
        if (pattern !== null) patterns.set(bucket, pattern);
        return { kind: "page", body };
      } catch (error) {
        return failureOf(error);
      }
    },
  };
}

const commandFor = ({ name }: BucketRef, { prefix, from, maxKeys }: PageAsk): ListRawCommand =>
  new ListRawCommand({
    Bucket: name,
    EncodingType: "url",
    MaxKeys: maxKeys,
    ...(prefix !== "" && { Prefix: prefix }),
    ...("token" in from && { ContinuationToken: from.token }),
    ...("after" in from && from.after !== "" && { StartAfter: from.after }),
  });

/** The same, as it goes over the wire. */
const queryOf = ({ prefix, from, maxKeys }: PageAsk): Readonly<Record<string, string>> => ({
  "list-type": "2",
  "encoding-type": "url",
  "max-keys": `${maxKeys}`,
  ...(prefix !== "" && { prefix }),
  ...("token" in from && { "continuation-token": from.token }),
  ...("after" in from && from.after !== "" && { "start-after": from.after }),
});

/** After the client's own attempts. Only what S3 refused by name is final; what is not known may be asked again. */
function failureOf(error: unknown): PageAnswer {
  if (error instanceof TypeError || error instanceof RangeError) throw error;
  const because = reasonOf(error);
  const { status, name } = describe(error);
  if (status === 503 || name === "SlowDown") return { kind: "slowDown", because };
  const refused = (status !== null && status >= 300 && status < 500) || name === "CredentialsProviderError";
  return { kind: refused ? "refused" : "unavailable", because };
}

function describe(error: unknown): { readonly status: number | null; readonly name: string } {
  if (!(error instanceof Error)) return { status: null, name: "" };
  const metadata = "$metadata" in error ? error.$metadata : null;
  const status =
    typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata
      ? metadata.httpStatusCode
      : null;
  return { status: typeof status === "number" ? status : null, name: error.name };
}
