import type { ListObjectsV2CommandInput } from "@aws-sdk/client-s3";
import type { PageMemory } from "../verify/ports.ts";
import type { S3 } from "./clients.ts";
import { ListRawCommand, type RawListing, type Way, wayOf } from "./listRaw.ts";

const keptMs = 60_000;

/**
 * Listings through one client. The first request of a bucket goes the SDK's whole way; those of the next minute go only the
 * part of it that can differ between pages: retries, credentials, signature, the wire. That halves the CPU of a page. After
 * any failure the whole way is gone again.
 */
export class RawLists {
  readonly #s3: S3;
  /** By the bucket's name. */
  readonly #ways = new Map<string, { readonly way: Way; readonly since: number }>();

  constructor(s3: S3) {
    this.#s3 = s3;
  }

  async list(input: BucketInput, memory: PageMemory): Promise<RawListing> {
    const known = this.#ways.get(input.Bucket);
    if (known === undefined || performance.now() - known.since > keptMs) return this.#wholeWay(input, memory);
    const { request, go } = known.way;
    try {
      return await go(
        { ...request, headers: { ...request.headers }, query: queryFor(input, request) },
        memory,
      );
    } catch (error) {
      this.#ways.delete(input.Bucket);
      throw error;
    }
  }

  async #wholeWay(input: BucketInput, memory: PageMemory): Promise<RawListing> {
    const command = new ListRawCommand(input, memory);
    // The client types what it sends by the class that the command extends.
    const answer: unknown = await this.#s3.send(command);
    const way = wayOf(command);
    if (way !== null) this.#ways.set(input.Bucket, { way, since: performance.now() });
    return answer as RawListing;
  }
}

type BucketInput = ListObjectsV2CommandInput & { readonly Bucket: string };

/** What differs between pages; the rest is as the SDK wrote it. */
function queryFor(
  { MaxKeys, Prefix, StartAfter, ContinuationToken }: ListObjectsV2CommandInput,
  { query }: Way["request"],
): Record<string, string> {
  const pages = {
    "max-keys": MaxKeys?.toString(),
    prefix: Prefix,
    "start-after": StartAfter,
    "continuation-token": ContinuationToken,
  };
  const own = Object.entries({ ...query, ...pages }).filter(
    (each): each is [string, string] => each[1] !== undefined,
  );
  return Object.fromEntries(own);
}
