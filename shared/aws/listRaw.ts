import { ListObjectsV2Command, type ListObjectsV2CommandInput } from "@aws-sdk/client-s3";
import type { S3 } from "./clients.ts";

export interface RawListing {
  /** The answer's body, as S3 sent it. */
  readonly body: Uint8Array;
}

/**
 * ListObjectsV2 whose answer is left as bytes. The SDK spends 15 ms of CPU on turning a page of 1,000 keys into objects,
 * and half a millisecond on all the rest: credentials, signature, region, retries, errors. The rest is left as it is.
 */
export class ListRawCommand extends ListObjectsV2Command {
  constructor(input: ListObjectsV2CommandInput) {
    super(input);
    this.middlewareStack.add(giveBody, { step: "initialize", name: "giveBody" });
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

/** Nearest to the wire: reads the body where the SDK's deserialiser would, and leaves that one an empty document. */
const takeBody =
  <Args, Result extends { response: unknown }>(next: (args: Args) => Promise<Result>) =>
  async (args: Args): Promise<Result> => {
    const result = await next(args);
    const { response } = result;
    if (isAnswer(response) && response.statusCode < 300) {
      bodies.set(response, await bytesOf(response.body));
      response.body = nothing;
    }
    return result;
  };

/** Furthest from the wire: puts the body that was read on the answer. */
const giveBody =
  <Args, Result extends { response: unknown }>(next: (args: Args) => Promise<Result>) =>
  async (args: Args): Promise<Result> => {
    const result = await next(args);
    const body = isAnswer(result.response) ? bodies.get(result.response) : undefined;
    if (body === undefined) throw new Error("S3 answered a listing without a body");
    return { ...result, output: { body } satisfies RawListing };
  };

/** One set of middleware serves all requests of a client, so what was read is kept by the response it came with. */
const bodies = new WeakMap<object, Uint8Array>();
const nothing = new TextEncoder().encode("<ListBucketResult/>");

interface Answer {
  readonly statusCode: number;
  body: unknown;
}

const isAnswer = (response: unknown): response is Answer =>
  typeof response === "object" && response !== null && "statusCode" in response && "body" in response;

async function bytesOf(body: unknown): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const parts: Uint8Array[] = [];
  for await (const part of body as AsyncIterable<Uint8Array>) parts.push(part);
  return Buffer.concat(parts);
}
