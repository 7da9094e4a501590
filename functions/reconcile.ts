import * as v from "valibot";
import { beatAll } from "../shared/lambda/beatAll.ts";
import { sites } from "../shared/lambda/packagedSites.ts";
import { sendCanary } from "../shared/lambda/sendCanary.ts";
import { wake } from "../shared/lambda/wake.ts";
import { wakeLoop } from "../shared/lambda/wakeLoop.ts";
import { noEvidence } from "../shared/model/observation.ts";

/** Every minute, for every site: the safety net that needs no alarm to reach this region. What the event says is not used. */
export const handler = wake(v.unknown(), async () => {
  // Beside the loop, so that neither a dark primary region nor a dark us-east-1 delays a decision.
  const beside = Promise.all([beatAll(sites), sendCanary()]);
  try {
    return await wakeLoop(sites, () => noEvidence);
  } finally {
    await beside;
  }
});
