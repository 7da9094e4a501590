import type { Context } from "aws-lambda";
import * as v from "valibot";
import {
  cameThroughUrl,
  functionUrlEvent,
  type OverrideCall,
  readHttpEvent,
  readPayload,
} from "../shared/lambda/overrideCall.ts";
import { sites } from "../shared/lambda/packagedSites.ts";
import { ports } from "../shared/lambda/runtime.ts";
import { reportAnswer } from "../shared/lambda/telemetry.ts";
import { wake } from "../shared/lambda/wake.ts";
import { answerOverride } from "../shared/override/answer.ts";
import type { OverrideAnswer } from "../shared/override/contract.ts";

/** A person's orders and questions: invoked plainly, or by a signed request to the function URL. */
export const handler = wake(v.unknown(), async (event, context: Context) => {
  if (!cameThroughUrl(context.invokedFunctionArn)) return await answer(readPayload(event));
  const answered = await answer(readHttpEvent(v.parse(functionUrlEvent, event)));
  return {
    statusCode: statusOf(answered),
    headers: { "content-type": "application/json" },
    body: JSON.stringify(answered),
  };
});

async function answer(call: OverrideCall): Promise<OverrideAnswer> {
  if (call.kind === "unreadable") return unreadable(call.because);
  const answered = await answerOverride(ports, sites, call.input, call.caller);
  reportAnswer(answered);
  return answered;
}

const unreadable = (message: string): OverrideAnswer => ({
  ok: false,
  error: { code: "InvalidRequest", issues: [{ path: "", message }] },
});

/** A refusal is an answer, and yet a script that looks at the status alone must not take it for done. */
function statusOf(answered: OverrideAnswer): number {
  if (!("error" in answered)) return answered.ok ? 200 : 409;
  return answered.error.code === "InvalidRequest" ? 400 : 503;
}
