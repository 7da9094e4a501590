import {
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  Route53Client,
} from "@aws-sdk/client-route-53";
import { GetObjectCommand, ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CanarySeen, canaryKey } from "../../shared/model/canary.ts";
import type { JournalEntry } from "../../shared/model/journal.ts";
import type { Notice } from "../../shared/model/notice.ts";
import type { Answered } from "../../shared/override/contract.ts";
import { verifyChain } from "../../shared/record/journal.ts";
import { askOverride, wakeLoop } from "./world/controlPlane.ts";
import { eventually } from "./world/eventually.ts";
import { standbyRegion } from "./world/siteGround.ts";
import { type SiteOnEmulator, siteName, startSite } from "./world/siteOnEmulator.ts";

/** One real outage after another, on the deployed bundles; each test leaves the site calm, on its primary. */
let site: SiteOnEmulator;
let free: readonly ResourceRecordSet[];
const patience = { withinMs: 20_000, everyMs: 500 };
const order = { site: siteName, reason: "end-to-end test", requestedBy: "Ann" };

beforeAll(async () => {
  site = await startSite();
  free = await recordSets();
  await wakeUntil(async () => expect((await status()).status).toMatchObject({ phase: "calm", fit: "fit" }));
});

afterAll(async () => {
  await site?.stop();
});

it("a canary that the loop sends arrives by the way of the alarms: out of us-east-1, to the function here", async () => {
  await wakeUntil(async () => {
    const { changedAt, arrivedAt } = await canary();
    expect(Date.now() - changedAt).toBeLessThan(120_000);
    expect(arrivedAt).toBeGreaterThanOrEqual(changedAt);
  });
});

describe("an outage of the primary", () => {
  let actsBefore: number;

  it("is latched on the standby, whose visitors get the site, and people are told", async () => {
    await site.sides.primary.break("refuse");
    await eventually(async () => expect((await visit()).address).toBe("127.0.0.3"), patience);
    // Nobody invokes anything here: the alarm's event crosses from us-east-1 to the function in eu-west-1.
    await eventually(
      async () => expect(await targetOf("PRIMARY")).toBe("s3-website-eu-west-1.amazonaws.com"),
      patience,
    );
    expect(await visit()).toMatchObject({ address: "127.0.0.3", status: 200, body: "<h1>release 1</h1>" });
    await eventually(
      async () => expect((await status()).status).toMatchObject({ position: "secondary", by: "latch" }),
      patience,
    );
    expect(await toldUntil("failed-over")).toContainEqual(
      expect.objectContaining({
        kind: "failed-over",
        headline: `${siteName} FAILED OVER to the standby`,
        site: siteName,
      }),
    );
  });

  it("does not come twice: the same event three times, and an old one late, change nothing", async () => {
    actsBefore = await acts();
    const now = new Date();
    const event = alarmEvent("ALARM", now);
    for (const payload of [event, event, event, alarmEvent("OK", new Date(now.getTime() - 3_600_000))])
      expect((await site.call("healthAlarm", payload)).functionError).toBeUndefined();
    expect(await acts()).toBe(actsBefore);
    expect((await status()).status).toMatchObject({
      position: "secondary",
      by: "latch",
      route53HealthCheck: "unhealthy",
    });
  });

  it("does not flap back when the primary returns, and goes back once it is stable", async () => {
    await site.sides.primary.mend();
    await wakeUntil(async () =>
      expect((await status()).status).toMatchObject({ position: "automatic", phase: "calm" }),
    );
    expect(await recordSets()).toEqual(free);
    await eventually(async () => expect((await visit()).address).toBe("127.0.0.2"), patience);
    expect((await toldUntil("back")).map(({ kind }) => kind)).toContain("back");
  });

  it("stands in the journal from the first evidence to the end, in a chain that is whole", async () => {
    const entries = await history();
    expect(verifyChain(siteName, entries)).toMatchObject({ kind: "whole", entries: entries.length });
    const said = entries.map(({ kind, text }) => `${kind}: ${text}`).join("\n");
    for (const part of [
      "observed: visitors are served by the standby",
      "decided: Route 53 sent visitors to the standby, and the replica is fit, so the latch is due",
      "intended: the move to the standby is planned, by the records lever",
      "acted: steered to the standby, and read back",
      "observed: the primary answers, and visitors are on the standby",
      "decided: the way back is due",
      "acted: steering released to Route 53",
      "observed: visitors are back on the primary",
    ])
      expect(said).toContain(part);
  });
});

describe("a replica that is not current", () => {
  it("holds the primary: visitors are not sent to an old site, and people are told why", async () => {
    await site.replication.stop();
    await site.publish("<h1>release 2</h1>");
    await wakeUntil(async () =>
      expect((await status()).status).toMatchObject({ position: "primary", by: "gate" }),
    );
    await site.sides.primary.break("error");
    await eventually(() => expect(site.dataPlane.healthy(site.healthCheckId)).toBe(false), patience);
    expect(await visit()).toMatchObject({ address: "127.0.0.2", status: 503 });
    await wakeUntil(async () =>
      expect((await status()).status).toMatchObject({ phase: "suspected", fit: "unfit" }),
    );
    expect((await toldUntil("held-back")).map(({ kind }) => kind)).toContain("held-back");
  });

  it("refuses a force by the name of the rule, and moves nobody", async () => {
    expect(await override({ ...order, action: "force" })).toMatchObject({
      ok: false,
      position: "primary",
      refusedBy: [{ rule: "replica-current", because: expect.stringContaining("index.html") }],
      changes: [],
    });
    expect((await visit()).address).toBe("127.0.0.2");
  });

  it("is served all the same when a person overrides the rule by name", async () => {
    const request = { ...order, action: "force", overrideRules: ["replica-current"] };
    const plan = await override({ ...request, dryRun: true });
    expect(plan).toMatchObject({ ok: true, decision: { kind: "steer" }, position: "primary" });
    const done = await override(request);
    expect(done).toMatchObject({
      ok: true,
      position: "secondary",
      outcome: { kind: "done" },
      changes: plan.changes,
    });
    await eventually(
      async () => expect(await visit()).toMatchObject({ address: "127.0.0.3", body: "<h1>release 1</h1>" }),
      patience,
    );
  });

  it("refuses the release while the primary is down, and does it when it serves", async () => {
    expect(await override({ ...order, action: "release" })).toMatchObject({
      ok: false,
      refusedBy: [{ rule: "primary-serves" }],
    });
    await site.sides.primary.mend();
    await site.replication.resume();
    const release = await eventually(async () => {
      const answer = await override({ ...order, action: "release" });
      expect(answer).toMatchObject({ ok: true, position: "automatic" });
      return answer;
    }, patience);
    expect(release.outcome).toMatchObject({ kind: "done" });
    expect(await recordSets()).toEqual(free);
    await eventually(
      async () => expect(await visit()).toMatchObject({ address: "127.0.0.2", body: "<h1>release 2</h1>" }),
      patience,
    );
    await wakeUntil(async () =>
      expect((await status()).status).toMatchObject({ phase: "calm", position: "automatic", fit: "fit" }),
    );
  });
});

describe("a person's hold", () => {
  it("keeps visitors on the primary through an outage, and ends by its time", async () => {
    expect(await override({ ...order, action: "hold", for: "15s" })).toMatchObject({
      ok: true,
      position: "primary",
    });
    await site.sides.primary.break("error");
    await eventually(() => expect(site.dataPlane.healthy(site.healthCheckId)).toBe(false), patience);
    expect(await visit()).toMatchObject({ address: "127.0.0.2", status: 503 });
    expect(await override({ ...order, action: "force", requestedBy: "Bob" })).toMatchObject({
      ok: false,
      refusedBy: [{ rule: "order-in-force" }],
    });
    await wakeUntil(async () => expect((await visit()).address).toBe("127.0.0.3"));
    await site.sides.primary.mend();
    await wakeUntil(async () =>
      expect((await status()).status).toMatchObject({ phase: "calm", position: "automatic" }),
    );
    expect(await recordSets()).toEqual(free);
  });
});

describe("override on the deployed function", () => {
  it.each([
    ["no site", { action: "status" }],
    ["an unknown action", { ...order, action: "explode" }],
    ["a bad duration", { ...order, action: "hold", for: "soon" }],
    ["a reason of 1 MB", { ...order, action: "hold", reason: "x".repeat(1_000_000) }],
    ["wrong types", { site: 1, action: ["force"], overrideRules: {} }],
    ["a prototype key", JSON.parse('{"__proto__":{"ok":true},"action":"status","site":"www.example.test"}')],
    ["no object", "force"],
  ])("answers %s by the contract's error, without a stack trace", async (_, payload) => {
    const before = (await history()).length;
    const { answer, functionError } = await site.call("override", payload);
    expect(functionError).toBeUndefined();
    expect(answer).toMatchObject({ ok: false, error: { code: "InvalidRequest", issues: expect.any(Array) } });
    expect(JSON.stringify(answer)).not.toMatch(/ {4}at |node_modules|\.mjs/);
    expect(await history()).toHaveLength(before);
  });

  it("plans without a trace: what would be decided now, and the writes it would take", async () => {
    const before = (await history()).length;
    expect(await override({ action: "plan", site: siteName })).toMatchObject({
      ok: true,
      decision: { kind: "rest", reason: "the primary serves, and Route 53 decides" },
      changes: [],
    });
    const forced = await override({ ...order, action: "force", dryRun: true });
    expect(forced).toMatchObject({ ok: true, position: "automatic", decision: { kind: "steer" } });
    expect(forced.changes).toHaveLength(12);
    expect(await history()).toHaveLength(before);
    expect(await recordSets()).toEqual(free);
  });

  it("freezes the controller, and says so", async () => {
    expect(await override({ ...order, action: "freeze", for: "1h" })).toMatchObject({
      ok: true,
      status: { freeze: { who: "Ann" } },
    });
    expect(await override({ ...order, action: "force" })).toMatchObject({
      ok: false,
      refusedBy: [{ rule: "frozen" }],
    });
    expect(await override({ ...order, action: "unfreeze" })).toMatchObject({
      ok: true,
      status: { freeze: null },
    });
  });
});

async function wakeUntil(assertion: () => Promise<void>): Promise<void> {
  await eventually(async () => {
    await wakeLoop(site);
    await assertion();
  }, patience);
}

const override = (payload: object): Promise<Answered> => askOverride(site, payload);

const status = (): Promise<Answered> => override({ action: "status", site: siteName });

async function history(): Promise<readonly JournalEntry[]> {
  return (await override({ action: "history", site: siteName, limit: 1000 })).history ?? [];
}

const acts = async (): Promise<number> => (await history()).filter(({ kind }) => kind === "intended").length;

const visit = () => site.visitor.visit(site.url);

async function recordSets(): Promise<ResourceRecordSet[]> {
  const route53 = new Route53Client(site.emulator.clientConfig("us-east-1"));
  const { ResourceRecordSets = [] } = await route53.send(
    new ListResourceRecordSetsCommand({ HostedZoneId: site.hostedZoneId }),
  );
  const key = (set: ResourceRecordSet): string => `${set.Name} ${set.Type} ${set.SetIdentifier}`;
  return ResourceRecordSets.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

async function targetOf(role: "PRIMARY" | "SECONDARY"): Promise<string | undefined> {
  const set = (await recordSets()).find(
    (each) => each.Name === `${siteName}.` && each.Type === "A" && each.Failover === role,
  );
  return set?.AliasTarget?.DNSName?.replace(/\.$/, "");
}

/** All notices up to one of this kind, or as many as came in time. */
async function toldUntil(kind: string): Promise<readonly Notice[]> {
  const told: Notice[] = [];
  for (let tries = 0; tries < 20 && !told.some((notice) => notice.kind === kind); tries += 1)
    told.push(...((await site.notices.receive(1, 2000)) as Notice[]));
  return told;
}

function alarmEvent(value: "OK" | "ALARM", at: Date): object {
  const timestamp = at.toISOString().replace("Z", "+0000");
  return {
    version: "0",
    id: "c4c1c1c9-6542-e61b-6ef0-8c4d36933a92",
    "detail-type": "CloudWatch Alarm State Change",
    source: "aws.cloudwatch",
    account: "123456789012",
    time: at.toISOString(),
    region: "us-east-1",
    resources: [site.alarmArn],
    detail: {
      alarmName: `${siteName}-health`,
      configuration: { metrics: [] },
      previousState: { value: value === "OK" ? "ALARM" : "OK", reason: "", timestamp },
      state: { value, reason: "Threshold Crossed", timestamp },
    },
  };
}

/** As it lies in the bucket of record and journal; rejects while none has arrived. */
async function canary(): Promise<CanarySeen> {
  const s3 = new S3Client(site.emulator.clientConfig(standbyRegion));
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const bucket = Buckets.find(({ Name }) => Name?.includes("journal"))?.Name;
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: canaryKey }));
  return JSON.parse((await Body?.transformToString()) ?? "");
}
