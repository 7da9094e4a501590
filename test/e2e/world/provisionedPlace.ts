import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Route53Client } from "@aws-sdk/client-route-53";
import { loadSites } from "../../../shared/config/load.ts";
import type { Site } from "../../../shared/model/site.ts";
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
  /** The one site of sites.yml as it stands; throws while an id in it is still missing. */
  site(): Site;
  edit(change: (text: string) => string): Promise<void>;
  /** As if sites.yml had never been. */
  remove(): Promise<void>;
  /** From now on a command finds these hosts at these addresses; by itself it finds no host at all. */
  lead(hosts: Readonly<Record<string, string>>): void;
  failover(...words: readonly string[]): Promise<Said>;
  stop(): Promise<void>;
}

interface Account {
  clientConfig(region: string): ClientConfig;
}

/** With everything in it that sites.yml asks for. */
export async function provisionedPlace(account: Account): Promise<ProvisionedPlace> {
  const place = await placeToProvision(account);
  const said = await place.failover("provision", "--yes");
  if (said.code !== 0) throw new Error(said.note);
  return place;
}

export async function placeToProvision(emulator: Account): Promise<ProvisionedPlace> {
  const { endpoint, credentials } = emulator.clientConfig("us-east-1");
  const folder = await mkdtemp(join(tmpdir(), "failover-provision-"));
  const file = join(folder, "sites.yml");
  const route53 = new Route53Client(emulator.clientConfig("us-east-1"));
  const hostedZoneId = await createZone(route53, "example.com");
  await writeFile(file, sitesToProvision(hostedZoneId));
  const addresses: Record<string, string> = {};
  const env = () => ({
    HOME: folder,
    NODE_OPTIONS: `--import=${new URL("./namesOfThisWorld.ts", import.meta.url).href}`,
    NAMES_OF_THIS_WORLD: JSON.stringify(addresses),
    PATH: projectPath,
    FAILOVER_SITES: file,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  });
  const text = () => readFile(file, "utf8");
  return {
    file,
    hostedZoneId,
    text,
    site: () => oneSiteIn(file),
    edit: async (change) => await writeFile(file, change(await text())),
    remove: () => rm(file),
    lead: (hosts) => void Object.assign(addresses, hosts),
    failover: (...words) => run([join(projectRoot, "cli/failover.js"), ...words], env()),
    stop: () => rm(folder, { recursive: true, force: true }),
  };
}

function oneSiteIn(file: string): Site {
  const loaded = loadSites(file);
  const site = loaded.kind === "ok" ? loaded.sites[0] : undefined;
  if (site === undefined) throw new Error(JSON.stringify(loaded));
  return site;
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Said> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env, timeout: 120_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      resolve({ code, out: stdout.trim(), note: stderr.trim() });
    });
  });
}
