import { changeCanary } from "../aws/canary.ts";
import { sharedFolder } from "../aws/ports.ts";
import { type CanarySeen, canaryAlarm } from "../model/canary.ts";
import type { AlarmState } from "../model/observation.ts";
import { reasonOf } from "../model/reason.ts";
import { sites } from "./packagedSites.ts";
import { journal, world } from "./runtime.ts";
import { logger } from "./telemetry.ts";

const alarm = canaryAlarm(sites);
const folder = sharedFolder(world, journal, "canary");

/** Sent beside the loop; that it can't be is no fault of the loop's, and its silence is a finding of readiness. */
export async function sendCanary(): Promise<void> {
  if (alarm === null) return;
  try {
    await changeCanary(world.clients.cloudWatch, alarm, world.clock.now());
  } catch (error) {
    logger.warn("No canary sent", { alarm: alarm.name, because: reasonOf(error) });
  }
}

export const isCanary = ({ arn }: AlarmState): boolean => arn === alarm?.arn;

/** It came the whole way of an alarm: CloudWatch, the rule of its region, this region's bus, its rule, this function. */
export async function noteCanary({ at }: AlarmState): Promise<CanarySeen> {
  const seen: CanarySeen = { changedAt: at, arrivedAt: world.clock.now() };
  await folder.write("arrived", seen);
  return seen;
}
