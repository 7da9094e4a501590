import type { FoundHealthCheck, FoundReplication, SiteReader } from "../../../infra/adopt/ports.ts";
import type { RecordSet } from "../../../shared/model/recordSet.ts";

/** A site as AWS would tell of it; each test takes something away. */
export interface Site {
  records: RecordSet[];
  buckets: Record<string, string>;
  versioned: Set<string>;
  websites: Set<string>;
  public: Set<string>;
  replication: FoundReplication | null;
  checks: FoundHealthCheck[];
  alarms: Record<string, string[]>;
}

const alias = (DNSName: string, HostedZoneId: string) => ({
  DNSName,
  HostedZoneId,
  EvaluateTargetHealth: false,
});
export const toCloudFront = alias("d111111abcdef8.cloudfront.net.", "Z2FDTNDATAQYW2");
const toWebsite = () => alias("s3-website-eu-west-1.amazonaws.com.", "Z1BKCTXD74EZPE");
export const checkId = "11111111-2222-3333-4444-555555555555";

const pair = (Name: string): RecordSet[] => [
  {
    Name,
    Type: "A",
    SetIdentifier: "one",
    Failover: "PRIMARY",
    HealthCheckId: checkId,
    AliasTarget: toCloudFront,
  },
  { Name, Type: "A", SetIdentifier: "two", Failover: "SECONDARY", AliasTarget: toWebsite() },
];

export const aWholeSite = (): Site => ({
  records: [...pair("www.example.com."), ...pair("example.com.")],
  buckets: { "site-a": "eu-central-1", "www.example.com": "eu-west-1", "example.com": "eu-west-1" },
  versioned: new Set(["site-a", "www.example.com"]),
  websites: new Set(["www.example.com", "example.com"]),
  public: new Set(["www.example.com"]),
  replication: {
    role: "arn:aws:iam::111122223333:role/copy",
    rules: [
      {
        ID: "copy",
        Status: "Enabled",
        Filter: { Prefix: "" },
        DeleteMarkerReplication: { Status: "Enabled" },
        Destination: { Bucket: "arn:aws:s3:::www.example.com", Metrics: { Status: "Enabled" } },
      },
    ],
  },
  checks: [
    {
      id: checkId,
      type: "HTTP",
      host: "site-a.s3.eu-central-1.amazonaws.com",
      path: "/health.txt",
      interval: 30,
      threshold: 3,
      inverted: false,
      children: [],
    },
  ],
  alarms: {
    [`us-east-1 ${checkId}`]: ["arn:aws:cloudwatch:us-east-1:111122223333:alarm:health"],
    "eu-west-1 site-a": ["arn:aws:cloudwatch:eu-west-1:111122223333:alarm:latency"],
  },
});

export const readerOf = (site: Site): SiteReader => ({
  zoneOf: async (host) => (host.endsWith("example.com") ? "Z0EXAMPLE1ZONE" : null),
  aliases: async () => site.records,
  distribution: async (domainName) => ({
    id: "E1EXAMPLE12345",
    domainName,
    origin: "site-a.s3.eu-central-1.amazonaws.com",
  }),
  healthCheck: async (id) => site.checks.find((check) => check.id === id) ?? null,
  bucketRegion: async (bucket) => site.buckets[bucket] ?? null,
  versioned: async ({ bucket }) => site.versioned.has(bucket),
  replication: async () => site.replication,
  hasWebsite: async ({ bucket }) => site.websites.has(bucket),
  policy: async ({ bucket }) => (site.public.has(bucket) ? "{}" : null),
  eventsTopic: async () => null,
  alarms: async (region, _, __, value) => site.alarms[`${region} ${value}`] ?? [],
});
