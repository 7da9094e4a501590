import type { Site } from "../../model/site.ts";
import { type Check, factsOf } from "../check.ts";

/** What two sites of one file must not have in common. */
export const sharingChecks: readonly Check[] = [
  {
    id: "shared-lever",
    asks: "Is what moves this site's visitors, and holds its copy, this site's own?",
    severity: "blocks",
    visitor: "Another site's failover moves this one's visitors, or undoes its move.",
    fix: ({ name }) => [
      `give ${name} and the other site names, health checks and buckets of their own in sites.yml`,
    ],
    judge: ({ site, sites }) =>
      factsOf(sites.filter(({ name }) => name !== site.name).flatMap((other) => shared(site, other))),
  },
];

function shared(site: Site, other: Site): readonly (string | false)[] {
  const names = site.names.filter(({ name }) => other.names.some((its) => its.name === name));
  const buckets = [site.primary.bucket, site.secondary.bucket].filter(
    (bucket) => bucket === other.primary.bucket || bucket === other.secondary.bucket,
  );
  return [
    ...names.map(({ name }) => `the record sets of ${name} are ${other.name}'s too`),
    site.healthCheck.id === other.healthCheck.id &&
      `the health check ${site.healthCheck.id} is ${other.name}'s too`,
    ...buckets.map((bucket) => `the bucket ${bucket} is ${other.name}'s too`),
  ];
}
