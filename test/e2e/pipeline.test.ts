import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { SiteStatus } from "../../shared/override/status.ts";
import { askOverride, wakeLoop } from "./world/controlPlane.ts";
import { eventually } from "./world/eventually.ts";
import { projectPath, projectRoot } from "./world/projectRoot.ts";
import { pythonWithEmulators } from "./world/pythonEnvironment.ts";
import { type SiteOnEmulator, siteName, stage, startSite } from "./world/siteOnEmulator.ts";
import { jobIn, runJob, type StepRan } from "./world/workflow.ts";

/** docs/examples/deploy.yml, its steps run as they stand: by a shell, with the AWS CLI, in a clone, on the emulator. */
let site: SiteOnEmulator;
let clone: string;
const patience = { withinMs: 20_000, everyMs: 500 };

beforeAll(async () => {
  site = await startSite({ withSwitch: false, furtherKeys: ["releases: {}"] });
  clone = await mkdtemp(join(tmpdir(), "failover-pipeline-"));
  for (const name of await readdir(projectRoot)) await symlink(join(projectRoot, name), join(clone, name));
  await mkdir(join(clone, "dist"));
  await mkdir(join(clone, "bin"));
  await program("aws", `exec ${await pythonWithEmulators()} -m awscli "$@"`);
  // A replica is there within a second here, and the example waits for twenty.
  await program("sleep", "exec /bin/sleep 1");
  await seen(({ phase, fit }) => expect([phase, fit]).toEqual(["calm", "fit"]));
});

afterAll(async () => {
  await site?.stop();
  await rm(clone, { recursive: true, force: true });
});

it("a deploy takes the lease, copies, writes the manifest, waits for the replica, gives the lease back", async () => {
  const before = await keysIn(site.primaryPlace);
  await writeFile(join(clone, "dist/index.html"), "<h1>by the pipeline</h1>");
  await writeFile(join(clone, "dist/new.html"), "<h1>new</h1>");
  const ran = await deploy("1");
  expect(
    ran.map(({ code }) => code),
    ran.map(({ said }) => said).join("\n"),
  ).toEqual([0, 0, 0, 0, 0]);
  expect(await keysIn(site.standbyPlace)).toContain("new.html");
  const manifests = (await keysIn(site.primaryPlace)).filter((key) => key.startsWith(".failover/releases/"));
  expect(manifests).toHaveLength(1);
  expect(await keysIn(site.primaryPlace)).toEqual(
    expect.arrayContaining(before.filter((key) => key.startsWith(".failover/"))),
  );
  await seen(({ deploy, fit }) => expect([deploy, fit]).toEqual([null, "fit"]));
});

it("while visitors are on the standby the answer is no: exit code 6, and nothing is copied", async () => {
  await askOverride(site, { ...order, action: "force" });
  await seen(({ traffic }) => expect(traffic).toBe("secondary"));
  await writeFile(join(clone, "dist/late.html"), "<h1>too late</h1>");
  const ran = await deploy("2");
  expect(ran.map(({ code }) => code)).toEqual([6, null, null, null, 0]);
  expect(ran[0]?.said).toContain("truce");
  expect(await keysIn(site.primaryPlace)).not.toContain("late.html");
});

it("where the copy fails nothing is said to be released, and the lease is given back all the same", async () => {
  await askOverride(site, { ...order, action: "release" });
  await seen(({ traffic, phase, fit }) => expect([traffic, phase, fit]).toEqual(["primary", "calm", "fit"]));
  const ran = await deploy("3", { BUCKET: "s3://no-such-bucket-of-the-end-to-end-test" });
  expect(ran.map(({ code }) => code)).toEqual([0, 1, null, null, 0]);
  expect(ran[1]?.said).toContain("NoSuchBucket");
  await seen(({ deploy }) => expect(deploy).toBeNull());
});

const order = { site: siteName, reason: "end-to-end test", requestedBy: "Ann" };

const program = (name: string, line: string): Promise<void> =>
  writeFile(join(clone, "bin", name), `#!/bin/sh\n${line}\n`, { mode: 0o755 });

async function deploy(
  attempt: string,
  other: Readonly<Record<string, string>> = {},
): Promise<readonly StepRan[]> {
  const job = await jobIn("docs/examples/deploy.yml");
  return await runJob(job, clone, {
    PATH: `${join(clone, "bin")}:${projectPath}`,
    HOME: clone,
    SITE: siteName,
    BUCKET: `s3://${site.primaryPlace.bucket}`,
    LEASE: `example/site-1-${attempt}`,
    GITHUB_SHA: "0123abc",
    AWS_REGION: site.primaryPlace.region,
    AWS_DEFAULT_REGION: site.primaryPlace.region,
    AWS_ENDPOINT_URL: site.emulator.endpoint,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    FAILOVER_SITES: site.sitesFile,
    FAILOVER_STAGE: stage,
    ...other,
  });
}

async function seen(assertion: (status: SiteStatus) => void): Promise<void> {
  await eventually(async () => {
    await wakeLoop(site);
    assertion((await askOverride(site, { site: siteName, action: "status" })).status);
  }, patience);
}

async function keysIn({ bucket, region }: { readonly bucket: string; readonly region: string }) {
  const s3 = new S3Client(site.emulator.clientConfig(region));
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  return Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
}
