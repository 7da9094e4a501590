import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { type JsonOption, type ReachOptions, takesJson, takesReach, takesSite } from "../options.ts";

export interface FailbackOptions extends ReachOptions, JsonOption {
  readonly out: string;
  readonly since?: string;
  readonly endpointUrl?: string;
}

export function failbackManifest(program: Command, cli: Cli): void {
  const command = takesSite(
    program
      .command("failback-manifest")
      .description("before going back: what the standby has and the primary lacks, and what copies it"),
  )
    .requiredOption("--out <folder>", "for manifest.csv, deletes.txt and conflicts.txt")
    .option(
      "--since <time>",
      "only what was done since, like 2026-11-23T03:05:00Z (default: since the last incident began)",
    )
    .option("--endpoint-url <url>", "of a store that is not AWS");
  takesJson(takesReach(command)).action(async (site: string | undefined, options: FailbackOptions) => {
    const run = await import("../failback/failbackManifest.ts");
    cli.end(await run.failbackManifest(cli, site, options));
  });
}
