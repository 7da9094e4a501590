import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import type { StatusOptions } from "../lookAtStatus.ts";
import { takesJson, takesReach, takesSite } from "../options.ts";
import { count } from "../words.ts";

export function status(program: Command, cli: Cli): void {
  const command = takesSite(program.command("status").description("how the site stands now, on one screen"))
    .option("-w, --watch", "again and again, until Ctrl-C")
    .option("--every <seconds>", "between two looks of --watch", count, 10);
  takesJson(takesReach(command)).action(async (site: string | undefined, options: StatusOptions) => {
    const { lookAtStatus } = await import("../lookAtStatus.ts");
    cli.end(await lookAtStatus(cli, site, options));
  });
}
