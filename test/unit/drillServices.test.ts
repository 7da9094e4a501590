import {
  type Change,
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListResourceRecordSetsCommand,
} from "@aws-sdk/client-route-53";
import { ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { PublishCommand } from "@aws-sdk/client-sns";
import { expect, test } from "vitest";
import { Bucket } from "../../drill/aws/bucket.ts";
import { BucketReplication } from "../../drill/aws/replication.ts";
import { Route53 } from "../../drill/aws/route53.ts";
import { S3 } from "../../drill/aws/s3.ts";
import { Topic } from "../../drill/aws/sns.ts";
import { applyBatch } from "../../drill/aws/zone.ts";
import { chanceFrom } from "../../drill/chance.ts";
import { type Fault, Faults } from "../../drill/faults.ts";
import { logOf } from "../../drill/log.ts";
import { VirtualTime } from "../../drill/virtualTime.ts";
import { epochMs, minutes, seconds } from "../../shared/model/time.ts";

const start = epochMs(Date.UTC(2026, 0, 13));
const record = {
  Name: "www.example.com.",
  Type: "A",
  SetIdentifier: "primary",
  TTL: 60,
  ResourceRecords: [{ Value: "192.0.2.1" }],
} as const;

test("a DELETE has to repeat every listed value, and nothing of its batch is done otherwise", () => {
  const changes: Change[] = [
    { Action: "DELETE", ResourceRecordSet: { ...record, ResourceRecords: [{ Value: "192.0.2.2" }] } },
    {
      Action: "CREATE",
      ResourceRecordSet: { ...record, SetIdentifier: "other", ResourceRecords: [...record.ResourceRecords] },
    },
  ];
  expect(applyBatch([mutable(record)], changes, new Map())).toEqual({
    kind: "refused",
    messages: [
      "Tried to delete resource record set [name='www.example.com.', type='A', set-identifier='primary'] but the values provided do not match the current values",
    ],
  });
});

test("a DELETE of what is not there says so", () => {
  const answer = applyBatch([], [{ Action: "DELETE", ResourceRecordSet: mutable(record) }], new Map());
  expect(answer).toEqual({
    kind: "refused",
    messages: [
      "Tried to delete resource record set [name='www.example.com.', type='A', set-identifier='primary'] but it was not found",
    ],
  });
});

test("a protected record refuses every change, with the protection's comment", () => {
  const protections = new Map([["www.example.com. A", "ask the DNS team"]]);
  const answer = applyBatch(
    [mutable(record)],
    [{ Action: "DELETE", ResourceRecordSet: mutable(record) }],
    protections,
  );
  if (answer.kind !== "refused") throw new Error("it was applied");
  expect(answer.messages[0]).toContain("ask the DNS team");
});

test("a change is listed at once, PENDING for seconds, and INSYNC within a minute", () => {
  const { time, route53 } = zone([]);
  const id = changed(route53);
  expect(listed(route53)).toHaveLength(1);
  expect(status(route53, id)).toBe("PENDING");
  run(time, 60);
  expect(status(route53, id)).toBe("INSYNC");
});

test("a stranded change is PENDING, and afterwards neither known nor listed", () => {
  const { time, route53 } = zone([{ kind: "changesStrand", from: seconds(0), lasts: minutes(5) }]);
  run(time, 1);
  const id = changed(route53);
  run(time, 120);
  expect(status(route53, id)).toBe("PENDING");
  run(time, 400);
  expect(() => status(route53, id)).toThrow("Could not find resource");
  expect(listed(route53)).toEqual([]);
});

test("keys are listed by their UTF-8 bytes and URL-encoded, a page at a time", () => {
  const { s3, bucket } = store();
  for (const key of ["\u{1F5FA}", "\uFF5E", "a b+c/d", "a"]) bucket.put(key, "x", start);
  const page = (StartAfter: string) =>
    s3.answer(new ListObjectsV2Command({ Bucket: "journal", EncodingType: "url", MaxKeys: 2, StartAfter }));
  expect(page("")).toMatchObject({ IsTruncated: true, Contents: [{ Key: "a" }, { Key: "a+b%2Bc/d" }] });
  expect(page("a b+c/d")).toMatchObject({
    IsTruncated: false,
    Contents: [{ Key: "%EF%BD%9E" }, { Key: "%F0%9F%97%BA" }],
  });
});

test("a write that conflicts is answered 409 and not done", () => {
  const { s3, bucket, time } = store([{ kind: "writesConflict", share: 1, from: seconds(0), lasts: null }]);
  run(time, 1);
  const put = new PutObjectCommand({ Bucket: "journal", Key: "k", Body: "x", IfNoneMatch: "*" });
  expect(() => s3.answer(put)).toThrow(
    expect.objectContaining({
      name: "ConditionalRequestConflict",
      $metadata: expect.objectContaining({ httpStatusCode: 409 }),
    }),
  );
  expect(bucket.current("k")).toBeNull();
});

test("a replica keeps version id, ETag and date; what can't be replicated waits, and arrives afterwards", () => {
  const { time, from, to, replication } = replicated([
    { kind: "replicationStops", from: seconds(0), lasts: minutes(5) },
  ]);
  run(time, 1);
  const written = from.put("index.html", "release 2", time.now);
  replication.take(written);
  run(time, 299);
  expect(to.current("index.html")).toBeNull();
  expect(replication.state.pending).toBe(1);
  run(time, 400);
  const replica = to.current("index.html");
  expect(replica).toMatchObject({
    versionId: written.versionId,
    etag: written.etag,
    modifiedAt: written.modifiedAt,
  });
  expect(replication.state.pending).toBe(0);
});

test("an older version that arrives late does not cover the newer one", () => {
  const [from, to] = [new Bucket("a", "eu-west-1"), new Bucket("b", "eu-central-1")];
  const first = from.put("k", "one", start);
  const second = from.put("k", "two", start);
  to.replicate(second);
  to.replicate(first);
  expect(to.current("k")?.body).toBe("two");
});

test.each([
  { why: "a subject of 100 characters", input: { Subject: "x".repeat(100), Message: "m" } },
  { why: "a line break in the subject", input: { Subject: "a\nb", Message: "m" } },
  { why: "json without default", input: { MessageStructure: "json", Message: '{"email":"m"}' } },
  { why: "json that is none", input: { MessageStructure: "json", Message: "{" } },
])("SNS refuses $why", ({ input }) => {
  const topic = new Topic({ now: start }, "arn:aws:sns:eu-central-1:111122223333:t", () => {});
  const publish = new PublishCommand({ TopicArn: topic.arn, ...input });
  expect(() => topic.answer(publish)).toThrow(expect.objectContaining({ name: "InvalidParameter" }));
  expect(topic.published).toEqual([]);
});

function mutable(set: typeof record) {
  return { ...set, ResourceRecords: [...set.ResourceRecords] };
}

function zone(faults: readonly Fault[]) {
  const ground = groundWith(faults);
  return {
    time: ground.time,
    route53: new Route53(
      ground,
      { id: "Z1", records: [], servers: 4 },
      { published: () => {}, changed: () => {}, overruled: () => {} },
    ),
  };
}

function store(faults: readonly Fault[] = []) {
  const ground = groundWith(faults);
  const bucket = new Bucket("journal", "eu-central-1");
  return { time: ground.time, bucket, s3: new S3(ground, "eu-central-1", [bucket], () => {}) };
}

function replicated(faults: readonly Fault[]) {
  const ground = groundWith(faults);
  const [from, to] = [new Bucket("a", "eu-west-1"), new Bucket("b", "eu-central-1")];
  const parts = { from, to, prefix: "", stopped: () => false };
  return {
    time: ground.time,
    from,
    to,
    replication: new BucketReplication(ground, parts, { arrived: () => {}, failed: () => {} }),
  };
}

function groundWith(faults: readonly Fault[]) {
  const time = new VirtualTime(start);
  return { time, chance: chanceFrom("unit"), faults: new Faults(time, faults), log: logOf(time) };
}

function changed(route53: Route53): string {
  const Changes: Change[] = [{ Action: "CREATE", ResourceRecordSet: mutable(record) }];
  const answer = route53.answer(
    new ChangeResourceRecordSetsCommand({ HostedZoneId: "Z1", ChangeBatch: { Changes } }),
  );
  return Object(answer).ChangeInfo.Id;
}

const listed = (route53: Route53): unknown =>
  Object(route53.answer(new ListResourceRecordSetsCommand({ HostedZoneId: "Z1" }))).ResourceRecordSets;

const status = (route53: Route53, Id: string): unknown =>
  Object(route53.answer(new GetChangeCommand({ Id }))).ChangeInfo.Status;

function run(time: VirtualTime, untilSeconds: number): void {
  while (time.advance(epochMs(start + untilSeconds * 1000))) {}
}
