import type { Site } from "../shared/model/site.ts";
import type { Cli } from "./cli.ts";
import type { ReachOptions } from "./options.ts";
import type { Address, Override } from "./override/reach.ts";
import { chooseSite, sitesFrom } from "./sites.ts";

/** The site a command is about, and whom to ask about it. */
export interface Target {
  readonly site: Site;
  readonly address: Address;
  readonly override: Override;
  /** The flags that led here, to be repeated in commands that are handed over. */
  readonly spoken: readonly (readonly [flag: string, value: string | true | undefined])[];
}

export async function targetOf(cli: Cli, asked: string | undefined, options: ReachOptions): Promise<Target> {
  const site = chooseSite(sitesFrom(options.sites, cli), asked);
  const address = addressOf(site, options);
  if (address.direct)
    cli.terminal.note(
      "direct: the functions are not asked; this machine does their work, with your credentials.",
    );
  return { site, address, override: await cli.reach(address), spoken: spokenIn(options) };
}

/** As serverless.yml names it: SERVICE-STAGE-override, in the sites' standby region. */
export const addressOf = (site: Site, options: ReachOptions): Address => ({
  site,
  stage: options.stage,
  functionName: options.function ?? `static-site-failover-${options.stage}-override`,
  region: options.region ?? site.secondary.region,
  profile: options.profile ?? null,
  direct: options.direct ?? false,
  bucket: options.bucket ?? null,
});

/** `prod` is what is taken where nothing is said. */
const spokenIn = (options: ReachOptions): Target["spoken"] => [
  ["--sites", options.sites],
  ["--stage", options.stage === "prod" ? undefined : options.stage],
  ["--region", options.region],
  ["--profile", options.profile],
  ["--function", options.function],
  ["--direct", options.direct],
  ["--bucket", options.bucket],
];
