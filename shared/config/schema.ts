import * as v from "valibot";
import { hours, seconds } from "../model/time.ts";
import {
  bucket,
  eventsTopic,
  healthAlarm,
  healthCheckId,
  hostedZoneId,
  hostName,
  keyPrefix,
  nameServer,
  region,
  replicationAlarm,
  ruleId,
  topic,
} from "./awsFields.ts";
import { either } from "./either.ts";
import { count, duration, filledList, flag, list, pageUrl } from "./fields.ts";
import { wrong } from "./finding.ts";
import { heartbeat } from "./heartbeatSchema.ts";
import { mapping } from "./mapping.ts";
import { policy } from "./policySchema.ts";
import { probe, visitor } from "./probeSchema.ts";
import { provisionMapping } from "./provisionSchema.ts";
import { releases } from "./releasesSchema.ts";
import { switchMapping } from "./switchSchema.ts";
import { target } from "./targetSchema.ts";

/**
 * What people write in `sites.yml`. Checks that need one value stand here; rules between values are in rules.ts, and
 * toSite.ts makes of it the Site that the code uses.
 */

const recordType = v.pipe(
  v.picklist(["A", "AAAA"], (issue) =>
    wrong(`${issue.received} is not a record type that can fail over here`, "write A, AAAA or both"),
  ),
  v.metadata({ description: "A for IPv4, AAAA for IPv6." }),
);

const allTypes: readonly ("A" | "AAAA")[] = ["A", "AAAA"];

const siteName = either(
  hostName("A host name with A and AAAA records."),
  mapping("A host name and the record types it has.", {
    name: hostName("The host name.", "example.com"),
    types: v.optional(filledList("Record types; both unless written.", recordType), allTypes),
  }),
  (name) => ({ name, types: [...allTypes] }),
);

const hostedZone = mapping("The public hosted zone with the site's records.", {
  id: hostedZoneId("Id of the hosted zone.", "Z0EXAMPLE1ZONE"),
  nameServers: v.optional(
    list("Its name servers, address:port; looked up by the zone's delegation unless written.", nameServer),
    [],
  ),
});

const side = (description: string, example: { region: string; bucket: string }) =>
  mapping(description, {
    region: region("AWS region of the bucket.", example.region),
    bucket: bucket("The bucket that holds this side's copy of the site.", example.bucket),
    buckets: v.optional(
      list(
        "For an s3-website: the further buckets, one named like each of the site's further names, that serve or redirect those names.",
        bucket("A bucket named like one of the site's further names.", "example.com"),
      ),
      [],
    ),
    target,
    probes: filledList(
      "Fetches that tell whether this side serves; it is up when all of them succeed.",
      probe,
    ),
  });

const healthCheck = mapping("The Route 53 health check of the PRIMARY record sets.", {
  id: healthCheckId(
    "Id of the Route 53 health check of the PRIMARY record sets; with a switch, the calculated one.",
  ),
  interval: v.optional(
    v.pipe(
      v.picklist(["10s", "30s"], () => wrong("Route 53 probes every 10 or 30 seconds", "write 10s or 30s")),
      v.metadata({ description: "Seconds between a checker's probes, as configured in Route 53." }),
      v.transform((written) => seconds(written === "10s" ? 10 : 30)),
    ),
    "30s",
  ),
  threshold: v.optional(
    count("Failures in a row that make it unhealthy, as configured in Route 53.", 1, 10),
    3,
  ),
  alarms: v.optional(
    list(
      "CloudWatch alarms on it, or with a switch on the check that probes the primary; without any, the schedule alone wakes the loop.",
      healthAlarm,
    ),
    [],
  ),
});

// 15 minutes is what S3's replication time control is designed for (99.99 % of objects).
const replication = mapping("Replication from the primary's bucket to the secondary's.", {
  ruleId,
  prefix: v.optional(keyPrefix, ""),
  window: v.optional(
    duration("Objects younger than this may still be on their way: pending, not missing.", "15m", hours(48)),
    "15m",
  ),
  compareEvery: v.optional(duration("How often the two buckets are compared.", "15m", hours(48)), "15m"),
  alarms: v.optional(list("CloudWatch alarms on the replication metrics.", replicationAlarm), []),
  events: v.optional(eventsTopic),
  heartbeat: v.optional(heartbeat),
});

const notices = mapping("What is told of the site.", {
  topic: v.optional(topic),
  runbook: v.optional(
    pageUrl(
      "Where docs/runbook.md can be read; each notice names its place there, as the page with #failed-over and the like.",
      "https://wiki.example.com/runbook",
    ),
  ),
});

const drilledWithin = v.pipe(
  v.union(
    [
      v.literal(false),
      duration("How long ago the last live drill of a site of this file may be.", "90d", hours(24 * 366)),
    ],
    wrong("this is neither false nor a duration of at most a year", 'write false, or one like "90d"'),
  ),
  v.metadata({
    description:
      "How long ago the last live drill of a site of this file may be; older is a finding of readiness. false: not asked.",
  }),
);

const siteSchema = mapping("One website.", {
  names: v.optional(
    filledList(
      "All host names that fail over together, the site's own among them; unless written: the site's own, A and AAAA.",
      siteName,
    ),
  ),
  hostedZone,
  primary: side("The side that serves while all is well.", {
    region: "eu-central-1",
    bucket: "example-site-primary",
  }),
  secondary: side("The standby; the control plane runs in its region.", {
    region: "eu-west-1",
    bucket: "www.example.com",
  }),
  visitor: v.optional(visitor, {}),
  healthCheck,
  switch: v.optional(switchMapping),
  replication,
  releases: v.optional(releases),
  notices: v.optional(notices, {}),
  policy: v.optional(policy, {}),
  drill: v.optional(
    flag("Whether `failover drill --live` may move this site for real, to see that it works; no other is."),
    false,
  ),
  drilledWithin: v.optional(drilledWithin, "90d"),
  provision: v.optional(provisionMapping, {}),
});

export const sitesSchema = mapping("Sites that the failover control plane looks after.", {
  sites: v.pipe(
    v.record(hostName("The site's main host name."), siteSchema, () =>
      wrong("no site is written here", 'write each site below "sites:", by its host name'),
    ),
    v.minEntries(1, wrong("no site is written here", 'write each site below "sites:", by its host name')),
    v.metadata({ description: "The sites, by their main host name." }),
  ),
});

/** A site as the schema gives it: defaults filled in, durations read. */
export type WrittenSite = v.InferOutput<typeof siteSchema>;
