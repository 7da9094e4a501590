import { CreateResourceRecordSetProtectionsCommand } from "@aws-sdk/client-route-53";
import { describe, expect, test } from "vitest";
import type { Setup } from "../../../drill/aws/setup.ts";
import { anybodyReads } from "../../../drill/aws/soundSetup.ts";
import { exampleSite } from "../../../drill/exampleSite.ts";
import type { World } from "../../../drill/world.ts";
import type { Site } from "../../../shared/model/site.ts";
import { before, type DurationMs, minutes } from "../../../shared/model/time.ts";
import { checks } from "../../../shared/readiness/table.ts";
import { calmWorld, idsOf, readinessIn } from "../../fixtures/groundWorld.ts";

/** One fault in a sound world, the one check that has to find it, and what it is to say; all by hand. */
interface Planted {
  readonly check: string;
  readonly when: string;
  readonly says: readonly string[];
  /** In the account. */
  readonly plant?: (setup: Setup, world: World) => void;
  /** In sites.yml. */
  readonly site?: (site: Site) => Site;
  /** How long the loop has stood still. */
  readonly later?: DurationMs | undefined;
  /** Sites beside this one. */
  readonly others?: readonly Site[];
}

const primary = "example-site-primary";
const standby = "www.example.com";
const distribution = "E1EXAMPLE12345";
const endpoint = "11111111-2222-3333-4444-000000000001";
const account = "111122223333";

const calculated = exampleSite.healthCheck.id;
const lever = {
  bucket: "example-site-switch",
  region: "eu-central-1",
  endpoint: "http://example-site-switch.s3.eu-central-1.amazonaws.com",
  keys: { hold: "hold", force: "force" },
  checks: {
    endpoint,
    hold: "11111111-2222-3333-4444-000000000002",
    force: ["11111111-2222-3333-4444-000000000003", "11111111-2222-3333-4444-000000000004"],
  },
} as const;

/** Two names, one that redirects, and a switch: every check applies to it. */
const fullSite: Site = {
  ...exampleSite,
  names: [...exampleSite.names, { name: "example.com", types: ["A"] }],
  switch: lever,
};

/** Since just now: the loop wrote none yet. */
const beating = (site: Site): Site => ({
  ...site,
  replication: { ...site.replication, heartbeat: { key: ".failover/heartbeat", every: minutes(1) } },
});

const planted: readonly Planted[] = [
  {
    check: "buckets",
    when: "the standby's bucket is in another region",
    says: ["www.example.com is in eu-north-1, not in eu-central-1"],
    plant: (setup) => {
      bucket(setup, standby).region = "eu-north-1";
    },
  },
  {
    check: "buckets",
    when: "there is no standby bucket",
    says: ["there is no bucket www.example.com"],
    plant: (setup) => void setup.buckets.delete(standby),
  },
  {
    check: "versioning",
    when: "versioning of the standby is suspended",
    says: ["versioning of www.example.com is suspended"],
    plant: (setup) => {
      bucket(setup, standby).versioning = "Suspended";
    },
  },
  {
    check: "object-lock",
    when: "only the primary has Object Lock",
    says: ["example-site-primary has Object Lock, and www.example.com has not"],
    plant: (setup) => {
      bucket(setup, primary).objectLock = true;
    },
  },
  {
    check: "lifecycle",
    when: "objects of the standby expire",
    says: ["rule tidy of www.example.com lets objects below old/ expire"],
    plant: (setup) => {
      bucket(setup, standby).lifecycle = [
        { ID: "tidy", Status: "Enabled", Filter: { Prefix: "old/" }, Expiration: { Days: 30 } },
      ];
    },
  },
  {
    check: "replication-rule",
    when: "the rule is disabled",
    says: ["the rule site-to-standby is disabled"],
    plant: (setup) => {
      ruleOf(setup).Status = "Disabled";
    },
  },
  {
    check: "replication-rule",
    when: "the rule has another name",
    says: ["example-site-primary has no rule site-to-standby; it has everything"],
    plant: (setup) => {
      ruleOf(setup).ID = "everything";
    },
  },
  {
    check: "replication-scope",
    when: "the rule covers a prefix",
    says: ["the rule covers keys below assets/, and sites.yml says all keys"],
    plant: (setup) => {
      ruleOf(setup).Filter = { Prefix: "assets/" };
    },
  },
  {
    check: "delete-markers",
    when: "delete marker replication is off",
    says: ["delete marker replication is off"],
    plant: (setup) => {
      ruleOf(setup).DeleteMarkerReplication = { Status: "Disabled" };
    },
  },
  {
    check: "replication-metrics",
    when: "metrics are off",
    says: ["metrics are off, so the replication alarms see nothing"],
    plant: (setup) => {
      destination(setup).Metrics = { Status: "Disabled" };
    },
  },
  {
    check: "replication-works",
    when: "an object failed to replicate",
    says: ["1 of 5 asked (5 listed) is FAILED: about/index.html"],
    plant: (_, { aws }) => {
      objectOf(aws, "about/index.html").replication = "FAILED";
    },
  },
  {
    check: "replication-works",
    when: "the metric counts failures",
    says: ["OperationsFailedReplication counted 7 in eu-west-1 in the last 24 h"],
    plant: (setup) => {
      setup.failedOperations = 7;
    },
  },
  {
    check: "heartbeat",
    when: "none was ever written",
    says: ["there is no .failover/heartbeat in www.example.com"],
    site: beating,
  },
  {
    check: "heartbeat",
    when: "the newest that arrived is half an hour old",
    says: ["the newest in www.example.com, number 41, is 30 min 1 s old"],
    site: beating,
    plant: (_, { aws, time }) => {
      const body = JSON.stringify({ count: 41, at: "2026-01-13T02:33:00.000Z" });
      aws.buckets.secondary.put(".failover/heartbeat", body, time.now);
    },
  },
  {
    check: "kms-replicated",
    when: "objects are encrypted with KMS and the rule leaves them out",
    says: ["1 of 5 objects asked are encrypted with KMS, and the rule leaves those out: assets/site.css"],
    plant: (setup) => void setup.kmsObjects.add("assets/site.css"),
  },
  {
    check: "storage-class",
    when: "replicas go to the archive",
    says: ["replicas are stored as DEEP_ARCHIVE"],
    plant: (setup) => {
      destination(setup).StorageClass = "DEEP_ARCHIVE";
    },
  },
  {
    check: "bucket-name",
    when: "the standby's bucket has another name",
    says: ["the bucket is named standby-copy, not www.example.com"],
    plant: (setup) => {
      setup.buckets.set("standby-copy", bucket(setup, standby));
      bucket(setup, "standby-copy").policy = anybodyReads(["standby-copy/*"]);
      destination(setup).Bucket = "arn:aws:s3:::standby-copy";
      for (const arn of exampleSite.replication.alarms)
        setup.alarms.get(arn)?.Dimensions?.splice(1, 1, { Name: "DestinationBucket", Value: "standby-copy" });
    },
    site: (site) => ({ ...site, secondary: { ...site.secondary, bucket: "standby-copy" } }),
  },
  {
    check: "further-names",
    when: "a further name has no bucket",
    says: ["there is no bucket named example.com"],
    plant: (setup) => void setup.buckets.delete("example.com"),
  },
  {
    check: "further-names",
    when: "a further name redirects to somebody else",
    says: ["the bucket example.com redirects to www.example.org, which is no name of the site"],
    plant: (setup) => {
      bucket(setup, "example.com").website = {
        RedirectAllRequestsTo: { HostName: "www.example.org" },
      };
    },
  },
  {
    check: "website",
    when: "the standby is no website",
    says: ["www.example.com has no website configuration"],
    plant: (setup) => void delete bucket(setup, standby).website,
  },
  {
    check: "website-equal",
    when: "the two sides have other error pages",
    says: ["the distribution answers what is missing with error.html, the standby with S3's own page"],
    plant: (setup) => {
      bucket(setup, standby).website = { IndexDocument: { Suffix: "index.html" } };
    },
  },
  {
    check: "website-equal",
    when: "only the primary's website has routing rules",
    says: ["the routing rules differ"],
    plant: (setup) => {
      bucket(setup, primary).website = {
        IndexDocument: { Suffix: "index.html" },
        ErrorDocument: { Key: "error.html" },
        RoutingRules: [{ Redirect: { ReplaceKeyWith: "about/" } }],
      };
    },
  },
  {
    check: "public-read",
    when: "there is no policy",
    says: ["no statement of its policy lets anybody read www.example.com"],
    plant: (setup) => void delete bucket(setup, standby).policy,
  },
  {
    check: "public-read",
    when: "the public access block restricts the bucket",
    says: [
      "RestrictPublicBuckets of www.example.com is on: anonymous visitors are refused whatever the policy says",
    ],
    plant: (setup) => {
      bucket(setup, standby).publicAccess = { RestrictPublicBuckets: true };
    },
  },
  {
    check: "public-read",
    when: "the policy wants TLS, as a website has none",
    says: ["its policy denies what doesn't come by TLS, and a website endpoint has only plain HTTP"],
    plant: (setup) => {
      const { Statement, ...policy } = anybodyReads([`${standby}/*`]);
      const deny = {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [`arn:aws:s3:::${standby}`, `arn:aws:s3:::${standby}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      };
      bucket(setup, standby).policy = { ...policy, Statement: [...Statement, deny] };
    },
  },
  {
    check: "kms-readable",
    when: "the standby encrypts with KMS",
    says: ["www.example.com encrypts with aws:kms by default"],
    plant: (setup) => {
      bucket(setup, standby).encryption = "aws:kms";
    },
  },
  {
    check: "requester-pays",
    when: "the requester pays",
    says: ["www.example.com is a requester-pays bucket"],
    plant: (setup) => {
      bucket(setup, standby).payer = "Requester";
    },
  },
  {
    check: "standby-serves",
    when: "the standby has no start page",
    says: [
      "http://www.example.com.s3-website.eu-central-1.amazonaws.com/ as www.example.com is answered 404",
      "http://www.example.com.s3-website.eu-central-1.amazonaws.com/ as example.com is answered 404",
    ],
    plant: (_, { aws, time }) => void aws.buckets.secondary.delete("index.html", time.now),
  },
  {
    check: "start-page-complete",
    when: "the standby lacks a stylesheet",
    says: ["/assets/gone.css is answered 404 there"],
    plant: (_, { aws, time }) => {
      const page = '<link rel="stylesheet" href="assets/gone.css"><script src="/assets/site.js"></script>';
      aws.buckets.secondary.put("index.html", page, time.now);
    },
  },
  {
    check: "https-standby",
    when: "the distribution sends visitors to HTTPS",
    says: ["the distribution sends visitors to HTTPS"],
    plant: (setup) => {
      behaviour(setup).ViewerProtocolPolicy = "redirect-to-https";
    },
  },
  {
    check: "certificates",
    when: "a certificate ends in a week",
    says: ["the primary's certificate for www.example.com ends 2026-01-20"],
    plant: (setup) =>
      void setup.certificates.set("www.example.com", {
        names: ["*.example.com"],
        validTo: new Date("2026-01-20T00:00:00Z"),
      }),
  },
  {
    check: "certificates",
    when: "a certificate leaves a name out",
    says: ["the primary's certificate is not for example.com, but for *.example.com"],
    plant: (setup) =>
      void setup.certificates.set("example.com", {
        names: ["*.example.com"],
        validTo: new Date("2027-01-20T00:00:00Z"),
      }),
  },
  {
    check: "distribution",
    when: "the distribution is gone",
    says: ["CloudFront has no distribution E1EXAMPLE12345"],
    plant: (setup) => void setup.distributions.delete(distribution),
  },
  {
    check: "distribution",
    when: "the distribution is disabled",
    says: ["E1EXAMPLE12345 is disabled"],
    plant: (setup) => {
      configOf(setup).Enabled = false;
    },
  },
  {
    check: "distribution-names",
    when: "a name is no alias",
    says: ["example.com is no alias of it"],
    plant: (setup) => {
      configOf(setup).Aliases = { Quantity: 1, Items: ["www.example.com"] };
    },
  },
  {
    check: "distribution-origin",
    when: "the distribution asks another bucket",
    says: ["its default behaviour asks old-site.s3.eu-west-1.amazonaws.com, not example-site-primary"],
    plant: (setup) => {
      configOf(setup).Origins = {
        Quantity: 1,
        Items: [{ Id: "site", DomainName: "old-site.s3.eu-west-1.amazonaws.com" }],
      };
    },
  },
  {
    check: "error-pages",
    when: "an outage is answered 200",
    says: ["it answers 200 where the origin fails with 503"],
    plant: (setup) =>
      addError(setup, { ErrorCode: 503, ResponsePagePath: "/sorry.html", ResponseCode: "200" }),
  },
  {
    check: "error-caching",
    when: "an outage is kept for an hour",
    says: ["it keeps errors 503 for 3600 s"],
    plant: (setup) => addError(setup, { ErrorCode: 503, ErrorCachingMinTTL: 3600 }),
  },
  {
    check: "ipv6",
    when: "the distribution has no IPv6",
    says: ["www.example.com has AAAA, and the distribution has no IPv6"],
    plant: (setup) => {
      configOf(setup).IsIPV6Enabled = false;
    },
  },
  {
    check: "health-check",
    when: "the health check is gone",
    says: [`Route 53 has no health check ${endpoint}`],
    plant: (setup) => void setup.healthChecks.delete(endpoint),
  },
  {
    check: "health-check",
    when: "the health check is disabled and inverted",
    says: [`${endpoint} is disabled`, `${endpoint} is inverted`],
    plant: (setup) => change(setup.healthChecks, endpoint, { Disabled: true, Inverted: true }),
  },
  {
    check: "health-check-host",
    when: "the health check asks the site's own name",
    says: ["it asks www.example.com, a name of the site itself"],
    plant: (setup) => change(setup.healthChecks, endpoint, { FullyQualifiedDomainName: "www.example.com" }),
  },
  {
    check: "health-check-path",
    when: "the health check asks for what is not there",
    says: ["it is answered 404"],
    plant: (setup) => change(setup.healthChecks, endpoint, { ResourcePath: "/private.html" }),
  },
  {
    check: "health-check-path",
    when: "the health check comes to CloudFront without SNI",
    says: ["it comes to d111111abcdef8.cloudfront.net by HTTPS without SNI, and CloudFront needs that"],
    plant: (setup) => change(setup.healthChecks, endpoint, { EnableSNI: false }),
  },
  {
    check: "health-check-pace",
    when: "the health check is slower than sites.yml says",
    says: ["its threshold is 5, and sites.yml says 3", "5 failures, 30 s apart, take 150 s"],
    plant: (setup) => change(setup.healthChecks, endpoint, { FailureThreshold: 5 }),
  },
  {
    check: "switch-check",
    when: "the calculated check needs two of four",
    says: ["its threshold is 2, not 3"],
    plant: (setup) => change(setup.healthChecks, calculated, { HealthThreshold: 2 }),
  },
  {
    check: "switch-probes",
    when: "a check of force is not inverted",
    says: ["the check 11111111-2222-3333-4444-000000000004 of force is not inverted"],
    plant: (setup) => change(setup.healthChecks, lever.checks.force[1], { Inverted: false }),
  },
  {
    check: "switch-bucket",
    when: "everything in the switch's bucket is public",
    says: ["more than hold and force of example-site-switch is public"],
    plant: (setup) => {
      bucket(setup, lever.bucket).policy = anybodyReads([`${lever.bucket}/*`]);
    },
  },
  {
    check: "switch-bucket",
    when: "force is private",
    says: ["no statement of its policy lets anybody read force of example-site-switch"],
    plant: (setup) => {
      bucket(setup, lever.bucket).policy = anybodyReads([`${lever.bucket}/hold`]);
    },
  },
  {
    check: "zone",
    when: "the zone is another domain's",
    says: ["www.example.com is not in the zone example.org", "example.com is not in the zone example.org"],
    plant: (setup) => {
      setup.zone.name = "example.org.";
    },
  },
  {
    check: "pairs",
    when: "a name has no SECONDARY",
    says: ["example.com A has no SECONDARY"],
    plant: (_, world) => dropSet(world, "example.com.", "A", "SECONDARY"),
  },
  {
    check: "pairs-ipv6",
    when: "an AAAA pair has no SECONDARY",
    says: ["www.example.com AAAA has no SECONDARY"],
    plant: (_, world) => dropSet(world, "www.example.com.", "AAAA", "SECONDARY"),
  },
  {
    check: "side-doors",
    when: "a name has AAAA that sites.yml does not list",
    says: ["www.example.com has AAAA record sets, which are not in sites.yml"],
    site: (site) => ({ ...site, names: site.names.map(({ name }) => ({ name, types: ["A"] })) }),
  },
  {
    check: "primary-health-check",
    when: "a PRIMARY has another health check",
    says: [`example.com A PRIMARY has the health check ${endpoint}, and sites.yml says ${calculated}`],
    plant: (_, world) => changeSet(world, "example.com.", "PRIMARY", { HealthCheckId: endpoint }),
  },
  {
    check: "primary-target",
    when: "a PRIMARY points elsewhere",
    says: ["example.com A PRIMARY points at d999.cloudfront.net, not at d111111abcdef8.cloudfront.net"],
    plant: (_, world) =>
      changeSet(world, "example.com.", "PRIMARY", {
        AliasTarget: {
          HostedZoneId: "Z2FDTNDATAQYW2",
          DNSName: "d999.cloudfront.net.",
          EvaluateTargetHealth: false,
        },
      }),
  },
  {
    check: "secondary-target",
    when: "a SECONDARY has the zone id of another region",
    says: ["example.com A SECONDARY has the zone id Z1BKCTXD74EZPE; that of eu-central-1 is Z21DNDUVLTQW6Q"],
    plant: (_, world) =>
      changeSet(world, "example.com.", "SECONDARY", {
        AliasTarget: {
          HostedZoneId: "Z1BKCTXD74EZPE",
          DNSName: "s3-website.eu-central-1.amazonaws.com.",
          EvaluateTargetHealth: false,
        },
      }),
  },
  {
    check: "ttl",
    when: "a record set is kept for an hour",
    says: ["example.com A PRIMARY has a TTL of 3600 s"],
    plant: (_, world) => changeSet(world, "example.com.", "PRIMARY", { TTL: 3600 }),
  },
  {
    check: "protections",
    when: "a record set is protected",
    says: ["example.com A is protected: ask the DNS team"],
    plant: (_, { aws }) => {
      const protection = { RecordName: "example.com", RecordType: "A", Comment: "ask the DNS team" } as const;
      aws.route53.answer(
        new CreateResourceRecordSetProtectionsCommand({
          HostedZoneId: exampleSite.hostedZone.id,
          Protections: [protection],
        }),
      );
    },
  },
  {
    check: "accelerated-recovery",
    when: "the zone is without",
    says: ["accelerated recovery of the zone is DISABLED"],
    plant: (setup) => {
      setup.zone.acceleratedRecovery = "DISABLED";
    },
  },
  {
    check: "drift",
    when: "somebody edited the record sets",
    says: ["example.com A PRIMARY has no health check"],
    plant: (_, world) => changeRecord(world, { drift: "example.com A PRIMARY has no health check" }),
  },
  {
    check: "replica",
    when: "the replica is stale",
    says: ["it is stale: 3 objects are missing"],
    plant: (_, world) =>
      changeRecord(world, { replica: { kind: "stale", because: "3 objects are missing" } }),
  },
  {
    check: "health-alarm",
    when: "the alarm watches another health check",
    says: [
      `arn:aws:cloudwatch:us-east-1:${account}:alarm:www.example.com-health watches HealthCheckId ${calculated}, not ${endpoint}`,
    ],
    plant: (setup) =>
      change(setup.alarms, exampleSite.healthCheck.alarms[0] ?? "", {
        Dimensions: [{ Name: "HealthCheckId", Value: calculated }],
      }),
  },
  {
    check: "replication-alarms",
    when: "sites.yml names none",
    says: ["sites.yml names no alarm on replication"],
    site: (site) => ({ ...site, replication: { ...site.replication, alarms: [] } }),
  },
  {
    check: "alarm-forwarding",
    when: "the rule in us-east-1 is disabled",
    says: [
      `the rule alarms-us-east-1 that would forward arn:aws:cloudwatch:us-east-1:${account}:alarm:www.example.com-health is disabled`,
    ],
    plant: (setup) => {
      for (const { rule } of setup.rules.get("us-east-1") ?? []) rule.State = "DISABLED";
    },
  },
  {
    check: "alarm-forwarding",
    when: "no rule at home hands the alarms over",
    says: [
      `no rule in eu-central-1 hands arn:aws:cloudwatch:us-east-1:${account}:alarm:www.example.com-health to a function`,
      `no rule in eu-central-1 hands arn:aws:cloudwatch:eu-central-1:${account}:alarm:www.example.com-replication to a function`,
    ],
    plant: (setup) => void setup.rules.delete("eu-central-1"),
  },
  {
    check: "people",
    when: "nobody confirmed a subscription",
    says: [
      `arn:aws:sns:eu-central-1:${account}:failover-notices has no confirmed subscription; 2 not confirmed yet`,
    ],
    plant: (setup) => {
      for (const topic of setup.topics.values()) Object.assign(topic, { confirmed: 0, pending: 2 });
    },
  },
  {
    check: "alarm-canary",
    when: "the canary has been silent for a quarter of an hour, and the loop runs",
    says: ["the last canary is of 15 min 1 s ago, 2026-01-13T02:48:00Z"],
    plant: (_, { aws, time }) => {
      const old = before(time.now, minutes(15));
      aws.journal.put("canary/arrived.json", JSON.stringify({ changedAt: old, arrivedAt: old }), old);
    },
  },
  {
    check: "journal",
    when: "the journal is not versioned",
    says: ["versioning of example-failover-journal is off"],
    plant: (setup) => void delete bucket(setup, "example-failover-journal").versioning,
  },
  {
    check: "loop",
    when: "the loop stopped a quarter of an hour ago",
    says: ["it last did 15 min 4 s ago, 2026-01-13T03:02:57Z"],
    later: minutes(15),
  },
  {
    check: "armed",
    when: "the site is in shadow",
    says: ["it is in shadow, and green since 2026-01-13T03:00:57Z"],
    site: (site) => ({ ...site, policy: { ...site.policy, shadow: { greenFor: minutes(10) } } }),
  },
  {
    check: "live-drill",
    when: "a site is declared for drills, and was never moved",
    says: ["www.example.com was never moved by a live drill"],
    site: (site) => ({ ...site, drill: true, drilledWithin: minutes(60) }),
  },
  {
    check: "shared-lever",
    when: "another site has the same health check",
    says: [`the health check ${calculated} is www.example.org's too`],
    others: [
      {
        ...exampleSite,
        name: "www.example.org",
        names: [{ name: "www.example.org", types: ["A"] }],
        primary: { ...exampleSite.primary, bucket: "example-org" },
        secondary: { ...exampleSite.secondary, bucket: "www.example.org" },
      },
    ],
  },
];

describe("a planted fault is found by its check, and by no other:", () => {
  test.each(planted)("$check, when $when", async ({ check, says, plant, site, later, others = [] }) => {
    const written = site?.(fullSite) ?? fullSite;
    const world = await calmWorld(written.policy.shadow === null ? fullSite : written);
    plant?.(world.aws.setup, world);
    const readiness = await readinessIn(world, { site: written, others, later });
    expect(idsOf(readiness, "finding")).toEqual([check]);
    const verdict = readiness.checked.find((one) => one.check.id === check)?.verdict;
    expect(verdict).toMatchObject({ kind: "finding", facts: says });
  });
});

test("a fault is planted for every check of the table", () => {
  const missing = checks.map(({ id }) => id).filter((id) => !planted.some(({ check }) => check === id));
  expect(missing).toEqual([]);
});

function bucket(setup: Setup, name: string) {
  const found = setup.buckets.get(name);
  if (found === undefined) throw new Error(`the set-up has no bucket ${name}`);
  return found;
}

function ruleOf(setup: Setup) {
  const rule = bucket(setup, primary).replication?.[0];
  if (rule === undefined) throw new Error("the set-up has no replication rule");
  return rule;
}

function destination(setup: Setup) {
  const { Destination } = ruleOf(setup);
  if (Destination === undefined) throw new Error("the rule has no destination");
  return Destination;
}

function configOf(setup: Setup) {
  const found = setup.distributions.get(distribution);
  if (found === undefined) throw new Error("the set-up has no distribution");
  return found.config;
}

function behaviour(setup: Setup) {
  const { DefaultCacheBehavior } = configOf(setup);
  if (DefaultCacheBehavior === undefined) throw new Error("the distribution has no behaviour");
  return DefaultCacheBehavior;
}

function addError(setup: Setup, error: { ErrorCode: number } & Record<string, string | number>): void {
  const items = configOf(setup).CustomErrorResponses?.Items ?? [];
  configOf(setup).CustomErrorResponses = { Quantity: items.length + 1, Items: [...items, error] };
}

function change<T extends object>(map: Map<string, T>, key: string, fields: Partial<T>): void {
  const found = map.get(key);
  if (found === undefined) throw new Error(`the set-up has no ${key}`);
  map.set(key, { ...found, ...fields });
}

function objectOf(aws: World["aws"], key: string) {
  const found = aws.buckets.primary.current(key);
  if (found === null) throw new Error(`there is no ${key}`);
  return found;
}

type RecordSets = World["aws"]["route53"]["zone"];

function dropSet({ aws }: World, name: string, type: string, role: string): void {
  const kept = aws.route53.zone.filter(
    ({ Name, Type, Failover }) => Name !== name || Type !== type || Failover !== role,
  );
  aws.route53.zone = kept;
}

function changeSet({ aws }: World, name: string, role: string, fields: Partial<RecordSets[number]>): void {
  aws.route53.zone = aws.route53.zone.map((set) =>
    set.Name === name && set.Failover === role ? { ...set, ...fields } : set,
  );
}

/** As if the loop had written it so. */
function changeRecord({ aws, time }: World, fields: object): void {
  const key = "sites/www.example.com/record.json";
  const record: object = JSON.parse(aws.journal.current(key)?.body ?? "");
  aws.journal.put(key, JSON.stringify({ ...record, ...fields }), time.now);
}
