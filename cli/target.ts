import type { Site } from "../shared/model/site.ts";
import type { Cli } from "./cli.ts";
import type { ReachOptions } from "./options.ts";
import type { Override } from "./override/reach.ts";
import { chooseSite, sitesFrom } from "./sites.ts";

/** The site a command is about, and whom to ask about it. */
export interface Target {
  readonly site: Site;
  readonly override: Override;
}

/** As serverless.yml names it: SERVICE-STAGE-override, in the sites' standby region. */
export async function targetOf(cli: Cli, asked: string | undefined, options: ReachOptions): Promise<Target> {
  const site = chooseSite(sitesFrom(options.sites, cli), asked);
  const override = await cli.reach({
    functionName: options.function ?? `static-site-failover-${options.stage}-override`,
    region: options.region ?? site.secondary.region,
    profile: options.profile ?? null,
  });
  return { site, override };
}
