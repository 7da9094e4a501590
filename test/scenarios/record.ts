import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { scenarios } from "../../drill/scenarios/all.ts";
import { played } from "./trace.ts";
import { traceFile, traceFolder } from "./traceFiles.ts";

/** `npm run scenarios:record`: plays every story and stores its trace. What changed is reviewed in the diff. */
await mkdir(traceFolder, { recursive: true });
for (const scenario of scenarios) {
  const { trace, violations } = await played(scenario);
  const before = await readFile(traceFile(scenario.name), "utf8").catch(() => "");
  if (trace !== before) {
    await writeFile(traceFile(scenario.name), trace);
    process.stdout.write(`recorded ${scenario.name}\n`);
  }
  for (const { rule, because } of violations)
    process.stdout.write(`BREAKS A RULE: ${scenario.name}: ${rule}: ${because}\n`);
}
const names = new Set(scenarios.map(({ name }) => `${name}.txt`));
for (const file of await readdir(traceFolder)) if (!names.has(file)) await rm(`${traceFolder}${file}`);
