import { shown } from "./finding.ts";
import { nearest } from "./nearest.ts";
import { regionNames, websiteEndpoint } from "./regions.ts";
import { type Rule, sideNames, when } from "./rule.ts";
import { namesOf } from "./toSite.ts";

/** What works, and yet may not do what was meant. To add a warning, add a row. */
export const warnings: readonly Rule[] = [
  {
    reads: [
      ["visitor", "scheme"],
      ["primary", "target"],
      ["secondary", "target"],
    ],
    check: (site) =>
      sideNames.flatMap((side) =>
        when(
          site[side].target.kind === "s3-website" && site.visitor.scheme === "https",
          [side, "target", "kind"],
          `an S3 website has no HTTPS: visitors who come by https:// get no answer from the ${side}`,
          "use kind: alias with a target that has a certificate (an API Gateway regional custom domain), or visitor: { scheme: http }",
        ),
      ),
  },
  {
    reads: [["names"], ["primary", "target"], ["secondary", "target"]],
    check: (site, host) =>
      sideNames.flatMap((side) =>
        when(
          site[side].target.kind === "s3-website" &&
            namesOf(host, site).some(({ types }) => types.includes("AAAA")),
          [side, "target", "kind"],
          `an S3 website has no IPv6: Route 53 alone can't move AAAA to the ${side}`,
          "know that such visitors move when the control plane moves the records; or use kind: alias, or types: [A]",
        ),
      ),
  },
  {
    reads: [
      ["primary", "region"],
      ["secondary", "region"],
    ],
    check: (site) =>
      sideNames.flatMap((side) => {
        const { region } = site[side];
        const meant = nearest(region, regionNames());
        return when(
          !regionNames().includes(region),
          [side, "region"],
          `${region} is not a region known here`,
          meant === null ? "check its code" : `check its code; did you mean ${meant}?`,
        );
      }),
  },
  {
    reads: [
      ["primary", "target"],
      ["primary", "region"],
      ["secondary", "target"],
      ["secondary", "region"],
    ],
    check: (site) =>
      sideNames.flatMap((side) => {
        const { target, region } = site[side];
        const { zone } = websiteEndpoint(region);
        if (target.kind !== "s3-website" || target.hostedZoneId === undefined || zone.kind === "unlisted")
          return [];
        const listed = zone.kind === "agreed" ? [zone.id] : zone.ids;
        return when(
          !listed.includes(target.hostedZoneId),
          [side, "target", "hostedZoneId"],
          `the zone id of S3 website endpoints in ${region} is ${listed.join(" or ")} here, not ${target.hostedZoneId}`,
          "leave hostedZoneId out unless AWS lists this one",
        );
      }),
  },
  {
    reads: [
      ["primary", "region"],
      ["secondary", "region"],
    ],
    check: (site) =>
      sideNames.flatMap((side) =>
        when(
          site[side].region === "us-east-1",
          [side, "region"],
          "every Route 53 API call is made in us-east-1: when that region fails, the records lever fails with it",
          "put this side into another region; Route 53's own failover, by its health check, needs no API call",
        ),
      ),
  },
  {
    reads: [
      ["replication", "alarms"],
      ["primary", "region"],
      ["secondary", "region"],
    ],
    check: ({ replication, primary, secondary }) =>
      replication.alarms.flatMap((arn, i) =>
        when(
          ![primary.region, secondary.region].includes(arn.split(":")[3] ?? ""),
          ["replication", "alarms", i],
          `${shown(arn.split(":")[3])} is neither side's region, and S3 publishes replication metrics only there`,
          `name an alarm in ${secondary.region} (latency, pending) or ${primary.region} (failed)`,
        ),
      ),
  },
];
