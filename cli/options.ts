import { type Command, Option } from "commander";

/** Options that several commands take, each written once. */
export interface SitesOptions {
  readonly sites?: string;
}

/** Which deployed service is meant, and as whom AWS is asked. */
export interface ServiceOptions extends SitesOptions {
  readonly stage: string;
  readonly region?: string;
  readonly profile?: string;
  readonly bucket?: string;
}

/** How the override is reached. */
export interface ReachOptions extends ServiceOptions {
  readonly function?: string;
  readonly direct?: true;
}

export interface JsonOption {
  readonly json?: true;
}

export const takesSite = (command: Command): Command =>
  command
    .argument("[site]", "its main host name; needed where sites.yml has several")
    .option("--sites <file>", "another sites.yml (FAILOVER_SITES)");

export const takesReach = (command: Command): Command =>
  takesService(command)
    .option("--function <name>", "the override function by its own name")
    .option("--direct", "without the functions: run their code here, on the same record");

export const takesService = (command: Command): Command =>
  command
    .addOption(new Option("--stage <name>", "as deployed").env("FAILOVER_STAGE").default("prod"))
    .option("--region <name>", "of the service (default: the standby region in sites.yml)")
    .option("--profile <name>", "the AWS profile to ask with (AWS_PROFILE)")
    .addOption(
      new Option("--bucket <name>", "of record and journal, where the stack can't be asked").env(
        "FAILOVER_BUCKET",
      ),
    );

export const takesJson = (command: Command): Command =>
  command.option("--json", "the answer for programs, as in docs/override.md");
