import { alarmStateChange } from "../shared/lambda/alarmStateChange.ts";
import { isCanary, noteCanary } from "../shared/lambda/noteCanary.ts";
import { sites } from "../shared/lambda/packagedSites.ts";
import { wake } from "../shared/lambda/wake.ts";
import { dropped, wakeLoop } from "../shared/lambda/wakeLoop.ts";
import { noEvidence } from "../shared/model/observation.ts";

/** An alarm on a health check changed state: in us-east-1, whose rule forwards it to the bus of this region. */
export const handler = wake(alarmStateChange, async (alarm) => {
  if (isCanary(alarm)) return await noteCanary(alarm);
  const watched = sites.filter((site) => site.healthCheck.alarms.includes(alarm.arn));
  if (watched.length === 0) return dropped("an alarm that is no site's health alarm", { alarm: alarm.arn });
  return await wakeLoop(watched, () => ({ ...noEvidence, alarms: [alarm] }));
});
