import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import type { CostOptions } from "../cost/lookAtCost.ts";
import { takesJson } from "../options.ts";

export function cost(program: Command, cli: Cli): void {
  const command = program
    .command("cost")
    .description("what a calm month costs, site by site, computed from sites.yml; asks AWS nothing")
    .argument("[site]", "its main host name (default: all sites of the file)")
    .option("--sites <file>", "another sites.yml (FAILOVER_SITES)");
  takesJson(command).action(async (site: string | undefined, options: CostOptions) => {
    const { lookAtCost } = await import("../cost/lookAtCost.ts");
    cli.end(await lookAtCost(cli, site, options));
  });
}
