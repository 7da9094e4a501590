import * as v from "valibot";
import { beatAll } from "../shared/lambda/beatAll.ts";
import { sites } from "../shared/lambda/packagedSites.ts";
import { wake } from "../shared/lambda/wake.ts";
import { wakeLoop } from "../shared/lambda/wakeLoop.ts";
import { noEvidence } from "../shared/model/observation.ts";

/** Every minute, for every site: the safety net that needs no alarm to reach this region. What the event says is not used. */
export const handler = wake(v.unknown(), async () => {
  // Beside the loop, so that a dark primary region delays no decision.
  const beaten = beatAll(sites);
  try {
    return await wakeLoop(sites, () => noEvidence);
  } finally {
    await beaten;
  }
});
