import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { type ReachOptions, takesReach } from "../options.ts";

export function console(program: Command, cli: Cli): void {
  const command = program
    .command("console")
    .description("all sites in the browser: how they stand, their course, their journal, and the orders")
    .option("--sites <file>", "another sites.yml (FAILOVER_SITES)")
    .option("--port <number>", "the port on 127.0.0.1 (default: any that is free)", "0")
    .option("--as <name>", "in whose name orders are placed, where AWS doesn't say")
    .option("--demo", "over a simulated world, with its speed in your hand; asks nobody on AWS");
  takesReach(command).action(
    async (options: ReachOptions & { readonly port: string; readonly as?: string; readonly demo?: true }) => {
      const { openConsole } = await import("../console/openConsole.ts");
      cli.end(await openConsole(cli, options));
    },
  );
}
