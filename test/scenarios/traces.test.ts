import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { scenarios } from "../../drill/scenarios/all.ts";
import { played } from "./trace.ts";
import { traceFile, traceFolder } from "./traceFiles.ts";

// An intended change: `npm run scenarios:record`, then read the diff as if you were on call.
for (const scenario of scenarios) {
  test(`${scenario.name}: ${scenario.story}`, async () => {
    const { trace, violations } = await played(scenario);
    expect(violations).toEqual([]);
    expect(trace).toBe(await readFile(traceFile(scenario.name), "utf8"));
  });
}

test("every stored trace is of a story", async () => {
  const stored = await readdir(traceFolder);
  expect(stored.toSorted()).toEqual(scenarios.map(({ name }) => `${name}.txt`).toSorted());
});

test("no two stories have the same name", () => {
  const names = scenarios.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
