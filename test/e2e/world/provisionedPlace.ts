import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Route53Client } from "@aws-sdk/client-route-53";
import { sitesToProvision } from "../../fixtures/sitesToProvision.ts";
import type { ClientConfig } from "./emulator.ts";
import { projectPath, projectRoot } from "./projectRoot.ts";
import { createZone } from "./zoneSetup.ts";

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly note: string;
}

/** An account with a hosted zone, a sites.yml that is still to be provisioned, and the command line. */
export interface ProvisionedPlace {
  readonly file: string;
  readonly hostedZoneId: string;
  text(): Promise<string>;
  edit(change: (text: string) => string): Promise<void>;
  /** As if sites.yml had never been. */
  remove(): Promise<void>;
  failover(...words: readonly string[]): Promise<Said>;
  stop(): Promise<void>;
}

export async function placeToProvision(emulator: {
  clientConfig(region: string): ClientConfig;
}): Promise<ProvisionedPlace> {
  const { endpoint, credentials } = emulator.clientConfig("us-east-1");
  const folder = await mkdtemp(join(tmpdir(), "failover-provision-"));
  const file = join(folder, "sites.yml");
  const route53 = new Route53Client(emulator.clientConfig("us-east-1"));
  const hostedZoneId = await createZone(route53, "example.com");
  await writeFile(file, sitesToProvision(hostedZoneId));
  const env = {
    HOME: folder,
    PATH: projectPath,
    FAILOVER_SITES: file,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
  const text = () => readFile(file, "utf8");
  return {
    file,
    hostedZoneId,
    text,
    edit: async (change) => await writeFile(file, change(await text())),
    remove: () => rm(file),
    failover: (...words) => run([join(projectRoot, "cli/failover.js"), ...words], env),
    stop: () => rm(folder, { recursive: true, force: true }),
  };
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Said> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env, timeout: 120_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      resolve({ code, out: stdout.trim(), note: stderr.trim() });
    });
  });
}
