import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { type JsonOption, type ReachOptions, takesJson, takesReach, takesSite } from "../options.ts";

export function status(program: Command, cli: Cli): void {
  const command = program.command("status").description("how the site stands now, on one screen");
  takesJson(takesReach(takesSite(command))).action(
    async (site: string | undefined, options: ReachOptions & JsonOption) => {
      const { showStatus } = await import("../showStatus.ts");
      cli.end(await showStatus(cli, site, options));
    },
  );
}
