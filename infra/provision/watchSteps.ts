import type { PlannedSite } from "../../shared/config/check.ts";
import { dashed, stackOf } from "./naming.ts";
import { complete, type Known, type Step } from "./step.ts";

/** What tells the control plane, and people, of a site. */
export const watchSteps = (planned: PlannedSite): readonly Step[] => [
  ...alarmSteps(planned),
  dashboardStep(planned),
  ...slackSteps(planned),
];

function alarmSteps({ host, site }: PlannedSite): readonly Step[] {
  const { primary, secondary, replication } = site;
  const rule = {
    AlarmPrefix: host,
    PrimaryBucketName: primary.bucket,
    StandbyBucketName: secondary.bucket,
    RuleId: replication.ruleId,
  };
  return [
    {
      id: `health-alarm ${host}`,
      template: "health-alarm.yml",
      stack: stackOf(host, "health-alarm"),
      region: "us-east-1",
      claims: [],
      isWanted: () => site.healthCheck.alarms.length > 0,
      fills: [{ output: "AlarmArn", path: ["healthCheck", "alarms"], as: "item" }],
      parameters: (known) =>
        complete({
          AlarmName: `${host}-health`,
          // Not the switch's calculated one, which an order makes unhealthy: the way back would wait for it for ever.
          HealthCheckId: known.output(`health-check ${host}`, "ProbeId"),
        }),
    },
    {
      id: `replication-alarms ${host}`,
      template: "replication-alarms.yml",
      stack: stackOf(host, "replication-alarms"),
      region: secondary.region,
      claims: [],
      isWanted: () => replication.alarms.length > 0,
      fills: [{ output: "LatencyArn", path: ["replication", "alarms"], as: "item" }],
      parameters: () => rule,
    },
    {
      id: `replication-failed-alarm ${host}`,
      template: "replication-failed-alarm.yml",
      stack: stackOf(host, "replication-failed-alarm"),
      region: primary.region,
      claims: [],
      isWanted: () => replication.alarms.length > 0,
      fills: [{ output: "FailedArn", path: ["replication", "alarms"], as: "item" }],
      parameters: () => rule,
    },
  ];
}

function dashboardStep({ host, site }: PlannedSite): Step {
  const { primary, secondary, replication } = site;
  return {
    id: `dashboard ${host}`,
    template: "dashboard.yml",
    isWanted: () => site.provision.dashboard,
    stack: stackOf(host, "dashboard"),
    region: secondary.region,
    claims: [],
    fills: [],
    parameters: (known) =>
      complete({
        DashboardName: `failover-${dashed(host)}`,
        Site: host,
        HealthCheckId: known.output(`health-check ${host}`, "HealthCheckId"),
        PrimaryBucketName: primary.bucket,
        StandbyBucketName: secondary.bucket,
        RuleId: replication.ruleId,
        PrimaryRegion: primary.region,
      }),
  };
}

/** With an action behind it, 64 characters are all that the chat service takes. */
const longestChannelName = 47;

function slackSteps({ host, site: { secondary, provision } }: PlannedSite): readonly Step[] {
  const { slack } = provision;
  if (slack === undefined) return [];
  return [
    {
      id: `slack-channel ${host}`,
      template: "slack-channel.yml",
      stack: stackOf(host, "slack-channel"),
      region: secondary.region,
      claims: [],
      fills: [{ output: "TopicArn", path: ["notices", "topic"], as: "value" }],
      parameters: () => ({
        ConfigurationName: `failover-${dashed(host)}`.slice(0, longestChannelName),
        SlackWorkspaceId: slack.workspace,
        SlackChannelId: slack.channel,
        OverrideFunction: slack.overrideFunction ?? "",
      }),
    },
  ];
}

/** One stack a region for all sites, in each region but the standby's own that has alarms of theirs. */
export function forwardingSteps(sites: readonly PlannedSite[]): readonly Step[] {
  const [first] = sites;
  if (first === undefined) return [];
  const standbyRegion = first.site.secondary.region;
  const regions = new Set(["us-east-1", ...sites.map(({ site }) => site.primary.region)]);
  regions.delete(standbyRegion);
  return [...regions].map((region) => ({
    id: `alarm-forwarding ${region}`,
    template: "alarm-forwarding.yml",
    stack: "static-site-failover-alarms",
    region,
    claims: [],
    fills: [],
    isWanted: (known) => alarmsIn(region, sites, known).length > 0,
    parameters: (known) => {
      const arns = alarmsIn(region, sites, known);
      return complete({
        StandbyRegion: standbyRegion,
        AlarmArns: arns.includes(null) ? null : [...new Set(arns)].join(","),
        Canary: region === "us-east-1" ? "true" : "false",
      });
    },
  }));
}

/** null in place of one that is still to be made, and may be here. */
const alarmsIn = (region: string, sites: readonly PlannedSite[], known: Known): readonly (string | null)[] =>
  sites
    .flatMap(({ host }) => [...known.alarms(host, "healthCheck"), ...known.alarms(host, "replication")])
    .filter((arn) => arn === null || arn.split(":")[3] === region);
