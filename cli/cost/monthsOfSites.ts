import { type CostRow, monthOfSite } from "../../infra/cost/month.ts";
import { loadPlan, loadSites } from "../../shared/config/load.ts";
import { sayProblems } from "../../shared/config/problem.ts";
import { Mistake } from "../mistake.ts";

export interface SiteMonth {
  readonly site: string;
  readonly rows: readonly CostRow[];
}

/** A calm month of each site of the file, or of the one that is named. Throws a Mistake where the file is not sound. */
export async function monthsOfSites(file: string, only: string | null = null): Promise<readonly SiteMonth[]> {
  const [plan, loaded] = [loadPlan(file), loadSites(file)];
  if (plan.kind === "invalid") throw new Mistake(sayProblems(plan.problems));
  if (loaded.kind === "invalid") throw new Mistake(sayProblems(loaded.problems));
  const months: SiteMonth[] = [];
  for (const site of loaded.sites) {
    const planned = plan.sites.find(({ host }) => host === site.name);
    if (planned === undefined || (only !== null && site.name !== only)) continue;
    months.push({ site: site.name, rows: await monthOfSite(planned, site) });
  }
  return months;
}
