import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { stabilityPage, withTables } from "../../docs/staticStability/write.ts";

const page = readFileSync(stabilityPage, "utf8");
/** Its tables without the padding. */
const rows = page.replace(/ +\|/g, " |");

it("docs/static-stability.md is as the simulated world plays it (if not: npm run docs:stability)", async () => {
  expect(await withTables(page)).toBe(page);
});

it("with us-east-1 dark each move works by the switch, and Route 53's own failover by itself", () => {
  expect(rows).toContain(
    "| us-east-1 | yes | by the switch | by the switch | by the switch | by the switch | by the switch | yes |",
  );
});

it("with region B dark Route 53's own failover is all that is left", () => {
  expect(rows).toContain("| region B | yes | no | no | no | no | no | no |");
});

it.each([
  ["nothing stands, the endpoint decides", "| answers | | | | 1 | 0 | 1 | 1 | 3 | healthy | PRIMARY |"],
  ["hold covers an endpoint that fails", "| fails | there | | | 0 | 1 | 1 | 1 | 3 | healthy | PRIMARY |"],
  ["force beats hold", "| answers | there | there | | 1 | 1 | 0 | 0 | 2 | unhealthy | SECONDARY |"],
  [
    "region B gone, the endpoint decides",
    "| fails | there | there | dark | 0 | 0 | 1 | 1 | 2 | unhealthy | SECONDARY |",
  ],
])("%s", (_, row) => {
  expect(rows).toContain(row);
});
