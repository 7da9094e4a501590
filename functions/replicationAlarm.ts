import { alarmStateChange } from "../shared/lambda/alarmStateChange.ts";
import { sites } from "../shared/lambda/packagedSites.ts";
import { wake } from "../shared/lambda/wake.ts";
import { dropped, wakeLoop } from "../shared/lambda/wakeLoop.ts";
import { noEvidence } from "../shared/model/observation.ts";

/** An alarm on a replication metric changed state. */
export const handler = wake(alarmStateChange, async (alarm) => {
  const watched = sites.filter((site) => site.replication.alarms.includes(alarm.arn));
  if (watched.length === 0)
    return dropped("an alarm that is no site's replication alarm", { alarm: alarm.arn });
  return await wakeLoop(watched, () => ({ ...noEvidence, alarms: [alarm] }));
});
