import type { Command } from "commander";
import type { Cli } from "../cli.ts";

export function report(program: Command, cli: Cli): void {
  program
    .command("report")
    .description("a page of an exported incident: lanes over time, figures, journal")
    .argument("<file>", "written by failover history --incident ID --export FILE")
    .option("--out <file>", "where the page goes (default: beside the file, ending in .html)")
    .action(async (file: string, { out }: { readonly out?: string }) => {
      const { writeReport } = await import("../writeReport.ts");
      cli.end(writeReport(cli, file, out ?? null));
    });
}
