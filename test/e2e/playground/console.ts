import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { projectPath, projectRoot } from "../world/projectRoot.ts";
import { type SitesOnEmulator, stage } from "../world/siteOnEmulator.ts";

/** What someone on call has in their shell, for this world. */
export function environmentOf({ emulator, sitesFile }: SitesOnEmulator): Readonly<Record<string, string>> {
  const { credentials } = emulator.clientConfig("eu-west-1");
  return {
    AWS_ENDPOINT_URL: emulator.endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    FAILOVER_STAGE: stage,
    FAILOVER_SITES: sitesFile,
  };
}

/** `failover console` as people start it, over the deployed functions. Resolves when it serves. */
export async function openConsole(world: SitesOnEmulator) {
  const child = spawn("node", [join(projectRoot, "cli/main.ts"), "console"], {
    env: { PATH: projectPath, HOME: process.env["HOME"], ...environmentOf(world) },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const [url] = await Promise.race([once(lines, "line"), ended.then(() => ["(the console did not start)"])]);
  return {
    url: String(url),
    async close(): Promise<void> {
      child.kill("SIGINT");
      await ended;
    },
  };
}

/** In the desktop's browser, where there is one; the address is printed anyway. */
export function showInBrowser(url: string): void {
  const opener = process.platform === "darwin" ? "open" : "xdg-open";
  spawn(opener, [url], { stdio: "ignore", detached: true })
    .on("error", () => undefined)
    .unref();
}
