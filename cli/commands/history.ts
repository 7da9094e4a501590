import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import type { HistoryOptions } from "../lookAtHistory.ts";
import { takesJson, takesReach, takesSite } from "../options.ts";
import { count, number } from "../words.ts";

export function history(program: Command, cli: Cli): void {
  const command = takesSite(program.command("history").description("what was seen, decided, done and told"))
    .option("-l, --limit <n>", "so many of the last entries, at most 1000", count, 50)
    .option("--before <n>", "the last before this entry", number)
    .option("-i, --incident <id>", "only those of one incident")
    .option("-e, --export <file>", "the incident into a new file, to keep or for `failover report`");
  takesJson(takesReach(command)).action(async (site: string | undefined, options: HistoryOptions) => {
    const { lookAtHistory } = await import("../lookAtHistory.ts");
    cli.end(await lookAtHistory(cli, site, options));
  });
}
