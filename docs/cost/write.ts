import { readFileSync, writeFileSync } from "node:fs";
import { type CostRow, monthOfService, monthOfSite } from "../../infra/cost/month.ts";
import { costSummary, costTable, priceTable } from "../../infra/cost/tables.ts";
import { loadPlan, loadSites } from "../../shared/config/load.ts";
import { withGenerated } from "../diagrams/write.ts";

const root = new URL("../../", import.meta.url);

/** The files that hold what is computed of the cost. */
export const pricedFiles: readonly URL[] = ["docs/cost.md", "README.md"].map((path) => new URL(path, root));

/** A calm month of the example site. */
export async function exampleMonth(): Promise<readonly CostRow[]> {
  const file = new URL("sites.yml", root).pathname;
  const plan = loadPlan(file);
  const loaded = loadSites(file);
  const [planned] = plan.kind === "ok" ? plan.sites : [];
  const [site] = loaded.kind === "ok" ? loaded.sites : [];
  if (planned === undefined || site === undefined) throw new Error("the example sites.yml is not sound");
  return [...(await monthOfSite(planned, site)), ...monthOfService()];
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
