import * as v from "valibot";
import { distributionDomain, distributionId, hostedZoneId, hostName } from "./awsFields.ts";
import { shown, wrong } from "./finding.ts";
import { mapping } from "./mapping.ts";

const kind = <const K extends string>(name: K, description: string) =>
  v.pipe(v.literal(name), v.metadata({ description }));

const cloudfront = mapping("A CloudFront distribution.", {
  kind: kind("cloudfront", "A CloudFront distribution."),
  distributionId,
  domainName: distributionDomain,
});

const s3Website = mapping("The S3 website endpoint of the side's region. It has neither HTTPS nor IPv6.", {
  kind: kind("s3-website", "The S3 website endpoint of the side's region."),
  hostedZoneId: v.optional(
    hostedZoneId(
      "Zone id of the region's website endpoint; needed only where the built-in table does not know it for sure.",
      "Z1BKCTXD74EZPE",
    ),
  ),
});

const alias = mapping("Any other target of an alias record, as an API Gateway regional custom domain.", {
  kind: kind("alias", "Any other target of an alias record."),
  domainName: hostName(
    "Domain name of the alias target.",
    "d-example123.execute-api.eu-west-1.amazonaws.com",
  ),
  hostedZoneId: hostedZoneId("Hosted zone id that AWS lists for the target.", "ZLY8HYME6SFDD"),
});

/** What a side's record sets point at. */
export const target = v.pipe(
  v.variant("kind", [cloudfront, s3Website, alias], (issue) =>
    wrong(
      issue.path === undefined
        ? `${shown(issue.input)} is not a target`
        : `${shown(issue.input)} is not a kind of target`,
      "write kind: cloudfront, kind: s3-website or kind: alias below target",
    ),
  ),
  v.metadata({ description: "What this side's record sets point at." }),
);
