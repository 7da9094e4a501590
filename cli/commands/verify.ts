import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { type JsonOption, takesJson, takesSite } from "../options.ts";
import { count, span } from "../words.ts";

export interface VerifyOptions extends JsonOption {
  readonly sites?: string;
  readonly primary?: string;
  readonly secondary?: string;
  readonly primaryRegion?: string;
  readonly secondaryRegion?: string;
  readonly primaryEndpointUrl?: string;
  readonly secondaryEndpointUrl?: string;
  readonly profile?: string;
  readonly prefix?: string;
  readonly except: readonly string[];
  readonly mode: string;
  readonly window: string;
  readonly inFlight: number;
  readonly requestsPerSecond?: number;
  readonly time?: string;
  readonly state?: string;
  readonly differences?: string;
}

const each = (text: string, before: readonly string[]): readonly string[] => [...before, text];

export function verify(program: Command, cli: Cli): void {
  const command = takesSite(
    program.command("verify").description("compares two buckets, object by object, from here"),
  )
    .option("--primary <s3://bucket/prefix>", "two buckets in place of a site's")
    .option("--secondary <s3://bucket>", "what should hold all that the primary holds")
    .option("--primary-region <name>", "(default: AWS_REGION)")
    .option("--secondary-region <name>", "(default: AWS_REGION)")
    .option("--primary-endpoint-url <url>", "of a store that is not AWS")
    .option("--secondary-endpoint-url <url>", "of a store that is not AWS")
    .option("--profile <name>", "the AWS profile to ask with (AWS_PROFILE)")
    .option("--prefix <text>", "only keys that begin so (default: the site's)")
    .option("--except <key or prefix*>", "not looked at; may be given again", each, [])
    .option("--mode <name>", "auto, key+size+etag or key+size", "auto")
    .option("--window <span>", "younger objects are pending, not missing", span, "15m")
    .option("--in-flight <n>", "requests under way at a time, over both", count, 40)
    .option("--requests-per-second <n>", "at most", count)
    .option("--time <span>", "at most; with --state it can be gone on with", span)
    .option("--state <file>", "keeps split points, and what a stopped comparison had done")
    .option("--differences <file>", "writes all of them there, a line of JSON each");
  takesJson(command).action(async (site: string | undefined, options: VerifyOptions) => {
    const { verifyBuckets } = await import("../verify/verifyBuckets.ts");
    cli.end(await verifyBuckets(cli, site, options));
  });
}
