import { monthOfService } from "../../infra/cost/month.ts";
import type { Cli } from "../cli.ts";
import { type ExitCode, exitCodes } from "../exitCodes.ts";
import type { JsonOption, SitesOptions } from "../options.ts";
import { chooseSite, sitesFile, sitesFrom } from "../sites.ts";
import { monthsOfSites } from "./monthsOfSites.ts";
import { costsInJson, sayCosts } from "./sayCosts.ts";

export type CostOptions = SitesOptions & JsonOption;

/** Of all sites of the file, where none is named. Nothing is asked of AWS. */
export async function lookAtCost(
  cli: Cli,
  asked: string | undefined,
  options: CostOptions,
): Promise<ExitCode> {
  const only = asked === undefined ? null : chooseSite(sitesFrom(options.sites, cli), asked).name;
  const computing = monthsOfSites(sitesFile(options.sites, cli), only);
  const sites = await cli.terminal.during("playing two calm hours of each site", computing);
  const service = monthOfService();
  if (options.json) cli.terminal.out(JSON.stringify(costsInJson(sites, service), null, 2));
  else cli.terminal.out(sayCosts(cli.terminal, sites, service));
  return exitCodes.done;
}
