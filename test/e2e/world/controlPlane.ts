import type { Answered } from "../../../shared/override/contract.ts";
import type { SitesOnEmulator } from "./siteOnEmulator.ts";

/** What the deployed override answers; throws where it broke off, or took the request for none. */
export async function askOverride({ call }: SitesOnEmulator, payload: object): Promise<Answered> {
  const { answer, functionError, log } = await call("override", payload);
  if (functionError !== undefined) throw new Error(`override failed: ${log}`);
  if (typeof answer === "object" && answer !== null && "error" in answer)
    throw new Error(`override answered ${JSON.stringify(answer)}`);
  return answer as Answered;
}

/** One run of the loop now. The one-minute schedule runs as well, and a test does not wait for it. */
export async function wakeLoop({ call }: SitesOnEmulator): Promise<void> {
  await call("reconcile", {}).catch((error: Error) => {
    // The schedule's own run is at work: reserved concurrency is 1.
    if (error.name !== "TooManyRequestsException") throw error;
  });
}
