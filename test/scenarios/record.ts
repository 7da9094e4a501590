import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { scenarios } from "../../drill/scenarios/all.ts";
import { played } from "./trace.ts";
import { folders, storedFile } from "./traceFiles.ts";

/** `npm run scenarios:record`: plays every story and stores what came of it. What changed is reviewed in the diff. */
const kinds = ["trace", "messages"] as const;
for (const kind of kinds) await mkdir(folders[kind], { recursive: true });
for (const scenario of scenarios) {
  const result = await played(scenario);
  for (const kind of kinds) {
    const file = storedFile(kind, scenario.name);
    if ((await readFile(file, "utf8").catch(() => "")) === result[kind]) continue;
    await writeFile(file, result[kind]);
    process.stdout.write(`recorded ${kind} of ${scenario.name}\n`);
  }
  for (const { rule, because } of result.violations)
    process.stdout.write(`BREAKS A RULE: ${scenario.name}: ${rule}: ${because}\n`);
}
const names = new Set(scenarios.map(({ name }) => `${name}.txt`));
for (const kind of kinds)
  for (const file of await readdir(folders[kind])) if (!names.has(file)) await rm(`${folders[kind]}${file}`);
