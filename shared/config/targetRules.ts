import { isOtherPartition, websiteEndpoint } from "./regions.ts";
import { type Rule, sideNames, when } from "./rule.ts";
import { namesOf, websiteZoneId } from "./toSite.ts";

/** What Route 53, S3 and CloudFront demand of the two sides of a failover pair. */
export const targetRules: readonly Rule[] = [
  {
    reads: [
      ["primary", "region"],
      ["secondary", "region"],
    ],
    check: ({ primary, secondary }) =>
      when(
        primary.region === secondary.region,
        ["secondary", "region"],
        `both sides are in ${primary.region}: one outage would take both`,
        "put the secondary into another region",
      ),
  },
  {
    reads: [
      ["primary", "region"],
      ["secondary", "region"],
    ],
    check: (site) =>
      sideNames.flatMap((side) =>
        when(
          isOtherPartition(site[side].region),
          [side, "region"],
          `${site[side].region} is not in the aws partition: other partitions have a Route 53 and CloudFront of their own`,
          "use a region of the aws partition, like eu-west-1",
        ),
      ),
  },
  {
    reads: [
      ["primary", "bucket"],
      ["secondary", "bucket"],
    ],
    check: ({ primary, secondary }) =>
      when(
        primary.bucket === secondary.bucket,
        ["secondary", "bucket"],
        `both sides use the bucket ${primary.bucket}`,
        "name the bucket in the secondary's region that S3 replicates to",
      ),
  },
  {
    reads: [
      ["primary", "target"],
      ["secondary", "target"],
    ],
    check: ({ primary, secondary }) =>
      when(
        primary.target.kind === "s3-website" && secondary.target.kind === "s3-website",
        ["secondary", "target", "kind"],
        "both sides are S3 websites: its bucket must be named like the host, and bucket names are global, so only one side can be",
        "put one side behind CloudFront (kind: cloudfront) or another alias target (kind: alias)",
      ),
  },
  {
    reads: [
      ["primary", "target"],
      ["secondary", "target"],
    ],
    check: ({ primary, secondary }) =>
      when(
        primary.target.kind === "cloudfront" && secondary.target.kind === "cloudfront",
        ["secondary", "target", "kind"],
        "both sides are CloudFront: a host name belongs to one distribution only, so the other could not serve it",
        "use kind: s3-website or kind: alias for the secondary; for an outage of the bucket alone, give the distribution an origin group",
      ),
  },
  {
    reads: [
      ["primary", "target"],
      ["primary", "bucket"],
      ["secondary", "target"],
      ["secondary", "bucket"],
    ],
    check: (site, host) =>
      sideNames.flatMap((side) =>
        when(
          site[side].target.kind === "s3-website" && site[side].bucket !== host,
          [side, "bucket"],
          `an S3 website finds its bucket by the host name, so ${site[side].bucket} would never be asked`,
          `name the bucket ${host}, or use kind: alias with a target that can reach any bucket`,
        ),
      ),
  },
  {
    reads: [
      ["names"],
      ["primary", "target"],
      ["primary", "buckets"],
      ["secondary", "target"],
      ["secondary", "buckets"],
    ],
    check: (site, host) =>
      sideNames
        .filter((side) => site[side].target.kind === "s3-website")
        .flatMap((side) =>
          namesOf(host, site)
            .filter(({ name }) => name !== host && !site[side].buckets.includes(name))
            .flatMap(({ name }) =>
              when(
                true,
                [side, "buckets"],
                `${name} has no bucket of its own on the ${side}, so its visitors would get NoSuchBucket from the S3 website`,
                `make a bucket ${name} in ${site[side].region} that redirects to ${host}, and list it below buckets`,
              ),
            ),
        ),
  },
  {
    reads: [
      ["primary", "target"],
      ["primary", "region"],
      ["secondary", "target"],
      ["secondary", "region"],
    ],
    check: (site) =>
      sideNames.flatMap((side) =>
        when(
          site[side].target.kind === "s3-website" && websiteZoneId(site[side]) === null,
          [side, "target"],
          `the zone id of the S3 website endpoint of ${site[side].region} ${sayZone(site[side].region)}`,
          'look it up in the AWS General Reference, "Amazon S3 website endpoints", and add it here as hostedZoneId',
        ),
      ),
  },
];

function sayZone(region: string): string {
  const { zone } = websiteEndpoint(region);
  return zone.kind === "disputed" ? `is ${zone.ids.join(" or ")}: sources differ` : "is not known here";
}
