import { sharedFolder } from "../aws/ports.ts";
import { type CanarySeen, canaryAlarm } from "../model/canary.ts";
import type { AlarmState } from "../model/observation.ts";
import { sites } from "./packagedSites.ts";
import { journal, world } from "./runtime.ts";

const alarm = canaryAlarm(sites);
const folder = sharedFolder(world, journal, "canary");

export const isCanary = ({ arn }: AlarmState): boolean => arn === alarm?.arn;

/** It came the whole way of an alarm: CloudWatch, the rule of its region, this region's bus, its rule, this function. */
export async function noteCanary({ at }: AlarmState): Promise<CanarySeen> {
  const seen: CanarySeen = { changedAt: at, arrivedAt: world.clock.now() };
  await folder.write("arrived", seen);
  return seen;
}
