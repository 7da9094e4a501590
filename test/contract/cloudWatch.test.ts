import { expect, test } from "vitest";
import { cloudWatchAlarms } from "../../shared/aws/alarms.ts";
import type { CloudWatch } from "../../shared/aws/clients.ts";
import { cloudWatchMetrics } from "../../shared/aws/metrics.ts";
import { epochMs } from "../../shared/model/time.ts";
import { cannedClient } from "./cannedClient.ts";

const arn = (region: string, name: string) => `arn:aws:cloudwatch:${region}:123456789012:alarm:${name}`;
const at = new Date("2026-11-22T12:00:00.250Z");
const alarm = (region: string, name: string) => ({
  AlarmArn: arn(region, name),
  StateValue: "ALARM",
  StateUpdatedTimestamp: at,
  StateReason: "Threshold Crossed",
});

test("asks each alarm where it is, metric and composite ones", async () => {
  const health = cannedClient<CloudWatch>({ MetricAlarms: [alarm("us-east-1", "www: health")] });
  const standby = cannedClient<CloudWatch>({ CompositeAlarms: [alarm("eu-central-1", "both")] });
  const alarms = cloudWatchAlarms((region) => (region === "us-east-1" ? health.client : standby.client));
  const state = { value: "ALARM", at: epochMs(at.getTime()), reason: "Threshold Crossed" };
  expect(await alarms.read([arn("us-east-1", "www: health"), arn("eu-central-1", "both")])).toEqual([
    { arn: arn("us-east-1", "www: health"), ...state },
    { arn: arn("eu-central-1", "both"), ...state },
  ]);
  expect(health.sent).toEqual([
    { AlarmNames: ["www: health"], AlarmTypes: ["MetricAlarm", "CompositeAlarm"], MaxRecords: 100 },
  ]);
});

test("asks for a hundred at a time", async () => {
  const { client, sent } = cannedClient<CloudWatch>({});
  const arns = Array.from({ length: 150 }, (_, n) => arn("us-east-1", `a${n}`));
  expect(await cloudWatchAlarms(() => client).read(arns)).toEqual([]);
  expect(
    sent.map((input) => "AlarmNames" in input && Array.isArray(input.AlarmNames) && input.AlarmNames.length),
  ).toEqual([100, 50]);
});

test("asks nobody for no alarms", async () => {
  const { client, sent } = cannedClient<CloudWatch>({});
  expect(await cloudWatchAlarms(() => client).read([])).toEqual([]);
  expect(sent).toEqual([]);
});

test("leaves out alarms that have no state, and those nobody asked for", async () => {
  const { AlarmArn } = alarm("us-east-1", "new");
  const { client } = cannedClient<CloudWatch>({ MetricAlarms: [{ AlarmArn }, alarm("us-east-1", "other")] });
  expect(await cloudWatchAlarms(() => client).read([arn("us-east-1", "new")])).toEqual([]);
});

test("says which ARN is none of an alarm", async () => {
  const { client } = cannedClient<CloudWatch>({});
  await expect(cloudWatchAlarms(() => client).read(["www-health"])).rejects.toThrow("www-health");
});

const query = {
  region: "eu-central-1",
  sourceBucket: "site-a",
  destinationBucket: "site-b",
  ruleId: "all",
};
const now = epochMs(Date.parse("2026-11-22T12:00:00Z"));

test("gives the newest data point of each replication metric, null where there is none", async () => {
  const { client, sent } = cannedClient<CloudWatch>({
    MetricDataResults: [
      { Id: "operations", Values: [] },
      { Id: "latency", Values: [42, 7], Timestamps: [at, at] },
    ],
  });
  const metrics = cloudWatchMetrics(() => client, { now: () => now });
  expect(await metrics.replication(query)).toEqual({
    latencySeconds: 42,
    operationsPending: null,
    bytesPending: null,
  });
  expect(sent).toMatchObject([
    {
      StartTime: new Date("2026-11-22T11:45:00Z"),
      EndTime: new Date("2026-11-22T12:00:00Z"),
      ScanBy: "TimestampDescending",
      MetricDataQueries: [
        {
          Id: "latency",
          MetricStat: {
            Period: 60,
            Stat: "Maximum",
            Metric: {
              Namespace: "AWS/S3",
              MetricName: "ReplicationLatency",
              Dimensions: [
                { Name: "SourceBucket", Value: "site-a" },
                { Name: "DestinationBucket", Value: "site-b" },
                { Name: "RuleId", Value: "all" },
              ],
            },
          },
        },
        { Id: "operations", MetricStat: { Metric: { MetricName: "OperationsPendingReplication" } } },
        { Id: "bytes", MetricStat: { Metric: { MetricName: "BytesPendingReplication" } } },
      ],
    },
  ]);
});

test("adds up what failed, and says null where there is no data point", async () => {
  const { client, sent } = cannedClient<CloudWatch>({
    MetricDataResults: [{ Id: "failed", Values: [2, 0, 1] }],
  });
  const metrics = cloudWatchMetrics(() => client, { now: () => now });
  expect(await metrics.failed(query)).toEqual({ operations: 3 });
  expect(sent).toMatchObject([
    {
      MetricDataQueries: [
        { Id: "failed", MetricStat: { Stat: "Sum", Metric: { MetricName: "OperationsFailedReplication" } } },
      ],
    },
  ]);
  const silent = cloudWatchMetrics(() => cannedClient<CloudWatch>({}).client, { now: () => now });
  expect(await silent.failed(query)).toEqual({ operations: null });
});

test("asks for metrics in the region that the query names", async () => {
  const regions: string[] = [];
  const { client } = cannedClient<CloudWatch>({});
  const metrics = cloudWatchMetrics(
    (region) => {
      regions.push(region);
      return client;
    },
    { now: () => now },
  );
  await metrics.replication(query);
  expect(regions).toEqual(["eu-central-1"]);
});
