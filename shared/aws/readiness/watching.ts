import { DescribeAlarmsCommand, GetMetricDataCommand, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { GetTopicAttributesCommand } from "@aws-sdk/client-sns";
import type { Clock } from "../../model/time.ts";
import type { AlarmSetting } from "../../readiness/edgeSettings.ts";
import type { GroundPorts } from "../../readiness/ports.ts";
import type { CloudWatch, Sns } from "../clients.ts";
import { refusalOf } from "../refusal.ts";

/** How alarms are set up, each asked where its ARN says; those that don't exist are left out. */
export const alarmSettings = (cloudWatchIn: (region: string) => CloudWatch): GroundPorts["alarms"] => ({
  async read(arns) {
    const byRegion = Map.groupBy(arns, (arn) => arn.split(":")[3] ?? "");
    const described = [...byRegion].map(async ([region, inRegion]) => {
      const AlarmNames = inRegion.map((arn) => arn.split(":").slice(6).join(":"));
      const answer = await cloudWatchIn(region).send(
        new DescribeAlarmsCommand({ AlarmNames, AlarmTypes: ["MetricAlarm"], MaxRecords: 100 }),
      );
      return (answer.MetricAlarms ?? []).map(asSetting);
    });
    return (await Promise.all(described)).flat();
  },
});

/** An alarm on metric math has no metric of its own: that of its first query is what it watches. */
function asSetting(alarm: MetricAlarm): AlarmSetting {
  const query = alarm.Metrics?.find(({ MetricStat }) => MetricStat !== undefined)?.MetricStat?.Metric;
  const dimensions = (alarm.Dimensions?.length ? alarm.Dimensions : query?.Dimensions) ?? [];
  return {
    arn: alarm.AlarmArn ?? "",
    namespace: alarm.Namespace ?? query?.Namespace ?? "",
    metric: alarm.MetricName ?? query?.MetricName ?? "",
    dimensions: Object.fromEntries(dimensions.map(({ Name = "", Value = "" }) => [Name, Value])),
  };
}

/** OperationsFailedReplication is published in the source bucket's region (docs/aws-facts.md 3). */
export const failedOperations = (
  cloudWatchIn: (region: string) => CloudWatch,
  clock: Pick<Clock, "now">,
): GroundPorts["metrics"] => ({
  async failedOperations({ primary, secondary, replication }, within) {
    const dimensions = {
      SourceBucket: primary.bucket,
      DestinationBucket: secondary.bucket,
      RuleId: replication.ruleId,
    };
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    const Metric = { Namespace: "AWS/S3", MetricName: "OperationsFailedReplication", Dimensions };
    const { MetricDataResults = [] } = await cloudWatchIn(primary.region).send(
      new GetMetricDataCommand({
        StartTime: new Date(clock.now() - within),
        EndTime: new Date(clock.now()),
        MetricDataQueries: [{ Id: "failed", MetricStat: { Metric, Period: 3600, Stat: "Sum" } }],
      }),
    );
    const values = MetricDataResults.flatMap(({ Values }) => Values ?? []);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
  },
});

/** SNS is asked in the topic's own region; null: there is no such topic. */
export const topicSettings = (snsIn: (region: string) => Sns): GroundPorts["topics"] => ({
  async read(arn) {
    try {
      const { Attributes = {} } = await snsIn(arn.split(":")[3] ?? "").send(
        new GetTopicAttributesCommand({ TopicArn: arn }),
      );
      return {
        confirmed: Number(Attributes["SubscriptionsConfirmed"] ?? 0),
        pending: Number(Attributes["SubscriptionsPending"] ?? 0),
      };
    } catch (error) {
      const { code, status } = refusalOf(error);
      if (status === 404 || /^NotFound/.test(code)) return null;
      throw error;
    }
  },
});
