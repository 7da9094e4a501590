import { isPlaceholder } from "./placeholders.ts";
import { type Rule, when } from "./rule.ts";
import { namesOf } from "./toSite.ts";

/** What `failover provision` can't make as it is asked for. */
export const provisionRules: readonly Rule[] = [
  {
    reads: [["notices"], ["provision", "slack"]],
    check: ({ notices, provision }) =>
      when(
        provision.slack !== undefined && notices.topic === undefined,
        ["provision", "slack"],
        "the channel hears a topic of the site's own, and none is written",
        "write notices: { topic: provision }, and npx failover provision makes it",
      ),
  },
  {
    reads: [["names"], ["primary", "target"], ["provision"]],
    check: (site, host) =>
      when(
        site.primary.target.kind === "cloudfront" &&
          isPlaceholder(site.primary.target.domainName) &&
          site.provision.certificate === undefined &&
          namesOf(host, site).length > 2,
        ["provision"],
        "a certificate is made for two names at most, and this site has more",
        "have one in ACM in us-east-1 for all of them, and write its ARN: provision: { certificate: ARN }",
      ),
  },
  {
    reads: [["names"], ["secondary", "target"]],
    check: (site, host) =>
      when(
        site.secondary.target.kind === "alias" &&
          isPlaceholder(site.secondary.target.domainName) &&
          namesOf(host, site).length > 1,
        ["secondary", "target"],
        "an HTTPS standby is made for one name, as each API Gateway domain has a target of its own",
        "keep one name, or make the domains yourself and write what the records are to point at",
      ),
  },
];
