import { SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import type { CanaryAlarm } from "../model/canary.ts";
import type { CloudWatch } from "./clients.ts";

/**
 * Changes the canary's state, of which CloudWatch makes the same event as of any alarm's (docs/aws-facts.md 4). Only a
 * change does, so it is the other one each time. Throws where it could not.
 */
export async function changeCanary(
  cloudWatchIn: (region: string) => CloudWatch,
  { name, region }: CanaryAlarm,
  now: number,
): Promise<void> {
  await cloudWatchIn(region).send(
    new SetAlarmStateCommand({
      AlarmName: name,
      StateValue: Math.floor(now / 60_000) % 2 === 0 ? "OK" : "ALARM",
      StateReason: "the control plane looks whether alarms reach it",
    }),
  );
}
