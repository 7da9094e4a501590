import type { Site } from "./site.ts";
import type { EpochMs } from "./time.ts";

/** An alarm of its own, whose state is changed every minute, to see that alarms' state changes arrive. */
export interface CanaryAlarm {
  readonly arn: string;
  readonly name: string;
  readonly region: string;
}

/** In the bucket of record and journal. */
export const canaryKey = "canary/arrived.json";

/** The newest state change of the canary that reached the control plane. */
export interface CanarySeen {
  /** When CloudWatch changed the state. */
  readonly changedAt: EpochMs;
  readonly arrivedAt: EpochMs;
}

/**
 * Beside the sites' health alarms, in their account and region: infra/templates/alarm-forwarding.yml makes it. null: no
 * site has such an alarm, and there is no path to look after. All sites of a deployment share a standby region.
 */
export function canaryAlarm(sites: readonly Site[]): CanaryAlarm | null {
  const [alarm] = sites.flatMap(({ healthCheck }) => healthCheck.alarms);
  const [site] = sites;
  if (alarm === undefined || site === undefined) return null;
  const [, partition = "aws", , region = "us-east-1", account = ""] = alarm.split(":");
  const name = `static-site-failover-canary-${site.secondary.region}`;
  return { arn: `arn:${partition}:cloudwatch:${region}:${account}:alarm:${name}`, name, region };
}
