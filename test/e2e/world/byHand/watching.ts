import { CloudWatchClient, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { type Account, primary, ruleId, standby } from "./example.ts";

const account = "123456789012";
export const forwardingRule = "alarms-of-the-site";

/** An alarm on the health check and two on replication, each in the region of its metric, and rules that pass them on. */
export async function watch(aws: Account, healthCheckId: string): Promise<void> {
  const replication = { SourceBucket: primary.bucket, DestinationBucket: standby.bucket, RuleId: ruleId };
  await alarm(aws, "us-east-1", "AWS/Route53", "HealthCheckStatus", { HealthCheckId: healthCheckId });
  await alarm(aws, standby.region, "AWS/S3", "ReplicationLatency", replication);
  await alarm(aws, primary.region, "AWS/S3", "OperationsFailedReplication", replication);
  const bus = {
    Arn: `arn:aws:events:${standby.region}:${account}:event-bus/default`,
    RoleArn: `arn:aws:iam::${account}:role/alarms-to-standby`,
  };
  await forward(aws, "us-east-1", bus);
  await forward(aws, primary.region, bus);
  await handToFunction(aws);
}

/** The last piece of the alarms' way, which deploying the service brings: the rule at home, for a function. */
export async function handToFunction(aws: Account): Promise<void> {
  await forward(aws, standby.region, {
    Arn: `arn:aws:lambda:${standby.region}:${account}:function:static-site-failover-prod-healthAlarm`,
  });
}

async function alarm(
  aws: Account,
  region: string,
  Namespace: string,
  MetricName: string,
  dimensions: Readonly<Record<string, string>>,
): Promise<void> {
  await new CloudWatchClient(aws.clientConfig(region)).send(
    new PutMetricAlarmCommand({
      AlarmName: `www.example.com ${MetricName}`,
      Namespace,
      MetricName,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      Statistic: "Maximum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: "LessThanThreshold",
    }),
  );
}

async function forward(aws: Account, region: string, target: { Arn: string; RoleArn?: string }) {
  const events = new EventBridgeClient(aws.clientConfig(region));
  const pattern = { source: ["aws.cloudwatch"], "detail-type": ["CloudWatch Alarm State Change"] };
  await events.send(new PutRuleCommand({ Name: forwardingRule, EventPattern: JSON.stringify(pattern) }));
  await events.send(new PutTargetsCommand({ Rule: forwardingRule, Targets: [{ Id: "there", ...target }] }));
}
