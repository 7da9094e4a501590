import { SetAlarmStateCommand, type StateValue } from "@aws-sdk/client-cloudwatch";
import type { CanaryAlarm } from "../model/canary.ts";
import type { CloudWatch } from "./clients.ts";

/**
 * Changes the canary's state, of which CloudWatch makes the same event as of any alarm's (docs/aws-facts.md 4). Only a
 * change does, so it is the other one than the last that was sent, whenever the minute's run begins. What an earlier
 * process sent is not known: the first is by the minute, and may be no change. Rejects where it could not.
 */
export function canaryChanger(
  cloudWatchIn: (region: string) => CloudWatch,
): (alarm: CanaryAlarm, now: number) => Promise<void> {
  let last: StateValue | null = null;
  return async ({ name, region }, now) => {
    const next = last === null ? byMinute(now) : other[last];
    await cloudWatchIn(region).send(
      new SetAlarmStateCommand({
        AlarmName: name,
        StateValue: next,
        StateReason: "the control plane looks whether alarms reach it",
      }),
    );
    last = next;
  };
}

const other = { OK: "ALARM", ALARM: "OK", INSUFFICIENT_DATA: "OK" } as const;

const byMinute = (now: number): StateValue => (Math.floor(now / 60_000) % 2 === 0 ? "OK" : "ALARM");
