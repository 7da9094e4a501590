import { type Check, type Flaw, flawsIn, type Question } from "../check.ts";
import type { DistributionSetting } from "../edgeSettings.ts";

/** The CloudFront distribution, where a side is one. */
export const distributionChecks: readonly Check[] = [
  {
    id: "distribution",
    asks: "Is the distribution there, enabled and deployed?",
    severity: "blocks",
    visitor: "403 from CloudFront while the primary should serve.",
    fix: (site) => [
      `aws cloudfront get-distribution --id ${idOf(site)}`,
      "give it Enabled true; or correct distributionId",
    ],
    judge: ({ site, ground: { distribution } }) =>
      distribution === null
        ? null
        : [
            ...flawsIn(distribution, (found) => [
              found === null && `CloudFront has no distribution ${idOf(site)}`,
              found?.enabled === false && `${idOf(site)} is disabled`,
            ]),
            ...onItsWay(distribution.kind === "known" ? distribution.value : null),
          ],
  },
  {
    id: "distribution-names",
    asks: "Has the distribution each of the site's names as an alias?",
    severity: "blocks",
    visitor: "403 from CloudFront for whoever comes by that name.",
    fix: (site) => [
      `aws cloudfront get-distribution-config --id ${idOf(site)}  # add ${site.names.map(({ name }) => name).join(", ")} to Aliases, with a certificate that covers them`,
    ],
    judge: (question) =>
      inDistribution(question, ({ aliases }) =>
        question.site.names
          .filter(({ name }) => !aliases.some((alias) => aliasMatches(alias, name)))
          .map(({ name }) => `${name} is no alias of it`),
      ),
  },
  {
    id: "distribution-origin",
    asks: "Does the distribution ask the primary's bucket?",
    severity: "blocks",
    visitor: "Another site than the one that is replicated and watched.",
    fix: (site) => [
      `give the default behaviour of ${idOf(site)} the origin ${site.primary.bucket}.s3.${site.primary.region}.amazonaws.com; or correct primary.bucket`,
    ],
    judge: (question) =>
      inDistribution(question, ({ origin }) => [
        !isBucketHost(origin ?? "", question.site.primary.bucket) &&
          `its default behaviour asks ${origin ?? "no origin"}, not ${question.site.primary.bucket}`,
      ]),
  },
  {
    id: "error-pages",
    asks: "Does an error of the origin stay an error?",
    severity: "hurts",
    visitor: "An error page that calls itself 200: health checks see a healthy site, and nothing fails over.",
    fix: (site) => [
      `take the 5xx entries out of CustomErrorResponses of ${idOf(site)}, or let them keep their ResponseCode`,
    ],
    judge: (question) =>
      inDistribution(question, ({ errors }) =>
        errors.map(
          ({ status, answers }) =>
            status >= 500 &&
            answers !== null &&
            answers < 400 &&
            `it answers ${answers} where the origin fails with ${status}`,
        ),
      ),
  },
  {
    id: "error-caching",
    asks: "Does CloudFront forget errors soon?",
    severity: "hurts",
    visitor: "Errors long after the primary is well again.",
    fix: (site) => [
      `write ErrorCachingMinTTL: 10 into the 5xx entries of CustomErrorResponses of ${idOf(site)}`,
    ],
    judge: (question) =>
      inDistribution(question, ({ errors }) =>
        errors.map(
          ({ status, cachedFor }) =>
            status >= 500 && cachedFor > 60 && `it keeps errors ${status} for ${cachedFor} s`,
        ),
      ),
  },
  {
    id: "ipv6",
    asks: "Where a name has AAAA, has the distribution IPv6?",
    severity: "note",
    visitor: "Nothing: such names answer IPv4 alone, and the AAAA record sets are there for nothing.",
    fix: (site) => [
      `give ${idOf(site)} IsIPV6Enabled true; or take AAAA out of the types below names, and out of the zone`,
    ],
    judge: (question) =>
      inDistribution(question, ({ ipv6 }) =>
        question.site.names.map(
          ({ name, types }) =>
            !ipv6 && types.includes("AAAA") && `${name} has AAAA, and the distribution has no IPv6`,
        ),
      ),
  },
];

function inDistribution(
  { ground: { distribution } }: Question,
  wrong: (setting: DistributionSetting) => readonly (string | false)[],
): readonly Flaw[] | null {
  if (distribution === null || (distribution.kind === "known" && distribution.value === null)) return null;
  return flawsIn(distribution, (setting) => (setting === null ? [] : wrong(setting)));
}

/** A change on its way to the edges is no fault; what they serve can't be told until it is there. */
const onItsWay = (setting: DistributionSetting | null): readonly Flaw[] =>
  setting?.enabled === true && !setting.deployed
    ? [{ kind: "unread", because: "a change of the distribution is on its way to the edges" }]
    : [];

const aliasMatches = (alias: string, name: string): boolean =>
  alias.startsWith("*.") ? name.slice(name.indexOf(".")) === alias.slice(1) : alias.toLowerCase() === name;

/** BUCKET.s3.REGION…, BUCKET.s3-website-REGION…, BUCKET.s3.dualstack.REGION… */
const isBucketHost = (host: string, bucket: string): boolean =>
  (host.startsWith(`${bucket}.s3.`) || host.startsWith(`${bucket}.s3-`)) && host.endsWith(".amazonaws.com");

const idOf = ({ primary, secondary }: Question["site"]): string => {
  const target = [primary.target, secondary.target].find(({ kind }) => kind === "cloudfront");
  return target?.kind === "cloudfront" ? target.distributionId : "DISTRIBUTION";
};
