import { CopyObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answered } from "../../shared/override/contract.ts";
import type { SiteStatus } from "../../shared/override/status.ts";
import { commandLine } from "./world/commandLine.ts";
import { askOverride, wakeLoop } from "./world/controlPlane.ts";
import { eventually } from "./world/eventually.ts";
import { type SiteOnEmulator, siteName, startSite } from "./world/siteOnEmulator.ts";

/** Releases as a pipeline makes them, one of which reaches the standby in halves. Each test goes on from the one before. */
let site: SiteOnEmulator;
let first: Release;
let second: Release;
const patience = { withinMs: 20_000, everyMs: 500 };

interface Release {
  readonly id: string;
  readonly key: string;
}

beforeAll(async () => {
  site = await startSite({ withSwitch: false, furtherKeys: ["releases: {}"], withHeartbeat: true });
  await put("about.html", "<h1>about, release 1</h1>");
  first = await release("first");
  await wakeUntil((seen) => expect(seen).toMatchObject({ phase: "calm", fit: "fit" }));
});

afterAll(async () => {
  await site?.stop();
});

it("a heartbeat that was replicated tells, beside the rest, that replication works, and as of when", async () => {
  const seen = await wakeUntil(({ replica }) =>
    expect(replica.restsOn.map(({ kind }) => kind)).toContain("heartbeat"),
  );
  expect(seen.replica.restsOn.at(-1)?.says).toMatch(
    /^heartbeat \d+, written 20\d\d-\S+Z, is the newest in the standby, .+ old; all that were written have arrived$/,
  );
});

describe("a release that has arrived in halves", () => {
  it("is held: visitors stay on the primary, and what is missing is named", async () => {
    await put("added.html", "<h1>added by release 2</h1>");
    await site.replication.stop();
    await put("about.html", "<h1>about, release 2</h1>");
    await put("news.html", "<h1>news, release 2</h1>");
    second = await release("second");
    await copyToStandby(second.key);
    const held = await wakeUntil((seen) => {
      expect(seen).toMatchObject({ position: "primary", by: "gate", fit: "unfit" });
      expect(manifestIn(seen)?.says).toContain(`release ${second.id} is not whole`);
    });
    expect(held.replica.verdict).toBe("stale");
    expect(held.replica.because).toContain("news.html");
    expect(manifestIn(held)?.says).toContain(lack());
  });

  it("is held by the standby's own evidence when the primary's region is dark, with its age", async () => {
    await site.emulator.cutOff([site.primaryPlace.bucket]);
    await site.sides.primary.break("error");
    await eventually(() => expect(site.dataPlane.healthy(site.healthCheckId)).toBe(false), patience);
    const held = await wakeUntil((seen) =>
      expect(seen).toMatchObject({
        position: "primary",
        by: "gate",
        phase: "suspected",
        replica: {
          verdict: "stale",
          restsOn: [
            { kind: "manifest" },
            { kind: "inventory" },
            { kind: "comparison" },
            { kind: "heartbeat" },
          ],
        },
      }),
    );
    expect(held.replica.because).toContain(`${lack()}; policy allows 0 behind; checked in the standby alone`);
    expect(held.replica.unseen.join()).toContain(site.primaryPlace.bucket);
    expect((await visit()).address).toBe("127.0.0.2");
  });

  it("is told a person as such, with the time it was so, and refused where they force it", async () => {
    const { out, code } = await failover("status");
    expect(code).toBe(0);
    expect(out.replaceAll(/\s+/g, " ")).toContain(lack());
    expect(out).toMatch(/replica +stale, as of \d\d:\d\d:\d\d/);
    expect(await override({ ...order, action: "force" })).toMatchObject({
      ok: false,
      refusedBy: [{ rule: "replica-current", because: expect.stringContaining("news.html") }],
    });
  });
});

describe("the same release, once it is whole", () => {
  it("is let go: the gate opens", async () => {
    await site.emulator.cutOff([]);
    await site.sides.primary.mend();
    await site.replication.resume();
    const seen = await wakeUntil((now) =>
      expect(now).toMatchObject({ position: "automatic", fit: "fit", phase: "calm" }),
    );
    expect(manifestIn(seen)?.says).toContain(`release ${second.id} is whole: all 5 objects`);
  });

  it("is known whole in the standby alone when the primary's region is dark, and visitors get it", async () => {
    await site.emulator.cutOff([site.primaryPlace.bucket]);
    await site.sides.primary.break("refuse");
    const seen = await wakeUntil((now) =>
      expect(now).toMatchObject({ position: "secondary", by: "latch", fit: "fit" }),
    );
    expect(seen.replica.because).toContain(`release ${second.id} is whole: all 5 objects`);
    expect(seen.replica.because).toMatch(/checked in the standby alone at 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/);
    await eventually(async () => expect((await visit()).address).toBe("127.0.0.3"), patience);
    expect((await site.visitor.visit(`${site.url}news.html`)).body).toBe("<h1>news, release 2</h1>");
  });
});

const order = { site: siteName, reason: "end-to-end test", requestedBy: "Ann" };
const lack = (): string =>
  `release ${second.id} is not whole: of 5 objects 1 missing (first: news.html), 1 not as released (first: about.html); the newest whole one is ${first.id}, 1 behind`;
const manifestIn = ({ replica }: SiteStatus) => replica.restsOn.find(({ kind }) => kind === "manifest");
const visit = () => site.visitor.visit(site.url);

function s3In(region: string): S3Client {
  return new S3Client(site.emulator.clientConfig(region));
}

async function put(Key: string, Body: string): Promise<void> {
  const { bucket, region } = site.primaryPlace;
  await s3In(region).send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType: "text/html" }));
}

/** S3 replicates in no order: a release's manifest may well be there before what it names. */
async function copyToStandby(Key: string): Promise<void> {
  const { bucket, region } = site.standbyPlace;
  const CopySource = `${site.primaryPlace.bucket}/${Key}`;
  await s3In(region).send(new CopyObjectCommand({ Bucket: bucket, Key, CopySource }));
}

/** The pipeline's last step. */
async function release(label: string): Promise<Release> {
  const { out, note, code } = await failover("release-manifest", "--label", label, "--json");
  if (code !== 0) throw new Error(note);
  const written = JSON.parse(out);
  return { id: written.release, key: written.key };
}

function failover(...words: string[]) {
  return commandLine(site, { accessKeyId: "test", secretAccessKey: "test" })(...words);
}

async function wakeUntil(assertion: (seen: SiteStatus) => void): Promise<SiteStatus> {
  return await eventually(async () => {
    await wakeLoop(site);
    const { status } = await override({ site: siteName, action: "status" });
    assertion(status);
    return status;
  }, patience);
}

const override = (payload: object): Promise<Answered> => askOverride(site, payload);
