import { CloudFrontClient, CreateDistributionCommand } from "@aws-sdk/client-cloudfront";
import { CloudWatchClient, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { Route53Client } from "@aws-sdk/client-route-53";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type DataPlane, startDataPlane } from "./dataPlane.ts";
import { accountId, type Emulator } from "./emulator.ts";
import { driveHealthAlarms } from "./healthAlarm.ts";
import { type BucketPlace, type Replication, replicate } from "./replication.ts";
import { type Sides, startSides } from "./sides.ts";
import { prepareSwitch, type SwitchGround } from "./switchGround.ts";
import { type Visitor, visitor } from "./visitor.ts";
import { aliasZoneIds, changeRecordSets, createHealthCheck, createZone, failoverAlias } from "./zoneSetup.ts";

export const standbyRegion = "eu-west-1";
const primaryRegion = "eu-central-1";
const website = { dnsName: "s3-website-eu-west-1.amazonaws.com", zoneId: aliasZoneIds.s3WebsiteEuWest1 };

export interface SiteOptions {
  readonly withSwitch: boolean;
  /** Further keys of the site's entry in sites.yml, one a line. */
  readonly furtherKeys?: readonly string[];
  readonly withHeartbeat?: boolean;
  /** Where a test waits for a resolver to forget: shorter than Route 53's minute. */
  readonly aliasTtlSeconds?: number;
}

/** One site as a user has it before the control plane comes: `www.DOMAIN`, and `DOMAIN` itself with an A record only. */
export interface SiteGround {
  readonly name: string;
  readonly domain: string;
  readonly primaryPlace: BucketPlace;
  readonly standbyPlace: BucketPlace;
  readonly sides: Sides;
  readonly dataPlane: DataPlane;
  readonly replication: Replication;
  readonly visitor: Visitor;
  readonly url: string;
  readonly hostedZoneId: string;
  /** Of the PRIMARY record sets: with a switch, the calculated one. */
  readonly healthCheckId: string;
  /** Of the check that probes the primary, which the alarm watches. */
  readonly endpointCheckId: string;
  readonly switch: SwitchGround | null;
  readonly alarmArn: string;
  readonly distribution: Distribution;
  readonly furtherKeys: readonly string[];
  readonly withHeartbeat: boolean;
  /** Writes the index page to the primary. */
  publish(page: string): Promise<void>;
  stop(): Promise<void>;
}

interface Distribution {
  readonly id: string;
  readonly domainName: string;
}

export async function prepareSite(
  emulator: Emulator,
  domain: string,
  { withSwitch, furtherKeys = [], withHeartbeat = false, aliasTtlSeconds }: SiteOptions,
): Promise<SiteGround> {
  const name = `www.${domain}`;
  const primaryPlace = { bucket: `${domain.replaceAll(".", "-")}-primary`, region: primaryRegion };
  const standbyPlace = { bucket: name, region: standbyRegion };
  const primaryHost = `${primaryPlace.bucket}.s3.${primaryRegion}.amazonaws.com`;
  const route53 = new Route53Client(emulator.clientConfig("us-east-1"));
  const replication = await replicate({ emulator, from: primaryPlace, to: standbyPlace });
  const publish = (page: string): Promise<void> => publishPage(emulator, primaryPlace, page);
  await publish("<h1>release 1</h1>");
  const sides = await startSides({ emulator, primary: primaryPlace, secondary: standbyPlace });
  const distribution = await createDistribution(emulator, name, primaryHost);
  const switchPlace = { bucket: `${domain.replaceAll(".", "-")}-switch`, region: standbyRegion };
  const switched = withSwitch ? await prepareSwitch(emulator, route53, switchPlace) : null;
  const zone = await createSiteZone(route53, domain, switched, {
    cloudFrontName: distribution.domainName,
    primaryHost,
    port: sides.port,
  });
  const dataPlane = await startDataPlane({
    route53,
    hostedZoneId: zone.hostedZoneId,
    aliasTtlSeconds,
    targets: {
      [distribution.domainName]: { a: "127.0.0.2", aaaa: "::ffff:7f00:2" },
      [primaryHost]: { a: "127.0.0.2" },
      [website.dnsName]: { a: "127.0.0.3" },
      ...(switched === null ? {} : { [switched.host]: { a: switched.address } }),
    },
  });
  return {
    name,
    domain,
    primaryPlace,
    standbyPlace,
    sides,
    dataPlane,
    replication,
    visitor: visitor({ dnsPort: dataPlane.port }),
    url: `http://${name}:${sides.port}/`,
    ...zone,
    switch: switched,
    alarmArn: await createHealthAlarm(emulator, name, dataPlane, zone.endpointCheckId),
    distribution,
    furtherKeys,
    withHeartbeat,
    publish,
    stop: async () => {
      await dataPlane.stop();
      await sides.stop();
      await switched?.stop();
    },
  };
}

async function publishPage(emulator: Emulator, { bucket, region }: BucketPlace, page: string): Promise<void> {
  const s3 = new S3Client(emulator.clientConfig(region));
  const pages = { "index.html": page, "404.html": "<h1>not here</h1>" };
  for (const [Key, Body] of Object.entries(pages))
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType: "text/html" }));
}

async function createDistribution(
  emulator: Emulator,
  name: string,
  originHost: string,
): Promise<Distribution> {
  const cloudFront = new CloudFrontClient(emulator.clientConfig("us-east-1"));
  const DistributionConfig = {
    CallerReference: name,
    Comment: "",
    Enabled: true,
    Aliases: { Quantity: 1, Items: [name] },
    Origins: {
      Quantity: 1,
      Items: [{ Id: "primary", DomainName: originHost, S3OriginConfig: { OriginAccessIdentity: "" } }],
    },
    DefaultCacheBehavior: { TargetOriginId: "primary", ViewerProtocolPolicy: "allow-all" as const },
  };
  const { Distribution } = await cloudFront.send(new CreateDistributionCommand({ DistributionConfig }));
  return { id: Distribution?.Id ?? "", domainName: Distribution?.DomainName ?? "" };
}

async function createSiteZone(
  route53: Route53Client,
  domain: string,
  switched: SwitchGround | null,
  primary: { readonly cloudFrontName: string; readonly primaryHost: string; readonly port: number },
) {
  const hostedZoneId = await createZone(route53, domain);
  const endpointCheckId = await createHealthCheck(route53, {
    Type: "HTTP",
    FullyQualifiedDomainName: primary.primaryHost,
    Port: primary.port,
    ResourcePath: "/",
    RequestInterval: 10,
    FailureThreshold: 3,
  });
  const healthCheckId = (await switched?.calculated(endpointCheckId)) ?? endpointCheckId;
  const cloudFront = { dnsName: primary.cloudFrontName, zoneId: aliasZoneIds.cloudfront };
  const pairs = (
    [
      [`www.${domain}`, "A"],
      [`www.${domain}`, "AAAA"],
      [domain, "A"],
    ] as const
  ).flatMap(([name, type]) => [
    failoverAlias({ name, type, role: "PRIMARY", target: cloudFront, healthCheckId }),
    failoverAlias({ name, type, role: "SECONDARY", target: website }),
  ]);
  await changeRecordSets(route53, hostedZoneId, "CREATE", pairs);
  return { hostedZoneId, healthCheckId, endpointCheckId };
}

/** Resolves to the alarm's ARN; from now on it follows the health check. */
async function createHealthAlarm(
  emulator: Emulator,
  site: string,
  dataPlane: DataPlane,
  healthCheckId: string,
): Promise<string> {
  const alarmName = `${site}-health`;
  const cloudWatch = new CloudWatchClient(emulator.clientConfig("us-east-1"));
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName: alarmName,
      Namespace: "AWS/Route53",
      MetricName: "HealthCheckStatus",
      Dimensions: [{ Name: "HealthCheckId", Value: healthCheckId }],
      Statistic: "Minimum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: "LessThanThreshold",
    }),
  );
  driveHealthAlarms(dataPlane, cloudWatch, { [healthCheckId]: alarmName });
  return `arn:aws:cloudwatch:us-east-1:${accountId}:alarm:${alarmName}`;
}

/** The site's entry in sites.yml as a user writes it, with spans short enough to be waited for. */
export function sitesEntry(site: SiteGround): string {
  const { name, domain, distribution, sides, dataPlane, primaryPlace, standbyPlace } = site;
  return `
  ${name}:
    names:
      - ${name}
      - { name: ${domain}, types: [A] }
    hostedZone: { id: ${site.hostedZoneId}, nameServers: ["127.0.0.1:${dataPlane.port}"] }
    primary:
      region: ${primaryPlace.region}
      bucket: ${primaryPlace.bucket}
      target: { kind: cloudfront, distributionId: ${distribution.id}, domainName: ${distribution.domainName} }
      probes: [{ url: "http://127.0.0.2:${sides.port}/", host: ${name}, timeout: 1s }]
    secondary:
      region: ${standbyPlace.region}
      bucket: ${standbyPlace.bucket}
      buckets: [${domain}]
      target: { kind: s3-website }
      probes: [{ url: "http://127.0.0.3:${sides.port}/", host: ${name}, timeout: 1s }]
    visitor: { scheme: http, port: ${sides.port}, timeout: 1s }
    healthCheck: { id: ${site.healthCheckId}, interval: 10s, threshold: 3, alarms: ["${site.alarmArn}"] }${switchEntry(site)}${site.furtherKeys.map((line) => `\n    ${line}`).join("")}
    replication: { ruleId: site-to-standby, window: 1s, compareEvery: 1s${site.withHeartbeat ? ", heartbeat: { every: 1m }" : ""} }
    policy:
      stale: { when: hold }
      failback: { mode: verified, stableFor: 3s }
      cooldown: 1s
      flipRate: { max: 100, within: 1h }
      shadow: false
`;
}

function switchEntry({ switch: switched, endpointCheckId }: SiteGround): string {
  if (switched === null) return "";
  const { place, endpoint, checks } = switched;
  return `
    switch:
      bucket: ${place.bucket}
      endpoint: ${endpoint}
      checks: { endpoint: ${endpointCheckId}, hold: ${checks.hold}, force: [${checks.force.join(", ")}] }`;
}
