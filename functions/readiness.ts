import * as v from "valibot";
import { checkReadiness } from "../shared/checkReadiness.ts";
import { keepReadiness } from "../shared/keepReadiness.ts";
import { sites } from "../shared/lambda/packagedSites.ts";
import { readinessPorts } from "../shared/lambda/readinessRuntime.ts";
import { wake } from "../shared/lambda/wake.ts";

/** Every 15 minutes, for every site, one after the other: whether it is ready to fail over. What the event says is not used. */
export const handler = wake(v.unknown(), async () => {
  const kept = [];
  for (const site of sites) {
    const readiness = await checkReadiness(readinessPorts, site, sites);
    kept.push(await keepReadiness(readinessPorts, site, readiness));
  }
  return { sites: kept };
});
