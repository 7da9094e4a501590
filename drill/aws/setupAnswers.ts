import { GetDistributionCommand } from "@aws-sdk/client-cloudfront";
import { DescribeAlarmsCommand, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { ListRulesCommand, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import {
  GetHealthCheckCommand,
  GetHostedZoneCommand,
  ListResourceRecordSetProtectionsCommand,
  NoSuchHealthCheck,
} from "@aws-sdk/client-route-53";
import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { GetTopicAttributesCommand } from "@aws-sdk/client-sns";
import { metadata, refusal } from "./failure.ts";
import type { Setup } from "./setup.ts";
import { bucketAnswer } from "./setupBuckets.ts";

/** What the account answers to whoever asks how it is set up; undefined: that is not a question of set-up. */
export function setupAnswer(setup: Setup, region: string, command: object): object | undefined {
  if (setup.denied.has("*")) throw refusal("s3", "AccessDenied", 403, "Access Denied");
  const answer = bucketAnswer(setup, region, command) ?? otherAnswer(setup, region, command);
  return answer && { ...answer, $metadata: metadata(200) };
}

function otherAnswer(setup: Setup, region: string, command: object): object | undefined {
  if (command instanceof GetHostedZoneCommand) {
    const { name, isPrivate, acceleratedRecovery } = setup.zone;
    const Features = { AcceleratedRecoveryStatus: acceleratedRecovery };
    return { HostedZone: { Id: command.input.Id, Name: name, Config: { PrivateZone: isPrivate }, Features } };
  }
  if (command instanceof ListResourceRecordSetProtectionsCommand)
    refuseIfDenied(setup, "route53:ListResourceRecordSetProtections");
  if (command instanceof GetHealthCheckCommand) return healthCheck(setup, command.input.HealthCheckId ?? "");
  if (command instanceof ListRulesCommand)
    return { Rules: (setup.rules.get(region) ?? []).map(({ rule }) => rule) };
  if (command instanceof ListTargetsByRuleCommand) {
    const found = setup.rules.get(region)?.find(({ rule }) => rule.Name === command.input.Rule);
    return { Targets: found?.targets ?? [] };
  }
  if (command instanceof GetTopicAttributesCommand) return topic(setup, command.input.TopicArn ?? "");
  return undefined;
}

function healthCheck(setup: Setup, id: string): object {
  refuseIfDenied(setup, "route53:GetHealthCheck");
  const config = setup.healthChecks.get(id);
  if (config === undefined)
    throw new NoSuchHealthCheck({
      message: `A health check with id ${id} does not exist`,
      $metadata: metadata(404),
    });
  return { HealthCheck: { Id: id, HealthCheckConfig: config } };
}

function topic(setup: Setup, arn: string): object {
  const found = setup.topics.get(arn);
  if (found === undefined) throw refusal("sns", "NotFoundException", 404, "Topic does not exist");
  const { confirmed, pending } = found;
  return {
    Attributes: { SubscriptionsConfirmed: String(confirmed), SubscriptionsPending: String(pending) },
  };
}

/** What the play answers, with what only the set-up knows: how alarms are set, what failed, what the distribution is. */
export function setupInto(setup: Setup, command: object, answer: unknown): unknown {
  if (command instanceof DescribeAlarmsCommand) {
    const { MetricAlarms = [], ...rest } = answer as { MetricAlarms?: { AlarmArn: string }[] };
    const known = MetricAlarms.filter(({ AlarmArn }) => setup.alarms.has(AlarmArn));
    return {
      ...rest,
      MetricAlarms: known.map((alarm) => ({ ...setup.alarms.get(alarm.AlarmArn), ...alarm })),
    };
  }
  if (command instanceof GetMetricDataCommand && command.input.MetricDataQueries?.[0]?.Id === "failed") {
    const Values = setup.failedOperations === null ? [] : [setup.failedOperations];
    return {
      MetricDataResults: [{ Id: "failed", Values, StatusCode: "Complete" }],
      $metadata: metadata(200),
    };
  }
  if (command instanceof HeadObjectCommand) {
    const ServerSideEncryption = setup.kmsObjects.has(command.input.Key ?? "") ? "aws:kms" : "AES256";
    return { ...(answer as object), ServerSideEncryption };
  }
  if (command instanceof GetDistributionCommand) {
    const found = setup.distributions.get(command.input.Id ?? "");
    if (found === undefined)
      throw refusal("cloudfront", "NoSuchDistribution", 404, "The specified distribution does not exist.");
    const { Distribution, ...rest } = answer as {
      Distribution: { DistributionConfig: { Enabled: boolean } };
    };
    const Enabled = Distribution.DistributionConfig.Enabled && found.config.Enabled;
    const DistributionConfig = { ...found.config, Enabled };
    return { ...rest, Distribution: { ...Distribution, Status: found.status, DistributionConfig } };
  }
  return answer;
}

function refuseIfDenied(setup: Setup, action: string): void {
  if (setup.denied.has(action))
    throw refusal("route53", "AccessDenied", 403, `not authorized to perform: ${action}`);
}
