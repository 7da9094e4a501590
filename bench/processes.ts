import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { ClientAsked, ClientSaid } from "./clients/client.ts";
import type { Shape } from "./s3/shapes.ts";
import type { Planted } from "./s3/store.ts";

export interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMB: number;
}

/** What a program took, with what it said; or why that is not known. */
export type Taken<Said> =
  | (Cost & Said & { readonly kind: "measured" })
  | { readonly kind: "notMeasured"; readonly because: string };

interface Server {
  readonly endpoint: string;
  readonly planted: Planted;
  readonly idealPages: number;
  /** With the requests that were answered meanwhile. */
  counting<T>(run: () => Promise<T>): Promise<T & { readonly requests: number }>;
  stop(): void;
}

/** The synthetic S3, on the second core, where there are two and `taskset` is there to say so. */
export async function serverProcess(shape: Shape, objects: number, latencyMs: number): Promise<Server> {
  const path = join(import.meta.dirname, "s3/server.ts");
  const server = onCore(1, [
    process.execPath,
    "--max-old-space-size=8000",
    path,
    shape,
    `${objects}`,
    `${latencyMs}`,
  ]);
  const { port, planted, idealPages } = JSON.parse(await firstLine(server));
  const endpoint = `http://127.0.0.1:${port}`;
  const counted = async () => (await (await fetch(`${endpoint}/counted`)).json()) as { requests: number };
  return {
    endpoint,
    planted,
    idealPages,
    async counting(run) {
      await counted();
      const result = await run();
      return { ...result, ...(await counted()) };
    },
    stop: () => void server.kill(),
  };
}

/** A client in a process of its own, on the first core. */
export async function clientProcess(
  name: "ours" | "sdkMerge",
  asked: ClientAsked,
  limitSeconds: number,
): Promise<Taken<ClientSaid>> {
  const path = join(import.meta.dirname, `clients/${name}.ts`);
  const client = onCore(0, [process.execPath, path], limitSeconds);
  // Split points of long keys are more than a command line holds.
  client.stdin?.end(JSON.stringify(asked));
  const line = await firstLine(client).catch((error: unknown) => {
    if (client.signalCode === null) throw error;
    return null;
  });
  if (line === null) return { kind: "notMeasured", because: `not done in ${limitSeconds} s` };
  return { kind: "measured", ...JSON.parse(line) };
}

/** Another program, on the first core, with credentials that a synthetic S3 doesn't look at. */
export async function measuredCommand(
  command: readonly string[],
  limitSeconds: number,
  okCodes: readonly number[],
): Promise<Taken<{ readonly printed: string }>> {
  const wrapper = join(import.meta.dirname, "measured.py");
  const wrapped = ["python3", wrapper, `${limitSeconds}`, okCodes.join(","), ...command];
  return JSON.parse(await firstLine(onCore(0, wrapped)));
}

const credentials = {
  AWS_ACCESS_KEY_ID: "bench",
  AWS_SECRET_ACCESS_KEY: "bench",
  AWS_REGION: "us-east-1",
  AWS_DEFAULT_REGION: "us-east-1",
  // rclone stops where it is set; nothing here speaks TLS.
  AWS_CA_BUNDLE: undefined,
};

function onCore(
  core: number,
  [command = "", ...args]: readonly string[],
  limitSeconds?: number,
): ChildProcess {
  const pinned = hasTaskset() ? ["taskset", "-c", `${core}`, command, ...args] : [command, ...args];
  return spawn(pinned[0] ?? "", pinned.slice(1), {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...credentials },
    ...(limitSeconds !== undefined && { timeout: limitSeconds * 1000 }),
  });
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("no output");
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`a process of the benchmark ended with ${code}, and said nothing`);
  });
  ended.catch(() => {});
  const [line] = await Promise.race([once(lines, "line"), ended]);
  return line;
}

function hasTaskset(): boolean {
  try {
    execFileSync("taskset", ["-c", "0,1", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
