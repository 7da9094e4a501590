import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { type JsonOption, type SitesOptions, takesJson } from "../options.ts";

export interface AdoptOptions extends SitesOptions, JsonOption {
  readonly standbyRegion?: string;
  readonly write?: true;
}

export function adopt(program: Command, cli: Cli): void {
  const command = program
    .command("adopt")
    .description("reads a site that is there, writes its entry for sites.yml, and says what it lacks")
    .argument("<host>", "its main host name")
    .option("--sites <file>", "another sites.yml (FAILOVER_SITES)")
    .option("--standby-region <name>", "where its standby is to be, if it has none")
    .option("--write", "add the entry to sites.yml");
  takesJson(command).action(async (host: string, options: AdoptOptions) => {
    const { showAdopt } = await import("../provision/showAdopt.ts");
    cli.end(await showAdopt(cli, host, options));
  });
}
