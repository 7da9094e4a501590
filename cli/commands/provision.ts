import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { type JsonOption, type SitesOptions, takesJson } from "../options.ts";

export interface ProvisionOptions extends SitesOptions, JsonOption {
  readonly dryRun?: true;
  readonly yes?: true;
  readonly only?: string;
  readonly allow: readonly string[];
}

export function provision(program: Command, cli: Cli): void {
  const command = program
    .command("provision")
    .description("makes what sites.yml asks for and is not there, and writes its ids into it")
    .option("--sites <file>", "another sites.yml (FAILOVER_SITES)")
    .option("--dry-run", "only show what would change")
    .option("--yes", "don't ask")
    .option("--only <step>", "one kind of step, like edge; the others are only looked at")
    .option(
      "--allow <change...>",
      "make a change that is refused otherwise, like edge/Distribution",
      (name: string, names: readonly string[]) => [...names, name],
      [],
    );
  takesJson(command).action(async (options: ProvisionOptions) => {
    const { showProvision } = await import("../provision/showProvision.ts");
    cli.end(await showProvision(cli, options));
  });
}
