import * as v from "valibot";
import { choice, flag, text } from "./fields.ts";
import { mapping } from "./mapping.ts";

const key = (description: string, example: string) =>
  text(description, example, /^[A-Za-z0-9][A-Za-z0-9._/-]{0,255}$/, "an object's key");

const certificateArn = (description: string, region: string) =>
  text(
    description,
    `arn:aws:acm:${region}:111122223333:certificate/11111111-2222-3333-4444-555555555555`,
    /^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]{36}$/,
    "the ARN of a certificate in ACM",
  );

const slack = mapping("A Slack channel that hears of the site, through a topic of the site's own.", {
  workspace: text(
    "Id of the workspace, authorised once in the console.",
    "T0EXAMPLE",
    /^[0-9A-Z]{1,255}$/,
    "a workspace's id",
  ),
  channel: text(
    "Id of the channel; the app must be a member of it.",
    "C0EXAMPLE",
    /^[A-Za-z0-9]{1,255}$/,
    "a channel's id",
  ),
  overrideFunction: v.optional(
    text(
      "Name of the service's override function: the channel gets buttons, and whoever is in it may steer.",
      "static-site-failover-prod-override",
      /^[A-Za-z0-9_-]{1,64}$/,
      "a function's name",
    ),
  ),
});

/** What only `failover provision` wants to know: the control plane itself never reads it. */
export const provisionMapping = mapping("What `failover provision` makes, beyond what the other keys say.", {
  healthCheck: v.optional(
    choice(
      "What Route 53 probes: the bucket's own host, where the probe object alone is public, or the distribution's own name, where the bucket stays private.",
      ["bucket", "distribution"],
    ),
    "bucket",
  ),
  probe: v.optional(
    key("Key of the object that Route 53 probes; made if it is missing.", "health.txt"),
    "health.txt",
  ),
  indexDocument: v.optional(key("Served for a path that ends in /.", "index.html"), "index.html"),
  errorDocument: v.optional(key("Key of the page for what is not there.", "404.html"), "404.html"),
  originGroup: v.optional(
    flag("Whether CloudFront itself asks the standby's bucket when the primary's fails."),
    false,
  ),
  replicationTimeControl: v.optional(
    flag("Whether S3 promises to copy within 15 minutes, charged by the GB."),
    false,
  ),
  certificate: v.optional(certificateArn("A certificate for CloudFront that is there already.", "us-east-1")),
  standbyCertificate: v.optional(
    certificateArn("A certificate for an HTTPS standby that is there already.", "eu-west-1"),
  ),
  dashboard: v.optional(
    flag("Whether a dashboard is made; the fourth of an account costs $3 a month."),
    true,
  ),
  slack: v.optional(slack),
});
