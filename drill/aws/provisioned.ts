import type { ResourceRecordSet } from "@aws-sdk/client-route-53";
import type { SideName, Site } from "../../shared/model/site.ts";
import type { Faults } from "../faults.ts";
import { Bucket } from "./bucket.ts";
import { Distribution } from "./cloudFront.ts";
import type { HealthCheckSpec } from "./healthChecks.ts";

/** What the site's owner has set up on AWS, made from the site as sites.yml describes it. */
export const journalBucketName = "example-failover-journal";

/** Those that Route 53 delegates the zone to. */
export const nameServerEndpoints = ["192.0.2.1:53", "192.0.2.2:53", "192.0.2.3:53", "192.0.2.4:53"] as const;

export const topicArn = (site: Site): string =>
  `arn:aws:sns:${site.secondary.region}:111122223333:failover-notices`;

export const bucketOf = (site: Site, side: SideName): Bucket =>
  new Bucket(site[side].bucket, site[side].region);

export function distributionOf(site: Site, faults: Faults): Distribution {
  const { target, bucket, region } = site.primary;
  const cloudFront = target.kind === "cloudfront" ? target : null;
  return new Distribution(faults, {
    id: cloudFront?.distributionId ?? "none",
    domainName: cloudFront?.domainName ?? "none.invalid",
    aliases: site.names.map(({ name }) => name),
    origin: `${bucket}.s3.${region}.amazonaws.com`,
  });
}

export const switchBucketOf = ({ switch: place }: Site): Bucket | null =>
  place === null ? null : new Bucket(place.bucket, place.region);

/** The check of PRIMARY: the endpoint's alone, or with a switch the calculated one over its four children. */
export function healthChecksOf({ healthCheck, switch: place }: Site): readonly HealthCheckSpec[] {
  const common = { inverted: false, disabled: false };
  const { id, interval, threshold } = healthCheck;
  if (place === null) return [{ kind: "endpoint", id, interval, threshold, ...common }];
  const { endpoint, hold, force } = place.checks;
  // An object is there or it is not: one look is enough.
  const object = { kind: "endpoint", interval, threshold: 1, ...common } as const;
  return [
    { kind: "endpoint", id: endpoint, interval, threshold, ...common },
    { ...object, id: hold },
    ...force.map((child) => ({ ...object, id: child, inverted: true })),
    { kind: "calculated", id, children: [endpoint, hold, ...force], healthThreshold: 3, ...common },
  ];
}

/** A failover pair of aliases for every name and type; only PRIMARY has the health check. */
export function recordsOf(site: Site): readonly ResourceRecordSet[] {
  const asked = site.names.flatMap(({ name, types }) => types.map((type) => ({ Name: name, Type: type })));
  return asked.flatMap((record) => [
    {
      ...record,
      SetIdentifier: "primary",
      Failover: "PRIMARY",
      HealthCheckId: site.healthCheck.id,
      ...alias(site, "primary"),
    },
    { ...record, SetIdentifier: "secondary", Failover: "SECONDARY", ...alias(site, "secondary") },
  ]);
}

function alias(site: Site, side: SideName): Pick<ResourceRecordSet, "AliasTarget"> {
  const { hostedZoneId, domainName } = site[side].target;
  return { AliasTarget: { HostedZoneId: hostedZoneId, DNSName: domainName, EvaluateTargetHealth: false } };
}
