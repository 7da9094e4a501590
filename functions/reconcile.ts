import * as v from "valibot";
import { sites } from "../shared/lambda/packagedSites.ts";
import { wake } from "../shared/lambda/wake.ts";
import { wakeLoop } from "../shared/lambda/wakeLoop.ts";
import { noEvidence } from "../shared/model/observation.ts";

/** Every minute, for every site: the safety net that needs no alarm to reach this region. What the event says is not used. */
export const handler = wake(v.unknown(), async () => await wakeLoop(sites, () => noEvidence));
