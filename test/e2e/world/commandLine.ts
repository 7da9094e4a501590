import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { projectPath, projectRoot } from "./projectRoot.ts";
import { type SitesOnEmulator, stage } from "./siteOnEmulator.ts";

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly note: string;
  readonly tookMs: number;
}

export interface Caller {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** `failover` as a person starts it in the clone, against the emulator, without a terminal. */
export function commandLine(site: SitesOnEmulator, caller: Caller): (...words: string[]) => Promise<Ran> {
  const env = {
    PATH: projectPath,
    // Neither the user's AWS profile nor the machine's settings belong into the test.
    HOME: "/nonexistent",
    AWS_ENDPOINT_URL: site.emulator.endpoint,
    AWS_ACCESS_KEY_ID: caller.accessKeyId,
    AWS_SECRET_ACCESS_KEY: caller.secretAccessKey,
    FAILOVER_SITES: site.sitesFile,
    FAILOVER_STAGE: stage,
  };
  return async (...words) => {
    const began = performance.now();
    const child = spawn(join(projectRoot, "cli/failover.js"), words, {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [out, note] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
    return { code: child.exitCode, out, note, tookMs: Math.round(performance.now() - began) };
  };
}
