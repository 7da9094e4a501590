import type { BucketRef } from "../model/bucket.ts";
import { reasonOf } from "../model/reason.ts";
import type { ListingPort, PageAnswer, PageAsk } from "../verify/ports.ts";
import type { S3 } from "./clients.ts";
import { RawLists } from "./rawLists.ts";

/** By the region that a bucket is in. */
export const s3Listing = (s3In: (region: string) => S3): ListingPort =>
  listingOf(({ region }) => s3In(region));

/** Keys are asked for URL-encoded: XML 1.0 can't carry all that keys may hold. */
export function listingOf(s3Of: (bucket: BucketRef) => S3): ListingPort {
  const lists = new WeakMap<S3, RawLists>();
  const listsOf = (s3: S3): RawLists => {
    const known = lists.get(s3) ?? new RawLists(s3);
    lists.set(s3, known);
    return known;
  };
  return {
    async page(bucket, ask, memory = { bytes: new Uint8Array() }) {
      try {
        const { body } = await listsOf(s3Of(bucket)).list(inputFor(bucket, ask), memory);
        return { kind: "page", body };
      } catch (error) {
        return failureOf(error);
      }
    },
  };
}

const inputFor = ({ name }: BucketRef, { prefix, from, maxKeys }: PageAsk) => ({
  Bucket: name,
  EncodingType: "url" as const,
  MaxKeys: maxKeys,
  ...(prefix !== "" && { Prefix: prefix }),
  ...("token" in from && { ContinuationToken: from.token }),
  ...("after" in from && from.after !== "" && { StartAfter: from.after }),
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
