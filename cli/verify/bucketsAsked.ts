import type { S3Address } from "../../shared/aws/verifyPorts.ts";
import { ownKeys } from "../../shared/model/ownKeys.ts";
import { minutes, parseDuration } from "../../shared/model/time.ts";
import type { CompareTask, ModeAsked, Scope } from "../../shared/verify/task.ts";
import type { Cli } from "../cli.ts";
import type { VerifyOptions } from "../commands/verify.ts";
import { Mistake } from "../mistake.ts";
import { chooseSite, sitesFrom } from "../sites.ts";

/** Two buckets, and what of them is compared. */
export interface BucketsAsked extends Pick<CompareTask, "mode" | "window"> {
  readonly primary: S3Address;
  readonly secondary: S3Address;
  readonly scope: Scope;
}

/** A site's buckets as sites.yml has them, or any two. Throws a Mistake that says what is missing. */
export function bucketsAsked(cli: Cli, site: string | undefined, options: VerifyOptions): BucketsAsked {
  const mode = modeOf(options.mode);
  const window = parseDuration(options.window) ?? minutes(15);
  if (options.primary === undefined && options.secondary === undefined)
    return { ...ofSite(cli, site, options), mode, window };
  if (site !== undefined) throw new Mistake("a site, or --primary and --secondary: not both");
  if (options.primary === undefined || options.secondary === undefined)
    throw new Mistake("--primary and --secondary belong together");
  const [ours, theirs] = [addressed(options.primary), addressed(options.secondary)];
  if (theirs.prefix !== "" && theirs.prefix !== ours.prefix)
    throw new Mistake("keys are compared whole: both have the same prefix, or --secondary none");
  const scope = { prefix: options.prefix ?? ours.prefix, exceptions: options.except };
  const { primaryEndpointUrl, secondaryEndpointUrl, profile = null } = options;
  const region = (asked: string | undefined, flag: string) => regionOf(cli, asked, flag);
  return {
    mode,
    window,
    scope,
    primary: {
      name: ours.bucket,
      region: region(options.primaryRegion, "--primary-region"),
      endpoint: primaryEndpointUrl ?? null,
      profile,
    },
    secondary: {
      name: theirs.bucket,
      region: region(options.secondaryRegion, "--secondary-region"),
      endpoint: secondaryEndpointUrl ?? null,
      profile,
    },
  };
}

function ofSite(cli: Cli, asked: string | undefined, options: VerifyOptions) {
  const site = chooseSite(sitesFrom(options.sites, cli), asked);
  const { primary, secondary, replication } = site;
  const { primaryEndpointUrl = null, secondaryEndpointUrl = null, profile = null } = options;
  return {
    primary: { name: primary.bucket, region: primary.region, endpoint: primaryEndpointUrl, profile },
    secondary: { name: secondary.bucket, region: secondary.region, endpoint: secondaryEndpointUrl, profile },
    scope: {
      prefix: options.prefix ?? replication.prefix,
      exceptions: [...ownKeys(site), ...options.except],
    },
  };
}

function addressed(text: string): { readonly bucket: string; readonly prefix: string } {
  const [, bucket, prefix = ""] = /^s3:\/\/([^/]+)(?:\/(.*))?$/s.exec(text) ?? [];
  if (bucket === undefined) throw new Mistake(`"${text}" is not like s3://bucket or s3://bucket/prefix`);
  return { bucket, prefix };
}

function regionOf({ environment }: Cli, asked: string | undefined, flag: string): string {
  const region = asked ?? environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"];
  if (region === undefined) throw new Mistake(`in which region? Give ${flag}, or set AWS_REGION`);
  return region;
}

function modeOf(text: string): ModeAsked {
  if (text === "auto" || text === "key+size+etag" || text === "key+size") return text;
  throw new Mistake(`--mode is auto, key+size+etag or key+size, not ${text}`);
}
