import { ListObjectsV2Command, type ListObjectsV2CommandInput } from "@aws-sdk/client-s3";
import { bytesOf } from "./bytesOf.ts";
import type { S3 } from "./clients.ts";
import { type ListingPattern, patternOf } from "./listingPattern.ts";

export interface RawListing {
  /** The answer's body, as S3 sent it. */
  readonly body: Uint8Array;
  /** For further pages of the same bucket; null: by the SDK alone. */
  readonly pattern: ListingPattern | null;
}

/**
 * ListObjectsV2 whose answer is left as bytes. The SDK spends 15 ms of CPU on turning a page of 1,000 keys into objects,
 * and half a millisecond on all the rest: credentials, signature, region, retries, errors. The rest is left as it is.
 */
export class ListRawCommand extends ListObjectsV2Command {
  constructor(input: ListObjectsV2CommandInput) {
    super(input);
    this.middlewareStack.add(giveListing, { step: "initialize", name: "giveListing" });
    this.middlewareStack.addRelativeTo(takePattern, {
      relation: "before",
      toMiddleware: "httpSigningMiddleware",
      name: "takePattern",
    });
    this.middlewareStack.addRelativeTo(takeBody, {
      relation: "after",
      toMiddleware: "deserializerMiddleware",
      name: "takeBody",
    });
  }
}

/** The client types what it sends by the class that the command extends. */
export async function sendRaw(s3: S3, command: ListRawCommand): Promise<RawListing> {
  const answer: unknown = await s3.send(command);
  return answer as RawListing;
}

type Next<Args, Result> = (args: Args) => Promise<Result>;

/** Before the signature: what is asked now is asked of every page, but for the query. */
const takePattern =
  <Args extends object, Result extends { response: unknown }>(next: Next<Args, Result>, context: object) =>
  async (args: Args): Promise<Result> => {
    const pattern = patternOf(args, context);
    const result = await next(args);
    if (pattern !== null && isAnswer(result.response)) patterns.set(result.response, pattern);
    return result;
  };

/** Nearest to the wire: reads the body where the SDK's deserialiser would, and leaves that one an empty document. */
const takeBody =
  <Args, Result extends { response: unknown }>(next: Next<Args, Result>) =>
  async (args: Args): Promise<Result> => {
    const result = await next(args);
    const { response } = result;
    if (isAnswer(response) && response.statusCode < 300) {
      bodies.set(response, await bytesOf(response.body));
      response.body = nothing;
    }
    return result;
  };

/** Furthest from the wire: puts on the answer what was taken. */
const giveListing =
  <Args, Result extends { response: unknown }>(next: Next<Args, Result>) =>
  async (args: Args): Promise<Result> => {
    const result = await next(args);
    const { response } = result;
    const body = isAnswer(response) ? bodies.get(response) : undefined;
    if (!isAnswer(response) || body === undefined) throw new Error("S3 answered a listing without a body");
    const listing: RawListing = { body, pattern: patterns.get(response) ?? null };
    return { ...result, output: listing };
  };

/** One set of middleware serves all requests of a client, so what was taken is kept by the response it came with. */
const bodies = new WeakMap<object, Uint8Array>();
const patterns = new WeakMap<object, ListingPattern>();
const nothing = new TextEncoder().encode("<ListBucketResult/>");

interface Answer {
  readonly statusCode: number;
  body: unknown;
}

const isAnswer = (response: unknown): response is Answer =>
  typeof response === "object" && response !== null && "statusCode" in response && "body" in response;
