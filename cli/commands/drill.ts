import type { Command } from "commander";
import type { Cli } from "../cli.ts";

/** The same as `npm run drill`: it has its own options, and help. */
export function drill(program: Command, cli: Cli): void {
  program
    .command("drill")
    .description("rehearse an outage on a simulated AWS; drill --help has more")
    .argument("[options...]", "those of the drill")
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (options: string[]) => {
      const { runDrill } = await import("../runDrill.ts");
      cli.end(await runDrill(options));
    });
}
