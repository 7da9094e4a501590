import { canaryChanger } from "../aws/canary.ts";
import { canaryAlarm } from "../model/canary.ts";
import { reasonOf } from "../model/reason.ts";
import { sites } from "./packagedSites.ts";
import { world } from "./runtime.ts";
import { logger } from "./telemetry.ts";

const alarm = canaryAlarm(sites);
const change = canaryChanger(world.clients.cloudWatch);

/** Sent beside the loop; that it can't be is no fault of the loop's, and its silence is a finding of readiness. */
export async function sendCanary(): Promise<void> {
  if (alarm === null) return;
  try {
    await change(alarm, world.clock.now());
  } catch (error) {
    logger.warn("No canary sent", { alarm: alarm.name, because: reasonOf(error) });
  }
}
