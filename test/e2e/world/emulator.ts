import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { eventually } from "./eventually.ts";
import { freePort } from "./freePort.ts";
import { projectPath } from "./projectRoot.ts";
import { pythonWithEmulators } from "./pythonEnvironment.ts";

export const accountId = "123456789012";

/** The account's root user in the emulator; not a secret. Whoever signs otherwise is judged by IAM. */
const rootCredentials = { accessKeyId: "test", secretAccessKey: "test" };

export type ClientConfig = {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** For S3 only: the SDK would put a bucket with dots in its name before 127.0.0.1, as a host name. */
  readonly forcePathStyle: true;
};

/** `error`: 503 to every request. `hang`: accepted and never answered, as in a black hole. */
export type Outage = "error" | "hang";

export type Emulator = {
  readonly endpoint: string;
  readonly port: number;
  /** For any AWS SDK v3 client, as root. */
  clientConfig(region: string): ClientConfig;
  /** Replaces all outages by these, by signing name ("route53", "s3"), for every caller. `{}` ends them. */
  unreachable(services: Readonly<Record<string, Outage>>): Promise<void>;
  /** Replaces all buckets that answer 503 to every request by these. */
  cutOff(buckets: readonly string[]): Promise<void>;
  /** Objects written to the bucket stay PENDING until it is resumed. */
  stopReplication(sourceBucket: string): Promise<void>;
  /** Copies what waited; resolves to how many changes that were. */
  resumeReplication(sourceBucket: string): Promise<number>;
  log(): string;
  stop(): Promise<void>;
};

/** MiniStack as one AWS account in all regions, with IAM enforced, on a free loopback port, with nothing in it. */
export async function startEmulator(): Promise<Emulator> {
  const python = await pythonWithEmulators();
  const port = await freePort("127.0.0.1");
  const scratch = await mkdtemp(join(tmpdir(), "failover-emulator-"));
  const logFile = join(scratch, "emulator.log");
  const child = launch(python, port, scratch, logFile);
  const endpoint = `http://127.0.0.1:${port}`;
  const log = () => readFileSync(logFile, "utf8");
  const stop = async () => {
    await killGroup(child);
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await Promise.race([eventually(() => answers(endpoint), { withinMs: 60_000, everyMs: 50 }), died(child)]);
  } catch (cause) {
    const said = log();
    await stop();
    throw new Error(`MiniStack did not start on ${endpoint}. Its log:\n${said.slice(-4000)}`, { cause });
  }
  return {
    endpoint,
    port,
    clientConfig: (region) => ({ endpoint, region, credentials: rootCredentials, forcePathStyle: true }),
    unreachable: async (services) => void (await order(endpoint, "unreachable", services)),
    cutOff: async (buckets) => void (await order(endpoint, "cut-off", { buckets })),
    stopReplication: async (bucket) => void (await order(endpoint, "stop-replication", { bucket })),
    resumeReplication: async (bucket) => {
      const done = await order(endpoint, "resume-replication", { bucket });
      return Number(done["copied"]);
    },
    log,
    stop,
  };
}

function launch(python: string, port: number, scratch: string, logFile: string): ChildProcess {
  const log = openSync(logFile, "a");
  const launcher = fileURLToPath(new URL("./emulator/launch.py", import.meta.url));
  // Not the test's own environment: the emulator hands its variables on to the functions it runs.
  const env = {
    PATH: projectPath,
    HOME: scratch,
    TMPDIR: scratch,
    PYTHONDONTWRITEBYTECODE: "1",
    BIND_HOST: "127.0.0.1",
    GATEWAY_PORT: String(port),
    AUTH: "true",
    MINISTACK_ACCOUNT_ID: accountId,
    IOT_MTLS_ENABLED: "0",
  };
  // A group of its own, so that the functions' processes end with it; its stdin is the lifeline launch.py watches.
  return spawn(python, [launcher], { env, cwd: scratch, detached: true, stdio: ["pipe", log, log] });
}

async function answers(endpoint: string): Promise<void> {
  const response = await fetch(`${endpoint}/_ministack/ready`);
  if (!response.ok) throw new Error(`it answers ${response.status}`);
}

async function died(child: ChildProcess): Promise<never> {
  const [code, signal] = await once(child, "exit");
  throw new Error(`it ended by itself: ${code ?? signal}`);
}

async function order(endpoint: string, what: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${endpoint}/_world/${what}`, { method: "POST", body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`The emulator refused ${what}: ${response.status} ${text}`);
  return JSON.parse(text);
}

async function killGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  process.kill(-child.pid, "SIGKILL");
  await gone;
}
