import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import type { Emulator } from "./emulator.ts";
import { projectPath, projectRoot } from "./projectRoot.ts";

export type DeployOptions = {
  readonly emulator: Emulator;
  readonly region: string;
  readonly stage: string;
  /** The sites.yml the service is packaged with. */
  readonly sitesFile: string;
  /** Where serverless.yml is; the project itself unless said otherwise. */
  readonly serviceDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
};

/** Packages and deploys the service as a user does, only to the emulator. Resolves to what the command printed. */
export async function deploy(options: DeployOptions): Promise<string> {
  const {
    emulator,
    region,
    stage,
    sitesFile,
    serviceDir = projectRoot,
    env = {},
    timeoutMs = 180_000,
  } = options;
  const scratch = await mkdtemp(join(tmpdir(), "failover-deploy-"));
  const logFile = join(scratch, "deploy.log");
  const { accessKeyId, secretAccessKey } = emulator.clientConfig(region).credentials;
  const environment = {
    // A home of its own: neither the user's AWS profile nor the machine's settings belong into the test.
    HOME: scratch,
    PATH: projectPath,
    AWS_ENDPOINT_URL: emulator.endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: region,
    FAILOVER_SITES: sitesFile,
    ...env,
  };
  try {
    const ended = await runOsls(["deploy", "--verbose", "--stage", stage, "--region", region], {
      serviceDir,
      environment,
      logFile,
      timeoutMs,
    });
    const log = await readFile(logFile, "utf8");
    if (ended !== 0)
      throw new Error(`osls deploy ended with ${ended}. The last it said:\n${log.slice(-6000)}`);
    return log;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

type Run = {
  readonly serviceDir: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly timeoutMs: number;
};

/** Resolves to the exit code, or to the name of the signal that ended it. */
async function runOsls(args: readonly string[], run: Run): Promise<number | string> {
  const log = createWriteStream(run.logFile);
  // stdin is /dev/null: with a terminal's or an open pipe it may wait for an answer forever.
  const child = spawn(join(projectRoot, "node_modules/.bin/osls"), args, {
    cwd: run.serviceDir,
    env: run.environment,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: run.timeoutMs,
    killSignal: "SIGKILL",
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const [code, signal] = await once(child, "close");
  log.end();
  await finished(log);
  return code ?? signal;
}
