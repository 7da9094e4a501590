import { CloudWatchClient, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { EventBridgeClient, ListRulesCommand, RemoveTargetsCommand } from "@aws-sdk/client-eventbridge";
import { LambdaClient } from "@aws-sdk/client-lambda";
import {
  ListBucketsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { ListSubscriptionsCommand, SNSClient, UnsubscribeCommand } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adoptAnew } from "./world/adoptAnew.ts";
import { standby, switched } from "./world/byHand/example.ts";
import { deploy } from "./world/deploy.ts";
import { type Emulator, startEmulator } from "./world/emulator.ts";
import { eventually } from "./world/eventually.ts";
import { invoke } from "./world/invoke.ts";
import type { ProvisionedPlace } from "./world/provisionedPlace.ts";
import { notServed, readinessFound } from "./world/readinessFound.ts";
import { type ServedPlace, servedPlace } from "./world/servedPlace.ts";
import { subscribeQueue } from "./world/siteOnEmulator.ts";

/** The whole of a set-up: the example site adopted, the service deployed beside it, somebody who gets the notices. */
let emulator: Emulator;
let served: ServedPlace;
let place: ProvisionedPlace;
beforeAll(async () => {
  emulator = await startEmulator();
  served = await servedPlace(emulator);
  place = served.place;
  await adoptAnew(place, served.web);
  await place.edit((text) => `${text.trimEnd()}\n    policy: { shadow: false }\n`);
  await deploy({ emulator, region: standby.region, stage: "prod", sitesFile: place.file });
  await subscribeQueue(emulator);
});
afterAll(async () => {
  await served?.stop();
  await emulator?.stop();
});

test("a site with its service is ready, in all that the emulator lets anybody ask", async () => {
  await eventually(
    async () => {
      await call("reconcile", {});
      const { code, findings, unknown, asked } = await readinessFound(place);
      expect(findings).toEqual([]);
      expect(unknown).toEqual(notServed);
      expect(asked).toBe(56);
      expect(code).toBe(5);
    },
    { withinMs: 30_000, everyMs: 500 },
  );
});

test("seven faults are planted in what watches over it, and those seven are found, and nothing else", async () => {
  await spoilBuckets();
  await nobodyHears();
  const disarm = { action: "disarm", site: "www.example.com", reason: "a test", requestedBy: "Ann" };
  expect(await call("override", disarm)).toMatchObject({ ok: true });
  const { findings, unknown } = await readinessFound(place);
  expect(findings).toEqual([
    "alarm-forwarding",
    "armed",
    "health-alarm",
    "journal",
    "people",
    "switch-bucket",
    "versioning",
  ]);
  expect(unknown).toEqual(notServed);
});

async function call(name: string, payload: unknown): Promise<unknown> {
  const lambda = new LambdaClient(emulator.clientConfig(standby.region));
  return (await invoke(lambda, `static-site-failover-prod-${name}`, payload)).answer;
}

/** The replica and the journal keep no versions any more, and all of the switch's bucket is public. */
async function spoilBuckets(): Promise<void> {
  const s3 = new S3Client(emulator.clientConfig(standby.region));
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const journal = Buckets.find(({ Name }) => Name?.includes("journal"))?.Name;
  for (const Bucket of [standby.bucket, journal])
    await s3.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Suspended" } }),
    );
  const Resource = `arn:aws:s3:::${switched.bucket}/*`;
  const Statement = [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource }];
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  await s3.send(new PutBucketPolicyCommand({ Bucket: switched.bucket, Policy }));
}

/** The alarm watches another check, its rule leads nowhere, and nobody is subscribed. */
async function nobodyHears(): Promise<void> {
  const inUsEast1 = emulator.clientConfig("us-east-1");
  await new CloudWatchClient(inUsEast1).send(
    new PutMetricAlarmCommand({
      AlarmName: "www.example.com-health",
      Namespace: "AWS/Route53",
      MetricName: "HealthCheckStatus",
      Dimensions: [{ Name: "HealthCheckId", Value: "00000000-0000-0000-0000-000000000000" }],
      Statistic: "Minimum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: "LessThanThreshold",
    }),
  );
  const events = new EventBridgeClient(inUsEast1);
  const { Rules = [] } = await events.send(new ListRulesCommand({}));
  for (const { Name: Rule } of Rules) await events.send(new RemoveTargetsCommand({ Rule, Ids: ["standby"] }));
  const sns = new SNSClient(emulator.clientConfig(standby.region));
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsCommand({}));
  for (const { SubscriptionArn } of Subscriptions)
    await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
}
