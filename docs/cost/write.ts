import { readFileSync, writeFileSync } from "node:fs";
import { type CostRow, monthOfService } from "../../cli/cost/month.ts";
import { monthsOfSites } from "../../cli/cost/monthsOfSites.ts";
import { costSummary, costTable, priceTable } from "../../cli/cost/tables.ts";
import { withGenerated } from "../diagrams/write.ts";

const root = new URL("../../", import.meta.url);

/** The files that hold what is computed of the cost. */
export const pricedFiles: readonly URL[] = ["docs/cost.md", "README.md"].map((path) => new URL(path, root));

/** A calm month of the example site. */
export async function exampleMonth(): Promise<readonly CostRow[]> {
  const [example] = await monthsOfSites(new URL("sites.yml", root).pathname);
  if (example === undefined) throw new Error("the example sites.yml has no site");
  return [...example.rows, ...monthOfService()];
}

/** The text with its tables of costs made anew. */
export const withCosts = (text: string, month: readonly CostRow[]): string =>
  withGenerated(text, {
    "cost-table": () => costTable(month),
    "cost-summary": () => costSummary(month),
    "price-table": priceTable,
  });

if (import.meta.main) {
  const month = await exampleMonth();
  for (const file of pricedFiles) writeFileSync(file, withCosts(readFileSync(file, "utf8"), month));
}
