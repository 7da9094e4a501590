import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type ExitCode, exitCodes } from "./exitCodes.ts";

/** In a process of its own, as it is a program of its own; its exit codes are among ours. */
export async function runDrill(options: readonly string[]): Promise<ExitCode> {
  const main = fileURLToPath(new URL("../drill/main.ts", import.meta.url));
  const child = spawn(process.execPath, [main, ...options], { stdio: "inherit" });
  const [code] = await once(child, "exit");
  return (code ?? exitCodes.interrupted) as ExitCode;
}
