import { type CloudWatchClient, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import type { DataPlane } from "./dataPlane.ts";
import type { HealthChange } from "./healthChecks.ts";

/**
 * CloudWatch's part for a health check's alarm on HealthCheckStatus: sets the alarm as the health changes, in the words
 * CloudWatch uses. `cloudwatch` is a client of us-east-1, the only region with these metrics (aws-facts.md, 3).
 */
export function driveHealthAlarms(
  dataPlane: DataPlane,
  cloudwatch: CloudWatchClient,
  alarmNames: Readonly<Record<string, string>>,
): void {
  dataPlane.onChange((change) => {
    const alarmName = alarmNames[change.healthCheckId];
    if (alarmName !== undefined) void setHealthAlarm(cloudwatch, alarmName, change);
  });
}

/** Sets the alarm as CloudWatch does on the next minute's datapoint: 0 is unhealthy, 1 is healthy. */
export async function setHealthAlarm(
  cloudwatch: CloudWatchClient,
  alarmName: string,
  { healthy }: Pick<HealthChange, "healthy">,
): Promise<void> {
  const datapoint = healthy ? 1 : 0;
  const now = new Date();
  const crossed = healthy ? "was not less than the threshold (1.0)" : "was less than the threshold (1.0)";
  const transition = healthy ? "for ALARM -> OK transition" : "for OK -> ALARM transition";
  const reason = `Threshold Crossed: 1 out of the last 1 datapoints [${datapoint}.0 (${shortDate(now)})] ${crossed} (minimum 1 datapoint ${transition}).`;
  const reasonData = {
    version: "1.0",
    queryDate: now.toISOString().replace("Z", "+0000"),
    startDate: new Date(now.getTime() - 60_000).toISOString().replace("Z", "+0000"),
    statistic: "Minimum",
    period: 60,
    recentDatapoints: [datapoint],
    threshold: 1,
  };
  await cloudwatch.send(
    new SetAlarmStateCommand({
      AlarmName: alarmName,
      StateValue: healthy ? "OK" : "ALARM",
      StateReason: reason,
      StateReasonData: JSON.stringify(reasonData),
    }),
  );
}

/** As in CloudWatch's reasons: 02/10/19 16:59:00 */
function shortDate(at: Date): string {
  const [date = "", time = ""] = at.toISOString().split("T");
  const [year = "", month, day] = date.split("-");
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}
