import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { reasonOf } from "../model/reason.ts";

export interface FunctionAddress {
  readonly functionName: string;
  readonly region: string;
  /** null: the SDK's own choice, AWS_PROFILE among it. */
  readonly profile: string | null;
}

export interface InvocationFailure {
  /** `noAnswer`, `died`: it may have done what it was asked for. All others: it was not begun. */
  readonly kind: "notFound" | "denied" | "noCredentials" | "unreachable" | "noAnswer" | "died";
  readonly because: string;
}
export type Invocation = { readonly kind: "answered"; readonly answer: unknown } | InvocationFailure;

/** A function of ours lives 120 s at most: a few seconds longer, and no answer will come. */
const longestAnswerMs = 125_000;
const connectionTimeout = 3000;

/**
 * Invokes and waits for the answer, with the caller's own credentials; for laptops. The SDK may send it again when a
 * connection breaks: what changes something carries a requestId, so that it is done once.
 */
export async function invokeFunction(
  { functionName, region, profile }: FunctionAddress,
  payload: object,
): Promise<Invocation> {
  const lambda = new LambdaClient({
    region,
    ...(profile === null ? {} : { profile }),
    requestHandler: { connectionTimeout },
  });
  const command = new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(payload) });
  try {
    const { FunctionError, Payload } = await lambda.send(command, {
      abortSignal: AbortSignal.timeout(longestAnswerMs),
    });
    const text = Payload?.transformToString() ?? "";
    if (FunctionError !== undefined)
      return { kind: "died", because: `the function failed: ${text.slice(0, 500)}` };
    return { kind: "answered", answer: JSON.parse(text) };
  } catch (error) {
    return { kind: failureKind(error), because: reasonOf(error) };
  }
}

function failureKind(error: unknown): InvocationFailure["kind"] {
  const { name = "", code = "", message = "", $metadata } = error as Failure;
  if (name === "ResourceNotFoundException") return "notFound";
  if (name === "CredentialsProviderError") return "noCredentials";
  if ($metadata?.httpStatusCode === 403 || $metadata?.httpStatusCode === 401) return "denied";
  const neverSent =
    name === "TooManyRequestsException" ||
    notConnected.has(code) ||
    /establishing a connection/.test(message);
  return neverSent ? "unreachable" : "noAnswer";
}

interface Failure {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}
const notConnected: ReadonlySet<string> = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);
