import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

test("the benchmark runs, and finds what was planted", { timeout: 60_000 }, async () => {
  const bench = join(import.meta.dirname, "../../bench/verify.ts");
  const options = ["--objects", "5000", "--latency", "0", "--peers", "none", "--json"];
  const { stdout } = await promisify(execFile)(process.execPath, [bench, ...options]);
  const rows: { client: string; found: object }[] = JSON.parse(stdout);
  expect(rows.map(({ client, found }) => [client, found])).toEqual([
    ["this, nothing known", { planted: 12, others: 0 }],
    ["this, learned", { planted: 12, others: 0 }],
    ["this, learned when a third as large", { planted: 12, others: 0 }],
  ]);
});

test("the benchmark refuses a shape that there is not, and says which there are", async () => {
  const bench = join(import.meta.dirname, "../../bench/verify.ts");
  const refused = promisify(execFile)(process.execPath, [bench, "--shape", "round"]);
  await expect(refused).rejects.toMatchObject({
    code: 2,
    stderr: "--shape round: there are flat, site, logs, prefix, skewed, odd, markers, and all\n",
  });
});
