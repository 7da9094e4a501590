import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import type { ClientConfig } from "./emulator.ts";
import { eventually } from "./eventually.ts";
import { freePort } from "./freePort.ts";
import { projectPath } from "./projectRoot.ts";
import { pythonWithEmulators } from "./pythonEnvironment.ts";

export type Moto = {
  /** For any AWS SDK v3 client; moto judges no signature and no IAM. */
  clientConfig(region: string): ClientConfig;
  stop(): Promise<void>;
};

/** moto server, the second emulator: as it was written by others, it is wrong in other places. */
export async function startMoto(): Promise<Moto> {
  const python = await pythonWithEmulators();
  const port = await freePort("127.0.0.1");
  const launcher = fileURLToPath(new URL("./moto/launch.py", import.meta.url));
  const child = spawn(python, [launcher, "--host", "127.0.0.1", "--port", String(port)], {
    env: { PATH: projectPath, HOME: tmpdir() },
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  try {
    await eventually(() => fetch(`${endpoint}/moto-api/`), { withinMs: 60_000, everyMs: 100 });
  } catch (cause) {
    await stop(child);
    throw new Error(`moto did not start on ${endpoint}`, { cause });
  }
  return {
    clientConfig: (region) => ({ endpoint, region, credentials, forcePathStyle: true }),
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  process.kill(-child.pid, "SIGKILL");
  await gone;
}
