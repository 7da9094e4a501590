import { expect, test } from "vitest";
import { type AlarmState, known, onNothing, unknown } from "../../../shared/model/observation.ts";
import type { SiteRecord } from "../../../shared/model/record.ts";
import { minutes } from "../../../shared/model/time.ts";
import { before, healthAlarm, incident, memory, observed, throwing } from "./world.ts";

/** Counts the calls, so that a test can tell what was asked from what was remembered. */
function counting() {
  const asked: string[] = [];
  const answering =
    <T>(what: string, answer: T) =>
    async (): Promise<T> => {
      asked.push(what);
      return answer;
    };
  const latency = { latencySeconds: 7, operationsPending: 0, bytesPending: 0 };
  return {
    asked,
    alarms: { read: answering("alarms", []) },
    metrics: {
      replication: answering("replication", latency),
      failed: answering("failed", { operations: 0 }),
    },
  };
}

const up = { kind: "up", since: before(minutes(60)), seenAt: before(minutes(1)) } as const;
const comparison = {
  at: before(minutes(3)),
  endedAt: before(minutes(3)),
  unchangedSince: before(minutes(3)),
  mode: "key+size+etag",
  compared: 1,
  missing: 0,
  differs: 0,
  extra: 0,
  pending: 0,
  lag: minutes(0),
  newestInSecondary: null,
  examples: [],
} as const;
const heard = (minutesAgo: number): SiteRecord["metrics"] => ({
  replication: known(
    { latencySeconds: 1, operationsPending: 0, bytesPending: 0 },
    before(minutes(minutesAgo)),
  ),
  failedReplications: known({ operations: 0 }, before(minutes(minutesAgo))),
});
const calm: SiteRecord = {
  ...memory,
  sides: { primary: up, secondary: up },
  replica: { ...onNothing, kind: "current", asOf: comparison.at, because: "equal", comparison },
  metrics: heard(2),
};
const alarm = (value: AlarmState["value"]): AlarmState => ({
  arn: healthAlarm,
  value,
  at: before(minutes(30)),
  reason: "",
});

test("CloudWatch is not asked while all is calm and it was asked lately; what it said keeps its time", async () => {
  const world = counting();
  const seen = await observed(world, { memory: { ...calm, alarms: [alarm("OK")] } });
  expect(world.asked).toEqual([]);
  expect(seen.replication).toEqual(calm.metrics?.replication);
  expect(seen.alarms).toEqual([alarm("OK")]);
});

test.each<[string, Partial<SiteRecord>]>([
  ["it was not asked for five minutes", { metrics: heard(5) }],
  ["it never was", { metrics: null }],
  [
    "it could not be asked the last time",
    { metrics: { ...calm, ...heard(1), replication: unknown("dark", before(1)) } as never },
  ],
  ["the clock went back", { metrics: heard(-3) }],
  ["an incident is open", { incident }],
  ["an alarm rings", { alarms: [alarm("ALARM")] }],
  ["visitors are steered", { steering: { ...memory.steering, position: "primary" } }],
  ["a side is not known to be up", { sides: { ...calm.sides, secondary: { ...up, kind: "unknown" } } }],
  ["the replica is not current", { replica: { ...calm.replica, kind: "stale" } as SiteRecord["replica"] }],
])("CloudWatch is asked when %s", async (_when, part) => {
  const world = counting();
  const seen = await observed(world, { memory: { ...calm, ...part } });
  expect(world.asked.toSorted()).toEqual(["alarms", "alarms", "failed", "replication"]);
  expect(seen.replication).toMatchObject({ kind: "known", value: { latencySeconds: 7 } });
});

test("a dark primary region does not hide what the standby's says of the replication", async () => {
  const world = counting();
  const metrics = { ...world.metrics, failed: throwing("no answer") };
  const seen = await observed({ metrics });
  expect(seen.replication.kind).toBe("known");
  expect(seen.failedReplications).toMatchObject({
    kind: "unknown",
    because: "the count of failed replications can't be read: no answer",
  });
});

const event = (minutesAgo: number, key: string) => ({
  name: "Replication:OperationFailedReplication",
  key,
  at: before(minutes(minutesAgo)),
  failureReason: "DstPutObjectNotPermitted",
});

test("replication events are kept for an hour, each once, and a few", async () => {
  const remembered = [event(61, "old"), event(50, "a"), event(40, "b")];
  const evidence = {
    replicationEvents: [event(40, "b"), ...["c", "d", "e", "f"].map((key) => event(1, key))],
  };
  const seen = await observed({}, { memory: { ...calm, replicationEvents: remembered }, evidence });
  expect(seen.replicationEvents.map(({ key }) => key)).toEqual(["b", "c", "d", "e", "f"]);
});
