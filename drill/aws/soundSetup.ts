import type { DistributionConfig } from "@aws-sdk/client-cloudfront";
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { HealthCheckConfig } from "@aws-sdk/client-route-53";
import type { Site } from "../../shared/model/site.ts";
import { journalBucketName, topicArn } from "./provisioned.ts";
import type { BucketSetup, Setup } from "./setup.ts";

const account = "111122223333";

/** Everything as the README asks for it, for a site whose primary is CloudFront. */
export const soundSetup = (site: Site): Setup => ({
  buckets: new Map(bucketsOf(site)),
  zone: { name: zoneName(site), isPrivate: false, acceleratedRecovery: "ENABLED" },
  healthChecks: new Map(healthChecksOf(site)),
  distributions: new Map(distributionsOf(site)),
  alarms: new Map(
    [...site.healthCheck.alarms, ...site.replication.alarms].map((arn) => [arn, alarm(site, arn)]),
  ),
  rules: new Map(rulesOf(site)),
  topics: new Map([[site.notices.topicArn ?? topicArn(site), { confirmed: 1, pending: 0 }]]),
  certificates: new Map(
    site.names.map(({ name }) => [name, { names: [name], validTo: new Date("2027-01-13T00:00:00Z") }]),
  ),
  kmsObjects: new Set(),
  failedOperations: 0,
  denied: new Set(),
});

function bucketsOf(site: Site): [string, BucketSetup][] {
  const { primary, secondary, replication } = site;
  const isWebsite = secondary.target.kind === "s3-website";
  const rule = {
    ID: replication.ruleId,
    Status: "Enabled" as const,
    Filter: { Prefix: replication.prefix },
    DeleteMarkerReplication: { Status: "Enabled" as const },
    Destination: { Bucket: `arn:aws:s3:::${secondary.bucket}`, Metrics: { Status: "Enabled" as const } },
  };
  const website = { IndexDocument: { Suffix: "index.html" }, ErrorDocument: { Key: "error.html" } };
  const further = site.names.map(({ name }) => name).filter((name) => isWebsite && name !== secondary.bucket);
  return [
    [primary.bucket, { region: primary.region, versioning: "Enabled", replication: [rule] }],
    [
      secondary.bucket,
      {
        region: secondary.region,
        versioning: "Enabled",
        ...(isWebsite && { website, policy: anybodyReads([`${secondary.bucket}/*`]) }),
      },
    ],
    ...further.map((name): [string, BucketSetup] => [
      name,
      { region: secondary.region, website: { RedirectAllRequestsTo: { HostName: site.name } } },
    ]),
    [
      journalBucketName,
      { region: secondary.region, versioning: "Enabled", publicAccess: { RestrictPublicBuckets: true } },
    ],
    ...switchBucket(site),
  ];
}

function switchBucket({ switch: lever }: Site): [string, BucketSetup][] {
  if (lever === null) return [];
  const objects = [lever.keys.hold, lever.keys.force].map((key) => `${lever.bucket}/${key}`);
  return [[lever.bucket, { region: lever.region, versioning: "Enabled", policy: anybodyReads(objects) }]];
}

export const anybodyReads = (objects: readonly string[]) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: objects.map((object) => `arn:aws:s3:::${object}`),
    },
  ],
});

/** The zone of the shortest name's domain: of www.example.com, example.com. */
const zoneName = ({ name }: Site): string => `${name.split(".").slice(-2).join(".")}.`;

function healthChecksOf(site: Site): [string, HealthCheckConfig][] {
  const { healthCheck, primary, switch: lever } = site;
  const url = new URL(primary.probes[0]?.url ?? `https://${primary.target.domainName}/`);
  const pace = { RequestInterval: healthCheck.interval / 1000, FailureThreshold: healthCheck.threshold };
  const endpoint: HealthCheckConfig = {
    Type: url.protocol === "https:" ? "HTTPS" : "HTTP",
    FullyQualifiedDomainName: url.hostname,
    ResourcePath: url.pathname,
    EnableSNI: url.protocol === "https:",
    ...pace,
  };
  if (lever === null) return [[healthCheck.id, endpoint]];
  const object = (key: string, Inverted: boolean): HealthCheckConfig => ({
    Type: "HTTP",
    FullyQualifiedDomainName: `${lever.bucket}.s3.${lever.region}.amazonaws.com`,
    ResourcePath: `/${key}`,
    Inverted,
    ...pace,
  });
  const { checks, keys } = lever;
  return [
    [
      healthCheck.id,
      {
        Type: "CALCULATED",
        HealthThreshold: 3,
        ChildHealthChecks: [checks.endpoint, checks.hold, ...checks.force],
      },
    ],
    [checks.endpoint, endpoint],
    [checks.hold, object(keys.hold, false)],
    ...checks.force.map((id): [string, HealthCheckConfig] => [id, object(keys.force, true)]),
  ];
}

function distributionsOf({
  primary,
  names,
}: Site): [string, { status: string; config: DistributionConfig }][] {
  if (primary.target.kind !== "cloudfront") return [];
  const aliases = names.map(({ name }) => name);
  const DomainName = `${primary.bucket}.s3.${primary.region}.amazonaws.com`;
  const config: DistributionConfig = {
    CallerReference: "drill",
    Comment: "",
    Enabled: true,
    IsIPV6Enabled: true,
    DefaultRootObject: "index.html",
    Aliases: { Quantity: aliases.length, Items: aliases },
    Origins: { Quantity: 1, Items: [{ Id: "site", DomainName }] },
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "allow-all" },
    CustomErrorResponses: {
      Quantity: 1,
      Items: [
        { ErrorCode: 404, ResponsePagePath: "/error.html", ResponseCode: "404", ErrorCachingMinTTL: 10 },
      ],
    },
  };
  return [[primary.target.distributionId, { status: "Deployed", config }]];
}

function alarm(site: Site, arn: string): MetricAlarm {
  const { healthCheck, primary, secondary, replication } = site;
  if (healthCheck.alarms.includes(arn))
    return {
      Namespace: "AWS/Route53",
      MetricName: "HealthCheckStatus",
      Dimensions: [{ Name: "HealthCheckId", Value: site.switch?.checks.endpoint ?? healthCheck.id }],
    };
  return {
    Namespace: "AWS/S3",
    MetricName: "ReplicationLatency",
    Dimensions: [
      { Name: "SourceBucket", Value: primary.bucket },
      { Name: "DestinationBucket", Value: secondary.bucket },
      { Name: "RuleId", Value: replication.ruleId },
    ],
  };
}

/** Away from home the alarms are forwarded, at home they are handed to a function. */
function rulesOf(site: Site): Setup["rules"] extends Map<infer K, infer V> ? [K, V][] : never {
  const home = site.secondary.region;
  const arns = [...site.healthCheck.alarms, ...site.replication.alarms];
  const regions = new Set([...arns.map((arn) => arn.split(":")[3] ?? ""), home]);
  return [...regions].map((region) => {
    const resources = region === home ? arns : arns.filter((arn) => arn.split(":")[3] === region);
    const EventPattern = JSON.stringify({
      source: ["aws.cloudwatch"],
      "detail-type": ["CloudWatch Alarm State Change"],
      resources,
    });
    const target =
      region === home
        ? { Id: "loop", Arn: `arn:aws:lambda:${home}:${account}:function:failover-healthAlarm` }
        : {
            Id: "standby",
            Arn: `arn:aws:events:${home}:${account}:event-bus/default`,
            RoleArn: `arn:aws:iam::${account}:role/forward`,
          };
    return [
      region,
      [{ rule: { Name: `alarms-${region}`, State: "ENABLED", EventPattern }, targets: [target] }],
    ];
  });
}
