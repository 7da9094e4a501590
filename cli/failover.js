#!/usr/bin/env node
// `npx failover`. Starts with whatever Node comes first in the PATH, as `npm ci` does; main.ts is TypeScript, which the
// project's own Node 24 (the dev dependency `node`) runs as it is.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

const main = new URL("./main.ts", import.meta.url);
const pinned = fileURLToPath(new URL("../node_modules/node/bin/node", import.meta.url));

if (Number.parseInt(process.versions.node, 10) >= 24) {
  // What was compiled, and stripped of its types, once is kept: a start takes a third less.
  module.enableCompileCache();
  await import(main.href);
} else if (existsSync(pinned)) {
  const child = spawn(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  // The terminal sends Ctrl-C to both: the child says what it means, and this one waits for it.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code) => {
    process.exitCode = code ?? 130;
  });
} else {
  process.stderr.write(
    `failover: this is Node ${process.versions.node}, and it needs 24. Run "npm ci" in the clone, which brings it.\n`,
  );
  process.exitCode = 2;
}
