import { ListObjectsV2Command, type ListObjectsV2CommandInput } from "@aws-sdk/client-s3";
import type { PageMemory } from "../verify/ports.ts";
import { type BodyStream, bodyInto } from "./bodyInto.ts";

export interface RawListing {
  /** The answer's body, as S3 sent it. */
  readonly body: Uint8Array;
}

/**
 * ListObjectsV2 whose answer is left as bytes: the SDK spends 15 ms of CPU on turning a page of 1,000 keys into objects.
 * What S3 refuses is read by the SDK, and all else is its own: credentials, signature, region, retries.
 */
export class ListRawCommand extends ListObjectsV2Command {
  constructor(input: ListObjectsV2CommandInput, memory: PageMemory) {
    super(input);
    memories.set(input, memory);
    const stack = this.middlewareStack;
    stack.addRelativeTo(leaveWay, { relation: "before", toMiddleware: "retryMiddleware", name: "leaveWay" });
    const toMiddleware = "deserializerMiddleware";
    stack.addRelativeTo(takeBody, { relation: "before", toMiddleware, name: "takeBody" });
    stack.addRelativeTo(askOnce, { relation: "after", toMiddleware, name: "askOnce" });
  }
}

/** From a request that wants nothing but its signature, through retries, to the answer. */
export interface Way {
  readonly request: ListRequest;
  go(request: ListRequest, memory: PageMemory): Promise<RawListing>;
}

export interface ListRequest {
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** The way that a command went; null where no client of the SDK sent it. */
export const wayOf = ({ input }: ListRawCommand): Way | null => ways.get(input) ?? null;

// One set of middleware may serve all commands of a client, so what belongs to one is kept by its input.
const memories = new WeakMap<object, PageMemory>();
const ways = new WeakMap<object, Way>();

/** The SDK's types leave open what is in requests and responses. */
type Handler<Args, Result> = (args: Args) => Promise<Result>;

/** Stands where the request has its endpoint and headers, and is neither signed nor tried yet. */
const leaveWay =
  <Args extends object, Result extends object>(next: Handler<Args, Result>): Handler<Args, Result> =>
  (args) => {
    const { input, request } = args as Args & { input: ListObjectsV2CommandInput; request: ListRequest };
    const go: Way["go"] = async (asked, memory) => {
      const another = { ...input };
      memories.set(another, memory);
      const { output } = (await next({ ...args, input: another, request: asked })) as { output: RawListing };
      return output;
    };
    ways.set(input, { request: { ...request, headers: { ...request.headers } }, go });
    return next(args);
  };

/** Takes the SDK's deserialiser's place for answers, and hands it what S3 refused. */
const takeBody =
  <Args extends object, Result extends object>(
    next: Handler<Args, Result>,
    context: object,
  ): Handler<Args, Result> =>
  async (args) => {
    const answered = await asksOnce.get(context)?.(args);
    const { statusCode, body } = (answered as { response: Answer }).response;
    if (statusCode >= 300) return next({ ...args, answered });
    const memory = memories.get((args as Args & { input: object }).input) ?? { bytes: new Uint8Array() };
    const output = { body: await bodyInto(body, memory), $metadata: { httpStatusCode: statusCode } };
    return { ...answered, output } as object as Result;
  };

interface Answer {
  readonly statusCode: number;
  readonly body: BodyStream;
}

const asksOnce = new WeakMap<object, Handler<object, object>>();

/** Nearest to the wire. An answer that is there is not asked for again. */
const askOnce = <Args extends object, Result extends object>(
  next: Handler<Args, Result>,
  context: object,
): Handler<Args, Result> => {
  asksOnce.set(context, (args) => next(args as Args));
  return (args) => ("answered" in args ? Promise.resolve(args.answered as Result) : next(args));
};
