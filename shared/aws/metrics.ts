import { GetMetricDataCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { type Clock, minutes } from "../model/time.ts";
import type { ObservePorts, ReplicationQuery } from "../observe/ports.ts";
import type { CloudWatch } from "./clients.ts";

/** The metrics come once a minute, at best; what is older than this says nothing of now. */
const lookback = minutes(15);

/**
 * S3's replication metrics; dimensions are bucket names. Latency and what is pending are published in the region of the
 * destination bucket, what failed in that of the source: docs/aws-facts.md 3.
 */
export const cloudWatchMetrics = (
  cloudWatchIn: (region: string) => CloudWatch,
  clock: Pick<Clock, "now">,
): ObservePorts["metrics"] => ({
  async replication(query) {
    const data = await ask(cloudWatchIn(query.region), clock, [
      metric("latency", "ReplicationLatency", "Maximum", query),
      metric("operations", "OperationsPendingReplication", "Maximum", query),
      metric("bytes", "BytesPendingReplication", "Maximum", query),
    ]);
    return {
      latencySeconds: data("latency")[0] ?? null,
      operationsPending: data("operations")[0] ?? null,
      bytesPending: data("bytes")[0] ?? null,
    };
  },
  async failed(query) {
    const data = await ask(cloudWatchIn(query.region), clock, [
      metric("failed", "OperationsFailedReplication", "Sum", query),
    ]);
    const counts = data("failed");
    return { operations: counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0) };
  },
});

/** The values of each metric by its id, newest first. */
async function ask(cloudWatch: CloudWatch, clock: Pick<Clock, "now">, MetricDataQueries: MetricDataQuery[]) {
  const now = clock.now();
  const { MetricDataResults = [] } = await cloudWatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(now - lookback),
      EndTime: new Date(now),
      ScanBy: "TimestampDescending",
      MetricDataQueries,
    }),
  );
  return (id: string): readonly number[] => MetricDataResults.find(({ Id }) => Id === id)?.Values ?? [];
}

function metric(id: string, name: string, stat: string, query: ReplicationQuery): MetricDataQuery {
  const dimensions = {
    SourceBucket: query.sourceBucket,
    DestinationBucket: query.destinationBucket,
    RuleId: query.ruleId,
  };
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: "AWS/S3", MetricName: name, Dimensions };
  return { Id: id, MetricStat: { Metric, Period: 60, Stat: stat } };
}
