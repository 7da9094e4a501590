import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { alarmStateChange } from "../../shared/lambda/alarmStateChange.ts";
import { replicationNotification } from "../../shared/lambda/replicationNotification.ts";

const arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:www-health";

/** The envelope as EventBridge documents it; the details below are AWS's own samples, shortened where nothing is read. */
const alarmEvent = (detail: object): Record<string, unknown> => ({
  version: "0",
  id: "c4c1c1c9-6542-e61b-6ef0-8c4d36933a92",
  "detail-type": "CloudWatch Alarm State Change",
  source: "aws.cloudwatch",
  account: "123456789012",
  time: "2019-10-02T17:04:40Z",
  region: "us-east-1",
  resources: [arn],
  detail,
});
const metricDetail = {
  alarmName: "www-health",
  configuration: { metrics: [{ id: "m1", metricStat: { period: 60, stat: "Minimum" }, returnData: true }] },
  previousState: { reason: "ok", timestamp: "2019-10-01T13:56:40.987+0000", value: "OK" },
  state: {
    reason: "Threshold Crossed: 1 out of the last 1 datapoints",
    reasonData: '{"version":"1.0","threshold":50.0}',
    timestamp: "2019-10-02T17:04:40.989+0000",
    value: "ALARM",
  },
};

describe("an alarm's state change", () => {
  test("of a metric alarm gives the alarm's state at its own time", () => {
    expect(v.parse(alarmStateChange, alarmEvent(metricDetail))).toEqual({
      arn,
      value: "ALARM",
      at: Date.UTC(2019, 9, 2, 17, 4, 40, 989),
      reason: "Threshold Crossed: 1 out of the last 1 datapoints",
    });
  });

  test("while the alarm is muted says the same", () => {
    const muted = { ...metricDetail, muteDetail: { mutedByArn: "arn:aws:cloudwatch:us-east-1:1:rule" } };
    expect(v.parse(alarmStateChange, alarmEvent(muted)).value).toBe("ALARM");
  });

  test("of metric math, without reason data and for the first time, is understood", () => {
    const detail = {
      alarmName: "math",
      configuration: { metrics: [{ expression: "SUM(METRICS())", id: "e1", returnData: true }] },
      previousState: { value: "INSUFFICIENT_DATA", timestamp: "2019-10-02T17:20:03.642+0000" },
      state: { reason: "Crossed", timestamp: "2019-10-02T17:20:48.554+0000", value: "OK" },
    };
    expect(v.parse(alarmStateChange, alarmEvent(detail)).value).toBe("OK");
  });

  test("of a composite alarm, which has no metrics, is understood", () => {
    const detail = {
      alarmName: "both",
      configuration: { alarmRule: "ALARM(a) OR ALARM(b)", actionsSuppressor: "maintenance" },
      state: {
        actionsSuppressedBy: "WaitPeriod",
        value: "INSUFFICIENT_DATA",
        reason: "a child changed",
        timestamp: "2022-07-22T15:57:45.394+0000",
      },
    };
    expect(v.parse(alarmStateChange, alarmEvent(detail)).value).toBe("INSUFFICIENT_DATA");
  });

  test.each([
    ["nothing", null],
    ["a text", "ALARM"],
    [
      "another event of CloudWatch",
      { ...alarmEvent(metricDetail), "detail-type": "CloudWatch Alarm Configuration Change" },
    ],
    ["another source", { ...alarmEvent(metricDetail), source: "me" }],
    ["no alarm", { ...alarmEvent(metricDetail), resources: [] }],
    ["an unknown state", alarmEvent({ state: { ...metricDetail.state, value: "RED" } })],
    [
      "a time that is none",
      alarmEvent({ state: { ...metricDetail.state, timestamp: "2019-99-02T17:04:40.989+0000" } }),
    ],
    ["a time as a number", alarmEvent({ state: { ...metricDetail.state, timestamp: 1570035880 } })],
  ])("is refused when it is %s", (_, event) => {
    expect(v.safeParse(alarmStateChange, event).success).toBe(false);
  });
});

const replicationRecord = {
  eventVersion: "2.2",
  eventSource: "aws:s3",
  awsRegion: "us-east-1",
  eventTime: "2024-09-05T21:04:32.527Z",
  eventName: "Replication:OperationFailedReplication",
  s3: {
    configurationId: "ReplicationEventName",
    bucket: { name: "example-site-primary", arn: "arn:aws:s3:::example-site-primary" },
    object: { key: "caf%C3%A9/a+b.html", size: 520080, sequencer: "0066DA1CBF104C0D51" },
  },
  replicationEventData: {
    replicationRuleId: "to-standby",
    destinationBucket: "arn:aws:s3:::www.example.com",
    s3Operation: "OBJECT_PUT",
    failureReason: "AssumeRoleNotPermitted",
  },
};
const throughSns = (...messages: unknown[]) => ({
  Records: messages.map((message) => ({
    EventSource: "aws:sns",
    EventVersion: "1.0",
    Sns: { Type: "Notification", Message: JSON.stringify(message) },
  })),
});

describe("a replication notification through SNS", () => {
  test("gives bucket, plain key, time and reason", () => {
    expect(v.parse(replicationNotification, throughSns({ Records: [replicationRecord] }))).toEqual([
      {
        sourceBucket: "example-site-primary",
        event: {
          name: "Replication:OperationFailedReplication",
          key: "café/a b.html",
          at: Date.UTC(2024, 8, 5, 21, 4, 32, 527),
          failureReason: "AssumeRoleNotPermitted",
        },
      },
    ]);
  });

  test("without a reason (missed threshold) and with a key that isn't encoded is understood", () => {
    const { replicationEventData: _, ...record } = replicationRecord;
    const late = {
      ...record,
      eventName: "s3:Replication:OperationMissedThreshold",
      s3: { ...record.s3, object: { key: "100%.html" } },
    };
    const [read] = v.parse(replicationNotification, throughSns({ Records: [late] }));
    expect(read?.event).toMatchObject({
      name: "Replication:OperationMissedThreshold",
      key: "100%.html",
      failureReason: null,
    });
  });

  test("that S3 sends when it is set up holds no event", () => {
    const test = { Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "example-site-primary" };
    expect(v.parse(replicationNotification, throughSns(test))).toEqual([]);
  });

  test.each([
    ["not from SNS", { Records: [replicationRecord] }],
    ["without records", { Records: [] }],
    ["not JSON inside", { Records: [{ EventSource: "aws:sns", Sns: { Message: "{" } }] }],
    [
      "of another kind of S3 event",
      throughSns({ Records: [{ ...replicationRecord, eventName: "ObjectCreated:Put" }] }),
    ],
  ])("is refused when it is %s", (_, event) => {
    expect(v.safeParse(replicationNotification, event).success).toBe(false);
  });
});
