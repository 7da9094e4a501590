import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import {
  CreateHealthCheckCommand,
  GetHealthCheckCommand,
  ListHostedZonesCommand,
  Route53Client,
  UpdateHealthCheckCommand,
} from "@aws-sdk/client-route-53";
import {
  DeleteObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forwardAlarms, policy, ruleForAlarms } from "./world/alarmForwarding.ts";
import { accountId, type Emulator, startEmulator } from "./world/emulator.ts";
import { setHealthAlarm } from "./world/healthAlarm.ts";
import { createQueue, type Queue } from "./world/queue.ts";
import { replicate } from "./world/replication.ts";

const standby = "eu-west-1";
const alarms = "us-east-1";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator?.stop());

describe("an alarm's change of state", () => {
  const alarmArn = `arn:aws:cloudwatch:${alarms}:${accountId}:alarm:www-health`;
  let queue: Queue;
  beforeAll(async () => {
    queue = await createQueue(emulator, standby, "alarms");
  });

  it("reaches a queue in the standby region through both buses, in the documented shape", async () => {
    const cloudwatch = new CloudWatchClient(emulator.clientConfig(alarms));
    await putHealthAlarm(cloudwatch);
    await forwardAlarms(emulator, standby);
    await ruleForAlarms(emulator, standby, { Id: "queue", Arn: queue.arn });

    await setHealthAlarm(cloudwatch, "www-health", { healthy: true });
    await setHealthAlarm(cloudwatch, "www-health", { healthy: false });

    const [first, second] = await events(queue, 2);
    expect(first?.detail.previousState).toMatchObject({
      value: "INSUFFICIENT_DATA",
      reason: "Unchecked: Initial alarm creation",
    });
    expect(second).toMatchObject({
      version: "0",
      source: "aws.cloudwatch",
      "detail-type": "CloudWatch Alarm State Change",
      account: accountId,
      region: "us-east-1",
      resources: [alarmArn],
      detail: {
        alarmName: "www-health",
        configuration: {
          metrics: [
            {
              metricStat: {
                metric: {
                  namespace: "AWS/Route53",
                  name: "HealthCheckStatus",
                  dimensions: { HealthCheckId: "abc" },
                },
                period: 60,
                stat: "Minimum",
              },
              returnData: true,
            },
          ],
        },
        previousState: first?.detail.state,
        state: { value: "ALARM", reason: expect.stringContaining("was less than the threshold (1.0)") },
      },
    });
    expect(second?.detail.state.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
  });

  it("has the same time in the event and in DescribeAlarms, and tells nothing when the state stays", async () => {
    const cloudwatch = new CloudWatchClient(emulator.clientConfig(alarms));
    await cloudwatch.send(
      new SetAlarmStateCommand({ AlarmName: "www-health", StateValue: "OK", StateReason: "mended" }),
    );
    const described = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: ["www-health"] }));
    await cloudwatch.send(
      new SetAlarmStateCommand({ AlarmName: "www-health", StateValue: "OK", StateReason: "still mended" }),
    );
    const [event] = await events(queue, 1);
    const updated = described.MetricAlarms?.[0]?.StateUpdatedTimestamp;
    expect(event?.detail.state.timestamp).toBe(updated?.toISOString().replace("Z", "+0000"));
    expect(await events(queue, 1, 500)).toEqual([]);
  });
});

describe("replication", () => {
  it("keeps the version id, and leaves objects PENDING until it is resumed", async () => {
    const s3 = new S3Client(emulator.clientConfig("eu-central-1"));
    const site = await replicate({
      emulator,
      from: { bucket: "site-a", region: "eu-central-1" },
      to: { bucket: "site-b", region: standby },
    });
    const before = await s3.send(new PutObjectCommand({ Bucket: "site-a", Key: "index.html", Body: "one" }));
    const gone = await s3.send(new PutObjectCommand({ Bucket: "site-a", Key: "gone.html", Body: "gone" }));
    expect(await head("site-b", "index.html")).toEqual({ status: "REPLICA", version: before.VersionId });
    expect(await head("site-b", "gone.html")).toEqual({ status: "REPLICA", version: gone.VersionId });

    await site.stop();
    const after = await s3.send(new PutObjectCommand({ Bucket: "site-a", Key: "index.html", Body: "two" }));
    await s3.send(new DeleteObjectCommand({ Bucket: "site-a", Key: "gone.html" }));
    expect(await head("site-a", "index.html")).toEqual({ status: "PENDING", version: after.VersionId });
    expect(await head("site-b", "index.html")).toEqual({ status: "REPLICA", version: before.VersionId });

    expect(await site.resume()).toBe(2);
    expect(await head("site-a", "index.html")).toEqual({ status: "COMPLETED", version: after.VersionId });
    expect(await head("site-b", "index.html")).toEqual({ status: "REPLICA", version: after.VersionId });
    await expect(head("site-b", "gone.html")).rejects.toThrow();
  });
});

describe("IAM", () => {
  it("refuses a user what no policy allows, by name of user and action", async () => {
    const iam = new IAMClient(emulator.clientConfig(alarms));
    const { AccessKey: key } = await createUserWhoMay(iam, "s3:ListAllMyBuckets");
    const credentials = { accessKeyId: key?.AccessKeyId ?? "", secretAccessKey: key?.SecretAccessKey ?? "" };
    const s3 = new S3Client({ ...emulator.clientConfig(standby), credentials });
    await expect(s3.send(new ListBucketsCommand({}))).resolves.toBeDefined();
    const writing = s3.send(new PutObjectCommand({ Bucket: "site-a", Key: "x", Body: "x" }));
    await expect(writing).rejects.toThrow(/user\/reader is not authorized to perform: s3:PutObject/);
  });
});

describe("Route 53", () => {
  it("gives back a calculated health check whole, and refuses an update of an old version", async () => {
    const route53 = new Route53Client(emulator.clientConfig(alarms));
    const config = {
      Type: "CALCULATED" as const,
      HealthThreshold: 1,
      ChildHealthChecks: ["one", "two"],
      Inverted: true,
    };
    const made = await route53.send(
      new CreateHealthCheckCommand({ CallerReference: "x", HealthCheckConfig: config }),
    );
    const id = { HealthCheckId: made.HealthCheck?.Id };
    const read = await route53.send(new GetHealthCheckCommand(id));
    expect(read.HealthCheck?.HealthCheckConfig).toEqual(config);
    await route53.send(new UpdateHealthCheckCommand({ ...id, HealthCheckVersion: 1, HealthThreshold: 2 }));
    const late = route53.send(
      new UpdateHealthCheckCommand({ ...id, HealthCheckVersion: 1, HealthThreshold: 0 }),
    );
    await expect(late).rejects.toMatchObject({ name: "HealthCheckVersionMismatch" });
  });

  it("can be out of reach, alone, and come back", async () => {
    const route53 = new Route53Client({ ...emulator.clientConfig(alarms), maxAttempts: 1 });
    const s3 = new S3Client(emulator.clientConfig(standby));
    const list = (abortSignal: AbortSignal) => route53.send(new ListHostedZonesCommand({}), { abortSignal });

    await emulator.unreachable({ route53: "error" });
    await expect(list(AbortSignal.timeout(2000))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 503 },
    });
    await emulator.unreachable({ route53: "hang" });
    await expect(list(AbortSignal.timeout(300))).rejects.toMatchObject({ name: "AbortError" });
    await expect(s3.send(new ListBucketsCommand({}))).resolves.toBeDefined();
    await emulator.unreachable({});
    await expect(list(AbortSignal.timeout(2000))).resolves.toBeDefined();
  });
});

async function putHealthAlarm(cloudwatch: CloudWatchClient): Promise<void> {
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: "www-health",
      Namespace: "AWS/Route53",
      MetricName: "HealthCheckStatus",
      Dimensions: [{ Name: "HealthCheckId", Value: "abc" }],
      Statistic: "Minimum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: "LessThanThreshold",
      ActionsEnabled: false,
    }),
  );
}

async function createUserWhoMay(iam: IAMClient, action: string) {
  await iam.send(new CreateUserCommand({ UserName: "reader" }));
  const PolicyDocument = policy({ Effect: "Allow", Action: action, Resource: "*" });
  await iam.send(new PutUserPolicyCommand({ UserName: "reader", PolicyName: "reader", PolicyDocument }));
  return await iam.send(new CreateAccessKeyCommand({ UserName: "reader" }));
}

type AlarmEvent = {
  readonly detail: {
    readonly previousState: object;
    readonly state: { readonly value: string; readonly timestamp: string };
  };
};

/** In the order of their states: EventBridge promises none. */
async function events(queue: Queue, count: number, withinMs = 5000): Promise<AlarmEvent[]> {
  const received = (await queue.receive(count, withinMs)) as AlarmEvent[];
  return received.sort((a, b) => a.detail.state.timestamp.localeCompare(b.detail.state.timestamp));
}

/** By a client of the bucket's own region: S3 redirects the others. */
async function head(bucket: "site-a" | "site-b", key: string) {
  const s3 = new S3Client(emulator.clientConfig(bucket === "site-a" ? "eu-central-1" : standby));
  const found = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
  return { status: found.ReplicationStatus, version: found.VersionId };
}
