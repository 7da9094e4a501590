import { canaryAlarm } from "../../shared/model/canary.ts";
import type { Site } from "../../shared/model/site.ts";
import { alarmRules } from "./alarmRules.ts";
import { comparisonSchedule } from "./comparisonSchedule.ts";
import { overrideUrl } from "./overrideUrl.ts";
import { roles } from "./roles.ts";
import { regionOf } from "./sites.ts";

const functions = [
  "healthAlarm",
  "replicationAlarm",
  "replicationEvent",
  "reconcile",
  "override",
  "comparison",
  "readiness",
];

/** What whoever packages says beside sites.yml. */
interface Asked {
  /** `--region`. */
  readonly region?: string | undefined;
}

/** Everything in serverless.yml that follows from sites.yml. */
export function describeService(sites: readonly Site[], asked: Asked) {
  const region = regionOf(sites, asked.region);
  return {
    region,
    healthAlarmRules: alarmRules(
      "Alarms on health checks; they exist in us-east-1 only, and a rule there forwards them",
      [...sites.flatMap((site) => site.healthCheck.alarms), ...canaryArn(sites)],
      "us-east-1",
    ),
    replicationAlarmRules: alarmRules(
      "Alarms on replication metrics",
      sites.flatMap((site) => site.replication.alarms),
    ),
    replicationTopics: replicationTopics(sites),
    roles: { Resources: roles(functions, sites) },
    overrideUrl: overrideUrl(region),
    comparisonSchedule: comparisonSchedule(sites),
    oldRecords: [...sites.flatMap((site) => [oldRecords(site.name), oldEvidence(site.name)]), oldShares],
  };
}

const canaryArn = (sites: readonly Site[]): readonly string[] => {
  const canary = canaryAlarm(sites);
  return canary === null ? [] : [canary.arn];
};

/** Two sites may share a topic: a function subscribes to it once. */
const replicationTopics = (sites: readonly Site[]) =>
  [...new Set(sites.flatMap(({ replication: { eventsTopic } }) => eventsTopic ?? []))].map((arn) => ({
    sns: { arn },
  }));

/** Only old versions of the record go: an older version of a journal entry would be the trace of somebody's tampering. */
function oldRecords(site: string): Record<string, unknown> {
  return {
    Id: `old-records-of-${site}`,
    Status: "Enabled",
    Prefix: `sites/${site}/record.json`,
    NoncurrentVersionExpiration: { NoncurrentDays: 30 },
  };
}

/** Evidence is made anew; its old versions prove nothing any more. */
const oldEvidence = (site: string): Record<string, unknown> => ({
  Id: `old-evidence-of-${site}`,
  Status: "Enabled",
  Prefix: `sites/${site}/evidence/`,
  NoncurrentVersionExpiration: { NoncurrentDays: 1 },
});

/** What the shares of a comparison found is put together at once; a week is for whoever looks into one that failed. */
const oldShares = {
  Id: "old-shares-of-comparisons",
  Status: "Enabled",
  Prefix: "comparisons/",
  ExpirationInDays: 7,
  NoncurrentVersionExpiration: { NoncurrentDays: 1 },
};
