import * as v from "valibot";
import type { Requester } from "../model/order.ts";

/** What a caller of `override` sent, however it came. `tooMuch` and `notJson` never reach the loop. */
export type OverrideCall =
  | { readonly kind: "input"; readonly input: unknown; readonly caller: Requester | null }
  | { readonly kind: "unreadable"; readonly because: string };

/** A request is a few hundred bytes; a reason of this length is no reason. */
const longestRequest = 64 * 1024;

/** The alias that the function URL is on, and nothing else: see infra/service/overrideUrl.ts. */
const urlAlias = "url";

/** Whether this invocation came through the function URL. What the event says of itself is not asked: anyone can write that. */
export const cameThroughUrl = (invokedFunctionArn: string): boolean =>
  invokedFunctionArn.split(":")[7] === urlAlias;

/** A plain invocation: the payload is the request, and nobody vouches for who sent it. */
export function readPayload(payload: unknown): OverrideCall {
  const length = JSON.stringify(payload)?.length ?? 0;
  return length > longestRequest ? tooLong(length) : { kind: "input", input: payload, caller: null };
}

/** A signed request to the function URL: the body is the request, and AWS says who signed it. */
export function readHttpEvent(event: v.InferOutput<typeof functionUrlEvent>): OverrideCall {
  const { body, isBase64Encoded, requestContext } = event;
  const text = Buffer.from(body, isBase64Encoded ? "base64" : "utf8").toString("utf8");
  if (text.length > longestRequest) return tooLong(text.length);
  const name = requestContext.authorizer.iam.userArn;
  try {
    return { kind: "input", input: JSON.parse(text), caller: { name, proof: "iam" } };
  } catch {
    return { kind: "unreadable", because: "the body is not JSON" };
  }
}

const tooLong = (length: number): OverrideCall => ({
  kind: "unreadable",
  because: `the request is ${length} characters long, and ${longestRequest} are enough for any`,
});

/** Source: Lambda Developer Guide, "Invoking Lambda function URLs", request payload 2.0 with AuthType AWS_IAM. */
export const functionUrlEvent = v.object({
  body: v.optional(v.string(), ""),
  isBase64Encoded: v.optional(v.boolean(), false),
  requestContext: v.object({
    authorizer: v.object({ iam: v.object({ userArn: v.pipe(v.string(), v.startsWith("arn:")) }) }),
  }),
});
