import { GetMetricDataCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { type Clock, minutes } from "../model/time.ts";
import type { ObservePorts, ReplicationQuery } from "../observe/ports.ts";
import type { CloudWatch } from "./clients.ts";

/** The metrics come once a minute, at best; what is older than this says nothing of now. */
const lookback = minutes(15);

/** S3's replication metrics, published in the region of the destination bucket; dimensions are bucket names. */
export const cloudWatchMetrics = (
  cloudWatchIn: (region: string) => CloudWatch,
  clock: Pick<Clock, "now">,
): ObservePorts["metrics"] => ({
  async replication(query) {
    const now = clock.now();
    const { MetricDataResults = [] } = await cloudWatchIn(query.region).send(
      new GetMetricDataCommand({
        StartTime: new Date(now - lookback),
        EndTime: new Date(now),
        ScanBy: "TimestampDescending",
        MetricDataQueries: [
          maximum("latency", "ReplicationLatency", query),
          maximum("operations", "OperationsPendingReplication", query),
          maximum("bytes", "BytesPendingReplication", query),
        ],
      }),
    );
    const newest = (id: string) => MetricDataResults.find(({ Id }) => Id === id)?.Values?.[0] ?? null;
    return {
      latencySeconds: newest("latency"),
      operationsPending: newest("operations"),
      bytesPending: newest("bytes"),
    };
  },
});

function maximum(id: string, metric: string, query: ReplicationQuery): MetricDataQuery {
  const dimensions = {
    SourceBucket: query.sourceBucket,
    DestinationBucket: query.destinationBucket,
    RuleId: query.ruleId,
  };
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: "AWS/S3", MetricName: metric, Dimensions };
  return { Id: id, MetricStat: { Metric, Period: 60, Stat: "Maximum" } };
}
