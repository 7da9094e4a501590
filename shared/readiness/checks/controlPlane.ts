import type { LastDrill } from "../../model/drill.ts";
import type { Site } from "../../model/site.ts";
import { between, type EpochMs, epochMs, minutes, sayDuration, sayTime } from "../../model/time.ts";
import { type Check, type Flaw, factsOf, flawsIn, isAbsent } from "../check.ts";
import type { AlarmSetting } from "../edgeSettings.ts";
import { forwardingFlaws, regionOf } from "../forwarding.ts";
import type { Ground } from "../ground.ts";

/** What watches, remembers and tells. */
export const controlPlaneChecks: readonly Check[] = [
  {
    id: "health-alarm",
    asks: "Is there an alarm in us-east-1 on the health check that probes the primary?",
    severity: "hurts",
    visitor: "The same; the control plane hears of an outage by its own minute, not by the alarm.",
    fix: (site) => [
      `aws cloudwatch put-metric-alarm --region us-east-1 --alarm-name ${site.name}-health --namespace AWS/Route53 --metric-name HealthCheckStatus --dimensions Name=HealthCheckId,Value=${probedBy(site)} --statistic Minimum --period 60 --evaluation-periods 1 --threshold 1 --comparison-operator LessThanThreshold`,
      "healthCheck: { alarms: [its ARN] }",
    ],
    judge: ({ site, ground }) => {
      const { alarms } = site.healthCheck;
      const value = probedBy(site);
      if (alarms.length === 0) return factsOf(["sites.yml names no alarm on the health check"]);
      return flawsIn(ground.alarms, (found) =>
        alarms.flatMap((arn) => [
          regionOf(arn) !== "us-east-1" && `${arn} is not in us-east-1, where alone the metric is`,
          alarmFault(found, arn, { metric: "HealthCheckStatus", dimension: "HealthCheckId", value }),
        ]),
      );
    },
  },
  {
    id: "replication-alarms",
    asks: "Are there alarms on the replication of the site?",
    severity: "note",
    visitor:
      "The same; people learn of a replica that falls behind by the comparison, up to one interval later.",
    fix: ({ name, primary, secondary, replication }) => [
      `aws cloudwatch put-metric-alarm --region ${secondary.region} --alarm-name ${name}-replication-latency --namespace AWS/S3 --metric-name ReplicationLatency --dimensions Name=SourceBucket,Value=${primary.bucket} Name=DestinationBucket,Value=${secondary.bucket} Name=RuleId,Value=${replication.ruleId} --statistic Maximum --period 60 --evaluation-periods 5 --threshold 900 --comparison-operator GreaterThanThreshold --treat-missing-data ignore`,
      "replication: { alarms: [its ARN] }",
    ],
    judge: ({ site, ground }) => {
      const { alarms } = site.replication;
      if (alarms.length === 0) return factsOf(["sites.yml names no alarm on replication"]);
      return flawsIn(ground.alarms, (found) =>
        alarms.map((arn) =>
          alarmFault(found, arn, {
            metric: "Replication",
            dimension: "SourceBucket",
            value: site.primary.bucket,
          }),
        ),
      );
    },
  },
  {
    id: "alarm-forwarding",
    asks: "Do the alarms' state changes reach the control plane's region and function?",
    severity: "hurts",
    visitor: "The same; the control plane hears of an outage by its own minute, not by the alarm.",
    fix: ({ secondary }) => [
      "npx failover provision --only alarm-forwarding",
      `npx osls deploy  # the rule in ${secondary.region}`,
    ],
    judge: ({ site, ground }) => forwardingFlaws(site, ground),
  },
  {
    id: "alarm-canary",
    asks: "Did a state change of an alarm go the whole way to the control plane, minutes ago?",
    severity: "hurts",
    visitor: "The same; the control plane hears of an outage by its own minute, not by the alarm.",
    fix: () => [
      "npx failover provision --only alarm-forwarding  # makes the canary's alarm and its rule",
      "docs/runbook.md#no-canary-arrives: what else may keep it",
    ],
    // It is sent by the loop: where that stands still, another row says so.
    judge: ({ ground: { at, canary, record } }) =>
      canary === null || isStill(record, at)
        ? null
        : flawsIn(canary, (seen) => [
            seen === null && "no canary ever arrived",
            seen !== null &&
              between(seen.changedAt, at) > silence &&
              `the last canary is of ${sayDuration(between(seen.changedAt, at))} ago, ${sayTime(seen.changedAt)}`,
          ]),
  },
  {
    id: "people",
    asks: "Does anybody get the notices?",
    severity: "hurts",
    visitor: "The same; but nobody knows.",
    fix: ({ secondary, notices }) => [
      `aws sns subscribe --region ${secondary.region} --topic-arn ${notices.topicArn ?? "TOPIC_ARN"} --protocol email --notification-endpoint oncall@example.com  # and confirm it`,
    ],
    judge: ({ ground: { topic } }) =>
      topic === null
        ? unnamed("the topic of the notices")
        : flawsIn(topic.setting, (setting) => {
            if (setting === null) return [`there is no topic ${topic.arn}`];
            return [
              setting.confirmed === 0 &&
                `${topic.arn} has no confirmed subscription${waiting(setting.pending)}`,
            ];
          }),
  },
  {
    id: "journal",
    asks: "Is the bucket of record and journal in the control plane's region, versioned and private?",
    severity: "blocks",
    visitor: "The control plane fails with the primary's region, or forgets what it did.",
    fix: ({ secondary }) => [
      `npx osls deploy  # makes it, in ${secondary.region}: infra/service/storage.yml`,
      "aws s3api put-bucket-versioning --bucket BUCKET --versioning-configuration Status=Enabled",
    ],
    judge: ({ site, ground: { journal } }) =>
      journal === null
        ? unnamed("the bucket of record and journal")
        : [
            ...flawsIn(journal.region, (region) => [
              region === null && `there is no bucket ${journal.name}`,
              region !== null &&
                region !== site.secondary.region &&
                `${journal.name} is in ${region}, not in ${site.secondary.region}`,
            ]),
            ...(isAbsent(journal.region)
              ? []
              : [
                  ...flawsIn(journal.versioning, (state) => [
                    state !== "Enabled" && `versioning of ${journal.name} is off`,
                  ]),
                  ...flawsIn(journal.publicAccess, ({ restrictsBuckets }) => [
                    !restrictsBuckets && `${journal.name} could be made public`,
                  ]),
                ]),
          ],
  },
  {
    id: "loop",
    asks: "Does the control plane look after the site every minute?",
    severity: "blocks",
    visitor:
      "Route 53's own failover alone: back at the first green check, whatever state the primary is in.",
    fix: () => ["docs/runbook.md#the-control-plane-itself: look at the log of the function reconcile"],
    judge: ({ ground }) =>
      flawsIn(ground.record, (record) => {
        if (record === null) return ["it has not looked after this site yet"];
        const age = between(record.savedAt, ground.at);
        return [age > silence && `it last did ${sayDuration(age)} ago, ${sayTime(record.savedAt)}`];
      }),
  },
  {
    id: "armed",
    asks: "Is the site armed?",
    severity: "note",
    visitor: "Route 53's own failover alone: in shadow the control plane only says what it would do.",
    fix: ({ name }) => [
      `override '{"action":"arm","site":"${name}","reason":"seen green","requestedBy":"Ann"}'`,
    ],
    judge: ({ ground }) =>
      isAbsent(ground.record)
        ? null
        : flawsIn(ground.record, (record) => [
            record?.arming.kind === "shadow" &&
              (record.arming.greenSince === null
                ? "it is in shadow, and has not been seen green"
                : `it is in shadow, and green since ${sayTime(record.arming.greenSince)}`),
          ]),
  },
  {
    id: "replica",
    asks: "Is the replica current, by the control plane's last look?",
    severity: "hurts",
    visitor: "An old or half-copied site during an outage.",
    fix: ({ name }) => [
      `override '{"action":"status","site":"${name}"}'`,
      "docs/runbook.md#replica-unfit and #replica-stale",
    ],
    judge: ({ ground }) => {
      if (isAbsent(ground.record)) return null;
      const verdict = ground.record.kind === "known" ? ground.record.value?.replica : undefined;
      if (verdict?.kind === "unknown") return [{ kind: "unread", because: verdict.because }];
      return flawsIn(ground.record, (record) => [
        record !== null &&
          record.replica.kind !== "current" &&
          `it is ${record.replica.kind}: ${record.replica.because}`,
      ]);
    },
  },
  {
    id: "live-drill",
    asks: "Was a drill site moved for real lately, there and back, and all well?",
    severity: "note",
    visitor: "The first real failover since the last change is the one of the outage.",
    fix: ({ name }) => [
      `npx failover drill --live ${name}  # of the sites with drill: true, see docs/drills.md`,
    ],
    judge: ({ site, ground: { drill, at } }) => drillFlaws(site, drill, at),
  },
];

/** Where no site is declared for it, none is asked for. */
function drillFlaws({ drilledWithin }: Site, drill: LastDrill, now: EpochMs): readonly Flaw[] | null {
  if (drilledWithin === null || drill.kind === "none") return null;
  if (drill.kind === "unknown") return [{ kind: "unread", because: drill.because }];
  if (drill.kind === "never") return factsOf([`${drill.sites.join(", ")} was never moved by a live drill`]);
  const age = between(epochMs(Date.parse(drill.at)), now);
  const last = `the last live drill, of ${drill.site},`;
  return factsOf([
    age > drilledWithin &&
      `${last} was ${sayDuration(age)} ago; sites.yml asks for one within ${sayDuration(drilledWithin)}`,
    drill.ending !== "well" &&
      `${last} ended ${drill.ending}: ${drill.wrong.join("; ") || "it was broken off"}`,
  ]);
}

/** Three runs of the loop may fail; after five minutes none is to be expected. */
const silence = minutes(5);

const isStill = (record: Ground["record"], now: EpochMs): boolean =>
  record.kind === "known" && (record.value === null || between(record.value.savedAt, now) > silence);

const unnamed = (what: string): readonly Flaw[] => [{ kind: "unread", because: `${what} was not given` }];

const waiting = (pending: number): string => (pending === 0 ? "" : `; ${pending} not confirmed yet`);

function alarmFault(
  found: readonly AlarmSetting[],
  arn: string,
  meant: { readonly metric: string; readonly dimension: string; readonly value: string },
): string | false {
  const alarm = found.find((one) => one.arn === arn);
  if (alarm === undefined) return `there is no alarm ${arn}`;
  if (!alarm.metric.includes(meant.metric)) return `${arn} watches ${alarm.namespace} ${alarm.metric}`;
  const value = alarm.dimensions[meant.dimension];
  return value !== meant.value && `${arn} watches ${meant.dimension} ${value ?? "none"}, not ${meant.value}`;
}

/** A switch's calculated check says nothing of the primary while the switch is pulled: its endpoint's does. */
const probedBy = (site: Site): string => site.switch?.checks.endpoint ?? site.healthCheck.id;
