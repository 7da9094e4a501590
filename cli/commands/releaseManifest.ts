import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { type SitesOptions, takesJson, takesSite } from "../options.ts";
import type { ManifestOptions } from "../release/writeReleaseManifest.ts";

export function releaseManifest(program: Command, cli: Cli): void {
  const command = program
    .command("release-manifest")
    .description(
      "after a deploy: write down what the release holds, so that the standby can be checked alone",
    )
    .option("--label <name>", "what the pipeline calls the release, after its time")
    .option("--folder <path>", "what was deployed; nothing is written where the bucket does not hold it")
    .option("--key <file>", "sign with this Ed25519 private key (PEM)")
    .option("--kms <key>", "sign with this KMS key: id, ARN or alias, in the primary's region")
    .option("--dry-run", "look, and write nothing");
  takesJson(takesSite(command)).action(
    async (asked: string | undefined, options: ManifestOptions & SitesOptions) => {
      const { runReleaseManifest } = await import("../release/runReleaseManifest.ts");
      cli.end(await runReleaseManifest(cli, asked, options));
    },
  );
}
