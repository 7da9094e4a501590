import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { takesJson, takesReach } from "../options.ts";
import type { VerifyOptions } from "../verifyJournal.ts";

export function journal(program: Command, cli: Cli): void {
  const verify = program
    .command("journal")
    .description("the journal's chain of hashes")
    .command("verify")
    .description("walk it, from a copy of the bucket or from the bucket itself")
    .argument("[folder]", "a copy, as `aws s3 sync` makes it; needs no network")
    .option("--site <name>", "of the bucket: one site's (needed where sites.yml has several)")
    .option("--sites <file>", "another sites.yml (FAILOVER_SITES)");
  takesJson(takesReach(verify)).action(async (folder: string | undefined, options: VerifyOptions) => {
    const { verifyJournal } = await import("../verifyJournal.ts");
    cli.end(await verifyJournal(cli, folder, options));
  });
}
