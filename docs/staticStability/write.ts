import { readFileSync, writeFileSync } from "node:fs";
import { withGenerated } from "../diagrams/write.ts";
import { stabilityTable } from "./stabilityTable.ts";
import { childrenTable, truthTable } from "./truthTable.ts";

export const stabilityPage = new URL("../static-stability.md", import.meta.url);

/** The page with its tables made anew: played in the simulated world, which takes some seconds. */
export async function withTables(page: string): Promise<string> {
  const stability = await stabilityTable();
  return withGenerated(page, {
    "truth-table": truthTable,
    "children-table": childrenTable,
    "stability-table": () => stability,
  });
}

if (import.meta.main) writeFileSync(stabilityPage, await withTables(readFileSync(stabilityPage, "utf8")));
