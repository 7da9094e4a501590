import * as v from "valibot";
import type { AlarmState } from "../model/observation.ts";
import { epochMs } from "../model/time.ts";

/**
 * EventBridge's "CloudWatch Alarm State Change", of a metric, metric-math or composite alarm alike. Only what is used
 * is checked: CloudWatch adds fields (`muteDetail` in 2026), and an unknown one must not cost us an alarm.
 * Source: CloudWatch User Guide, "Alarm events and EventBridge".
 */
export const alarmStateChange = v.pipe(
  v.object({
    source: v.literal("aws.cloudwatch"),
    "detail-type": v.literal("CloudWatch Alarm State Change"),
    resources: v.tuple([v.pipe(v.string(), v.startsWith("arn:"))]),
    detail: v.object({
      state: v.object({
        value: v.picklist(["OK", "ALARM", "INSUFFICIENT_DATA"]),
        reason: v.optional(v.string(), ""),
        timestamp: v.pipe(v.string(), v.check(isTime, "is not a time"), v.transform(toEpochMs)),
      }),
    }),
  }),
  v.transform(
    ({ resources: [arn], detail: { state } }): AlarmState => ({
      arn,
      value: state.value,
      at: state.timestamp,
      reason: state.reason,
    }),
  ),
);

/** CloudWatch writes "2019-10-02T17:04:40.989+0000"; the colon it leaves out is needed for an ECMAScript date. */
function toEpochMs(timestamp: string) {
  return epochMs(Date.parse(timestamp.replace(/([+-]\d{2})(\d{2})$/, "$1:$2")));
}

function isTime(timestamp: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T/.test(timestamp) && Number.isFinite(toEpochMs(timestamp));
}
