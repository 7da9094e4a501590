import { expect, test } from "vitest";
import { type Comparison, onNothing, type ReplicaVerdict } from "../../../shared/model/observation.ts";
import type { Site } from "../../../shared/model/site.ts";
import { after, hours, minutes } from "../../../shared/model/time.ts";
import type { ObjectsPort } from "../../../shared/observe/ports.ts";
import { lookAtContent } from "../../../shared/observe/replica.ts";
import { judgeReplica } from "../../../shared/observe/verdict.ts";
import {
  answered,
  before,
  buckets,
  calmPorts,
  fromCloudFront,
  incident,
  latencyAlarm,
  memory,
  noon,
  noResolver,
  object,
  observed,
  site,
  timedOut,
  urls,
  web,
} from "./world.ts";

const comparison = (minutesAgo: number, rest: Partial<Comparison> = {}): Comparison => ({
  at: before(minutes(minutesAgo)),
  endedAt: before(minutes(minutesAgo)),
  unchangedSince: before(minutes(minutesAgo)),
  mode: "key+size+etag",
  compared: 40,
  missing: 0,
  differs: 0,
  extra: 0,
  pending: 0,
  lag: minutes(0),
  newestInSecondary: null,
  examples: [],
  ...rest,
});

const remembering = (kind: "current" | "stale", made: Comparison) => ({
  ...memory,
  replica: {
    ...onNothing,
    kind,
    asOf: made.at,
    because: "as it was",
    comparison: made,
  } satisfies ReplicaVerdict,
});

const allowing = (stale: Partial<Site["policy"]["stale"]>): Site => ({
  ...site,
  policy: { ...site.policy, stale: { ...site.policy.stale, ...stale } },
});

const one = [object("index.html")];
const dark = buckets("dark", one);
const ages = { modifiedAt: before(hours(1)) };

test("is current when both buckets hold the same", async () => {
  const { replica } = await observed({ objects: buckets(one, one) });
  expect(replica).toMatchObject({
    kind: "current",
    asOf: noon,
    because: "all 1 objects are in the standby",
  });
});

test("is stale when an object is missing, and says how far behind", async () => {
  const { replica } = await observed({ objects: buckets([...one, object("new.html", ages)], one) });
  expect(replica).toMatchObject({
    kind: "stale",
    asOf: noon,
    because: "of 2 objects 1 missing (first: new.html), behind by 1 h; policy allows 0 objects, and 30 min",
  });
});

test("is stale for an old difference, however few the keys", async () => {
  const objects = buckets([...one, object("new.html", ages)], one);
  expect((await observed({ objects }, { site: allowing({ maxKeys: 5 }) })).replica.kind).toBe("stale");
});

test("is current when fewer keys than policy allows lag for less than it allows", async () => {
  const objects = buckets([...one, object("new.html", ages)], one);
  const tolerant = allowing({ maxKeys: 1, maxLag: hours(2) });
  expect((await observed({ objects }, { site: tolerant })).replica.kind).toBe("current");
});

test("is current while young objects are on their way, and says so", async () => {
  const objects = buckets([...one, object("new.html", { modifiedAt: before(minutes(1)) })], one);
  const { replica } = await observed({ objects });
  expect(replica).toMatchObject({ kind: "current", because: expect.stringContaining("1 on their way") });
});

test("is current with deletes that were not replicated, and says so", async () => {
  const { replica } = await observed({ objects: buckets(one, [...one, object("old.html")]) });
  expect(replica).toMatchObject({
    kind: "current",
    because: expect.stringContaining("1 extra in the standby"),
  });
});

test("is stale when the standby holds nothing, though all of it is young", async () => {
  const { replica } = await observed({ objects: buckets([object("a", { modifiedAt: noon })], []) });
  expect(replica).toMatchObject({
    kind: "stale",
    because: "the standby bucket holds none of the primary's 1 objects",
  });
});

test.each([
  ["a full standby", one, 1],
  ["an empty one", [], 0],
])("is unknown when the primary lists nothing against %s", async (_name, standby, count) => {
  const made = comparison(30);
  const { replica } = await observed(
    { objects: buckets([], standby) },
    { memory: remembering("current", made) },
  );
  expect(replica).toMatchObject({
    kind: "unknown",
    asOf: noon,
    because: `the primary bucket lists no objects, and the standby ${count}: nothing to compare with`,
    comparison: made,
  });
});

test("is broken when the standby does not serve, whatever it holds, and the comparison is not forgotten", async () => {
  const http = web({
    [urls.primary]: fromCloudFront,
    [urls.secondary]: timedOut,
    [urls.public]: fromCloudFront,
  });
  const { replica } = await observed({ http, objects: buckets(one, one) });
  expect(replica).toMatchObject({
    kind: "broken",
    asOf: noon,
    because: "http://site-b.s3-website.eu-central-1.amazonaws.com/: no answer within 4000 ms",
    comparison: { compared: 1, missing: 0 },
  });
});

test("is unknown when it can't be told whether the standby serves", async () => {
  const http = web({
    [urls.primary]: answered(),
    [urls.secondary]: noResolver,
    [urls.public]: fromCloudFront,
  });
  expect((await observed({ http })).replica.kind).toBe("unknown");
});

test("is unknown when never compared and the primary is dark", async () => {
  const { replica } = await observed({ objects: dark });
  expect(replica).toMatchObject({
    kind: "unknown",
    asOf: noon,
    because:
      "the buckets have never been compared; no newer comparison: the primary bucket site-a can't be listed: no answer",
    comparison: null,
  });
});

test("is what it was last known to be, with its age, while the primary is dark", async () => {
  const made = comparison(20);
  const { replica } = await observed(
    { objects: dark },
    { memory: { ...remembering("current", made), incident } },
  );
  expect(replica).toMatchObject({
    kind: "current",
    asOf: before(minutes(20)),
    because:
      "all 40 objects are in the standby, as of 2026-11-22T11:40:00Z; no newer comparison: the primary bucket site-a can't be listed: no answer",
    comparison: made,
  });
});

test("is known again, by the old comparison, after the standby failed to serve for a while", async () => {
  const made = comparison(20);
  const broken: ReplicaVerdict = {
    ...onNothing,
    kind: "broken",
    asOf: before(minutes(1)),
    because: "503",
    comparison: made,
  };
  const { replica } = await observed({ objects: dark }, { memory: { ...memory, replica: broken } });
  expect(replica).toMatchObject({ kind: "current", asOf: made.at });
});

test("counts what was on its way as missing once the primary is dark: nobody saw it arrive", async () => {
  const given = { memory: remembering("current", comparison(5, { pending: 3 })) };
  expect((await observed({ objects: dark }, given)).replica.kind).toBe("stale");
});

test("is unknown when the last comparison is older than policy trusts", async () => {
  const made = comparison(150);
  const { replica } = await observed({ objects: dark }, { memory: remembering("current", made) });
  expect(replica).toMatchObject({
    kind: "unknown",
    because: expect.stringContaining("the last comparison is 2 h 30 min old, and policy trusts it for 2 h"),
    comparison: made,
  });
});

test("is what was last known when the standby's bucket can't be listed", async () => {
  const { replica } = await observed(
    { objects: buckets(one, "dark") },
    { memory: remembering("current", comparison(20)) },
  );
  expect(replica).toMatchObject({
    kind: "current",
    because: expect.stringContaining("the standby bucket site-b can't be listed: no answer"),
  });
});

test("is not compared again while the last comparison is young and all is calm", async () => {
  const objects = buckets([], []);
  const { replica } = await observed({ objects }, { memory: remembering("current", comparison(14)) });
  expect(objects.listed).toEqual([]);
  expect(replica).toMatchObject({ kind: "current", asOf: before(minutes(14)) });
});

test("is not forgotten when the last comparison grows too old while CloudWatch is waited for", async () => {
  const times = [noon];
  const clock = { now: () => times.shift() ?? after(noon, minutes(2)), sleep: async () => {} };
  const policy = allowing({ maxEvidenceAge: minutes(15) });
  const serving = { kind: "up", at: noon, latencyMs: minutes(0) } as const;
  const judged = await lookAtContent(
    { clock, objects: buckets([], []), releases: calmPorts().releases },
    policy,
    remembering("current", comparison(14)),
    null,
    { suspicions: Promise.resolve([]), primary: Promise.resolve({ health: serving }) },
  );
  expect(
    judgeReplica(
      policy,
      { ...judged, serving, suspicions: [], heartbeat: null, wasStale: false, primaryDownSince: null },
      judged.at,
    ).kind,
  ).toBe("current");
});

const fresh = remembering("current", comparison(1));
const alarm = { arn: latencyAlarm, value: "ALARM", at: noon, reason: "late" } as const;
const event = { name: "Replication:OperationFailedReplication", key: "a", at: noon, failureReason: null };
const failed = async () => ({ operations: null });
const lagging = {
  replication: async () => ({ latencySeconds: 1200, operationsPending: 9, bytesPending: 9 }),
  failed,
};
const failing = {
  replication: async () => ({ latencySeconds: 1, operationsPending: 0, bytesPending: 0 }),
  failed: async () => ({ operations: 2 }),
};

test.each([
  ["the last comparison is as old as configured", {}, { memory: remembering("current", comparison(15)) }],
  ["the last verdict was not current", {}, { memory: remembering("stale", comparison(1, { missing: 1 })) }],
  ["objects were on their way", {}, { memory: remembering("current", comparison(1, { pending: 1 })) }],
  ["an incident is open", {}, { memory: { ...fresh, incident } }],
  [
    "the primary has just failed",
    { http: web({ [urls.primary]: timedOut, [urls.secondary]: answered(), [urls.public]: fromCloudFront }) },
    { memory: fresh },
  ],
  ["a replication alarm rings", {}, { memory: fresh, evidence: { alarms: [alarm] } }],
  ["S3 reports a failed replication", {}, { memory: fresh, evidence: { replicationEvents: [event] } }],
  ["the metrics say that replication is behind", { metrics: lagging }, { memory: fresh }],
  ["the metrics count failed replications", { metrics: failing }, { memory: fresh }],
])("is compared again when %s", async (_when, ports, given) => {
  const objects = buckets(one, one);
  const { replica } = await observed({ ...ports, objects }, given);
  expect(objects.listed).toEqual(["site-a", "site-b"]);
  expect(replica).toMatchObject({ kind: "current", asOf: noon });
});

test("a comparison that is due does not wait for CloudWatch", async () => {
  const listed = Promise.withResolvers<void>();
  const compare: ObjectsPort["compare"] = (asked) => {
    listed.resolve();
    return buckets(one, one).compare(asked);
  };
  const metrics = {
    replication: async () => {
      await listed.promise;
      throw new Error("no answer");
    },
    failed,
  };
  expect((await observed({ metrics, objects: { ...buckets(one, one), compare } })).replica.kind).toBe(
    "current",
  );
});

test("says that a comparison that took too long goes on in the next run", async () => {
  let now = noon;
  const clock = { now: () => (now = (now + 15_000) as typeof noon), sleep: async () => {} };
  const { replica } = await observed({ clock, objects: buckets(one, one, clock) });
  expect(replica).toMatchObject({
    kind: "unknown",
    because: expect.stringContaining("it goes on in the next run: 0 objects are compared so far"),
  });
});
