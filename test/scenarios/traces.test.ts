import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { scenarios } from "../../drill/scenarios/all.ts";
import { played } from "./trace.ts";
import { folders, storedFile } from "./traceFiles.ts";

// An intended change: `npm run scenarios:record`, then read the diff as if you were on call.
for (const scenario of scenarios) {
  test(`${scenario.name}: ${scenario.story}`, async () => {
    const { trace, messages, violations } = await played(scenario);
    expect(violations).toEqual([]);
    expect(trace).toBe(await readFile(storedFile("trace", scenario.name), "utf8"));
    expect(messages).toBe(await readFile(storedFile("messages", scenario.name), "utf8"));
  });
}

test.each(["trace", "messages"] as const)("every stored text is of a story: %s", async (what) => {
  const stored = await readdir(folders[what]);
  expect(stored.toSorted()).toEqual(scenarios.map(({ name }) => `${name}.txt`).toSorted());
});

test("no two stories have the same name", () => {
  const names = scenarios.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
