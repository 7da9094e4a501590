import { type Command, Option } from "commander";

/** Options that several commands take, each written once. */
export interface SitesOptions {
  readonly sites?: string;
}

/** How the override is reached. */
export interface ReachOptions extends SitesOptions {
  readonly stage: string;
  readonly region?: string;
  readonly profile?: string;
  readonly function?: string;
}

export interface JsonOption {
  readonly json?: true;
}

export const takesSite = (command: Command): Command =>
  command
    .argument("[site]", "its main host name; needed where sites.yml has several")
    .option("--sites <file>", "another sites.yml (FAILOVER_SITES)");

export const takesReach = (command: Command): Command =>
  command
    .addOption(
      new Option("--stage <name>", "the stage the service was deployed as")
        .env("FAILOVER_STAGE")
        .default("prod"),
    )
    .option("--region <name>", "its region (default: the standby region of sites.yml)")
    .option("--profile <name>", "the AWS profile to ask with (AWS_PROFILE)")
    .option("--function <name>", "the override function by its own name");

export const takesJson = (command: Command): Command =>
  command.option("--json", "the contract's answer, for programs");
