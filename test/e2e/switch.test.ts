import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answered } from "../../shared/override/contract.ts";
import { askOverride, wakeLoop } from "./world/controlPlane.ts";
import { eventually } from "./world/eventually.ts";
import { type SiteOnEmulator, siteName, startSite } from "./world/siteOnEmulator.ts";

/** Steering without us-east-1, by the deployed functions: each test leaves the site calm, on its primary. */
let site: SiteOnEmulator;
let bucket: string;
const patience = { withinMs: 20_000, everyMs: 500 };
const order = { site: siteName, reason: "end-to-end test", requestedBy: "Ann" };

beforeAll(async () => {
  site = await startSite({ withSwitch: true });
  bucket = site.switch?.place.bucket ?? "";
  await wakeUntil({ phase: "calm", fit: "fit", position: "automatic" });
});

afterAll(async () => {
  await site?.stop();
});

describe("with Route 53's API dark", () => {
  it("an ordered force moves the visitor by the switch, and the answer says so", async () => {
    await site.emulator.unreachable({ route53: "error" });
    const planned = await override({ ...order, action: "force", dryRun: true });
    expect(planned.changes).toEqual([
      { action: "PUT", object: "force", url: `s3://${bucket}/force`, etag: null },
    ]);
    expect(await override({ ...order, action: "force" })).toMatchObject({
      ok: true,
      position: "secondary",
      lever: "switch",
      outcome: { kind: "done", how: "changed" },
      tried: [{ lever: "switch", outcome: { kind: "done" } }],
      changes: planned.changes,
    });
    expect(await visit()).toMatchObject({ address: "127.0.0.3", status: 200 });
    expect(JSON.parse(await objectOf("force"))).toMatchObject({ site: siteName, position: "secondary" });
  });

  it("a hold takes the visitor back, and keeps the primary while it fails", async () => {
    const hold = await override({ ...order, action: "hold", for: "1h", overrideRules: ["order-in-force"] });
    expect(hold).toMatchObject({ ok: true, position: "primary", lever: "switch" });
    expect(hold.changes.map(({ action }) => action)).toEqual(["PUT", "DELETE"]);
    await eventually(async () => expect((await visit()).address).toBe("127.0.0.2"), patience);
    await site.sides.primary.break("error");
    await eventually(() => expect(site.dataPlane.healthy(site.endpointCheckId)).toBe(false), patience);
    expect(site.dataPlane.healthy(site.healthCheckId)).toBe(true);
    expect(await visit()).toMatchObject({ address: "127.0.0.2", status: 503 });
    await site.sides.primary.mend();
    await eventually(() => expect(site.dataPlane.healthy(site.endpointCheckId)).toBe(true), patience);
  });

  it("a release clears the switch, and Route 53 decides again", async () => {
    expect(await override({ ...order, action: "release" })).toMatchObject({
      ok: true,
      position: "automatic",
      outcome: { kind: "done" },
    });
    await expect(objectOf("hold")).rejects.toThrow(/NoSuchKey|does not exist/);
    await expect(objectOf("force")).rejects.toThrow(/NoSuchKey|does not exist/);
    await site.emulator.unreachable({});
    await wakeUntil({ phase: "calm", position: "automatic", drift: null, switchDrift: null });
  });
});

describe("with the switch's bucket cut off", () => {
  it("and Route 53's API dark, nothing moves, and the answer says why of both", async () => {
    await site.emulator.unreachable({ route53: "error" });
    await site.emulator.cutOff([bucket]);
    const answer = await override({ ...order, action: "force" });
    expect(answer).toMatchObject({ ok: false, position: "automatic", changes: [], tried: [] });
    expect(answer.decision.reason).toContain("the record sets can't be read");
    expect(answer.decision.reason).toContain(`the switch in s3://${bucket} can't be read`);
    expect((await visit()).address).toBe("127.0.0.2");
  });

  it("and Route 53's API back, the record sets move the visitor", async () => {
    await site.emulator.unreachable({});
    const force = await override({ ...order, action: "force" });
    expect(force).toMatchObject({ ok: true, position: "secondary", lever: "records" });
    await eventually(async () => expect((await visit()).address).toBe("127.0.0.3"), patience);
    await site.emulator.cutOff([]);
    expect(await override({ ...order, action: "release" })).toMatchObject({
      ok: true,
      position: "automatic",
    });
    await eventually(async () => expect((await visit()).address).toBe("127.0.0.2"), patience);
    await wakeUntil({ phase: "calm", position: "automatic" });
  });
});

describe("an outage while Route 53's API is dark", () => {
  it("is latched by the switch", async () => {
    await site.emulator.unreachable({ route53: "error" });
    await site.sides.primary.break("refuse");
    await eventually(async () => expect((await visit()).address).toBe("127.0.0.3"), patience);
    await wakeUntil({ position: "secondary", by: "latch", lever: "switch" });
    await site.sides.primary.mend();
    await eventually(() => expect(site.dataPlane.healthy(site.endpointCheckId)).toBe(true), patience);
    await wakeUntil({ phase: "calm", position: "automatic" });
    await site.emulator.unreachable({});
  });
});

async function wakeUntil(expected: object): Promise<void> {
  await eventually(async () => {
    await wakeLoop(site);
    expect((await override({ action: "status", site: siteName })).status).toMatchObject(expected);
  }, patience);
}

const override = (payload: object): Promise<Answered> => askOverride(site, payload);

const visit = () => site.visitor.visit(site.url);

async function objectOf(key: string): Promise<string> {
  const s3 = new S3Client(site.emulator.clientConfig("eu-west-1"));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return (await Body?.transformToString()) ?? "";
}
