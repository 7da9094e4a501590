import type { Site } from "../model/site.ts";
import { beat } from "../observe/beat.ts";
import { heartPorts } from "./runtime.ts";
import { logger } from "./telemetry.ts";

/** The heartbeats that are due. One that can't be written is said to be so, and what it means is the verdict's. */
export async function beatAll(sites: readonly Site[]): Promise<void> {
  await Promise.all(
    sites.map(async (site) => {
      const beaten = await beat(heartPorts, site);
      if (beaten.kind === "failed")
        logger.warn("No heartbeat written", { site: site.name, because: beaten.because });
    }),
  );
}
