import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { scenarios } from "../../drill/scenarios/all.ts";

const main = fileURLToPath(new URL("../../drill/main.ts", import.meta.url));

test("--json prints one object that programs can read, and exits with 0", async () => {
  const { code, out, err } = await drill("--json", "--seed", "7", "--scenario", "short-blip", "--no-report");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const { lines, figures, zero, ...rest } = JSON.parse(out);
  expect(rest).toEqual({
    scenario: "short-blip",
    story: expect.any(String),
    seed: 7,
    site: "www.example.com",
    report: null,
  });
  expect(zero).toEqual({ at: Date.UTC(2026, 0, 13, 3, 2), what: "the outage began" });
  expect(lines[0]).toEqual({ at: Date.UTC(2026, 0, 13, 3), lane: "visitors", text: expect.any(String) });
  expect(figures).toMatchObject({ recovery: { took: 40_000, parts: null }, atRest: true, wrong: [] });
});

test("the report is written where it is asked for, and its path is the last line", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "drill-")), "deeper", "report.html");
  const { code, out } = await drill("--report", file);
  expect(code).toBe(0);
  expect(out.trimEnd().split("\n").at(-1)).toBe(`report         ${file}`);
  expect(readFileSync(file, "utf8")).toContain("<h1>www.example.com: region-outage</h1>");
});

test("a report that can't be written is said, and exits with 2", async () => {
  const { code, err } = await drill("--report", join(main, "report.html"));
  expect(code).toBe(2);
  expect(err).toContain("drill: the report can't be written to");
  expect(err).not.toContain("    at ");
});

test("--list names every story, one sentence each", async () => {
  const { code, out } = await drill("--list");
  expect(code).toBe(0);
  const joined = out.replaceAll(/\n +/g, " ");
  for (const { name, story } of scenarios) expect(joined).toContain(`${name.padEnd(26)}${story}`);
});

test.each([
  [["--sead", "2"], "drill: there is no option --sead; did you mean --seed?"],
  [["region-outage"], "drill: Unexpected argument 'region-outage'"],
  [["--seed", "-1"], "drill: "],
  [["--seed"], "drill: "],
  [["--sites", "no-such-file.yml"], "drill: "],
  [["--scenario", "flaping"], 'drill: there is no scenario "flaping"; did you mean flapping?'],
])("called with %j it says why not, on standard error, and exits with 2", async (args, because) => {
  const { code, out, err } = await drill(...args);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(because);
  expect(err).not.toContain("    at ");
});

function drill(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [main, ...args],
      { env: { ...process.env, COLUMNS: "80" } },
      (error, out, err) => resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err }),
    );
  });
}
