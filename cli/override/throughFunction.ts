import { type InvocationFailure, invokeFunction } from "../../shared/aws/invokeFunction.ts";
import type { OverrideAnswer } from "../../shared/override/contract.ts";
import type { Address, Asked, Override } from "./reach.ts";

/** The deployed function, invoked with the caller's own credentials. */
export function throughFunction(address: Address): Override {
  const { functionName, region, profile } = address;
  return {
    name: `${functionName} in ${region}`,
    via: "cli",
    async ask(request) {
      const invoked = await invokeFunction({ functionName, region, profile }, request);
      return invoked.kind === "answered"
        ? { kind: "answered", answer: invoked.answer as OverrideAnswer }
        : failed(invoked, address);
    },
  };
}

function failed({ kind, because }: InvocationFailure, { functionName, region }: Address): Asked {
  switch (kind) {
    case "notFound":
      return {
        kind: "unreachable",
        because: `there is no function ${functionName} in ${region}`,
        remedy:
          "Another stage: --stage NAME; elsewhere: --region NAME. If it is gone, --direct does without it",
      };
    case "denied":
      return {
        kind: "unreachable",
        because: `AWS refuses the call: ${because}`,
        remedy: "It needs lambda:InvokeFunction on that function; other credentials: --profile NAME",
      };
    case "noCredentials":
      return {
        kind: "unreachable",
        because,
        remedy: "Log in to AWS first, or name a profile: --profile NAME",
      };
    case "unreachable":
      return { kind: "unreachable", because, remedy: `Is ${region} up, and are you online?` };
    case "noAnswer":
    case "died":
      return { kind: "unknown", because };
  }
}
