import { awsClients } from "../../shared/aws/clients.ts";
import { systemClock } from "../../shared/aws/clock.ts";
import { kmsIn, kmsSigner } from "../../shared/aws/kmsSigner.ts";
import { releaseWriter } from "../../shared/aws/releaseBucket.ts";
import type { Cli } from "../cli.ts";
import type { ExitCode } from "../exitCodes.ts";
import type { SitesOptions } from "../options.ts";
import { chooseSite, sitesFrom } from "../sites.ts";
import { type ManifestOptions, writeReleaseManifest } from "./writeReleaseManifest.ts";

/** With the credentials of the environment, as the pipeline has them. */
export async function runReleaseManifest(
  cli: Cli,
  asked: string | undefined,
  options: ManifestOptions & SitesOptions,
): Promise<ExitCode> {
  const site = chooseSite(sitesFrom(options.sites, cli), asked);
  const bucket = releaseWriter(awsClients().s3);
  const kms = (key: string) => kmsSigner(kmsIn(site.primary.region), key);
  return writeReleaseManifest({ clock: systemClock, bucket, terminal: cli.terminal, kms }, site, options);
}
