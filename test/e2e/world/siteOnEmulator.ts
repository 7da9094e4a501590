import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from "@aws-sdk/client-cloudformation";
import { CloudFrontClient, CreateDistributionCommand } from "@aws-sdk/client-cloudfront";
import { CloudWatchClient, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { Route53Client } from "@aws-sdk/client-route-53";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { ListTopicsCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { type DataPlane, startDataPlane } from "./dataPlane.ts";
import { deploy } from "./deploy.ts";
import { accountId, type Emulator, startEmulator } from "./emulator.ts";
import { eventually } from "./eventually.ts";
import { driveHealthAlarms } from "./healthAlarm.ts";
import { type Invocation, invoke } from "./invoke.ts";
import { projectRoot } from "./projectRoot.ts";
import { createQueue, type Queue } from "./queue.ts";
import { type BucketPlace, type Replication, replicate } from "./replication.ts";
import { type Sides, startSides } from "./sides.ts";
import { type Visitor, visitor } from "./visitor.ts";
import { aliasZoneIds, changeRecordSets, createHealthCheck, createZone, failoverAlias } from "./zoneSetup.ts";

export const siteName = "www.example.test";
const stage = "e2e";
const standbyRegion = "eu-west-1";
const primaryPlace: BucketPlace = { bucket: "www-primary", region: "eu-central-1" };
const standbyPlace: BucketPlace = { bucket: siteName, region: standbyRegion };
const primaryHost = "www-primary.s3.eu-central-1.amazonaws.com";
const website = { dnsName: "s3-website-eu-west-1.amazonaws.com", zoneId: aliasZoneIds.s3WebsiteEuWest1 };
const alarmName = `${siteName}-health`;
export const alarmArn = `arn:aws:cloudwatch:us-east-1:${accountId}:alarm:${alarmName}`;

/** A whole site with its control plane deployed to the emulator as a user deploys it, and a visitor who looks at it. */
export interface SiteOnEmulator {
  readonly emulator: Emulator;
  readonly sides: Sides;
  readonly dataPlane: DataPlane;
  readonly replication: Replication;
  readonly visitor: Visitor;
  readonly url: string;
  readonly hostedZoneId: string;
  readonly healthCheckId: string;
  /** Everything that was told: the machine-readable notices. */
  readonly notices: Queue;
  publish(page: string): Promise<void>;
  call(functionName: string, payload: unknown): Promise<Invocation>;
  stop(): Promise<void>;
}

export async function startSite(): Promise<SiteOnEmulator> {
  const emulator = await startEmulator();
  const route53 = new Route53Client(emulator.clientConfig("us-east-1"));
  const replication = await replicate({ emulator, from: primaryPlace, to: standbyPlace });
  const publish = (page: string): Promise<void> => publishPage(emulator, page);
  await publish("<h1>release 1</h1>");
  const sides = await startSides({ emulator, primary: primaryPlace, secondary: standbyPlace });
  const distribution = await createDistribution(emulator);
  const zone = await createSiteZone(route53, distribution.domainName, sides.port);
  const dataPlane = await startDataPlane({
    route53,
    hostedZoneId: zone.hostedZoneId,
    targets: {
      [distribution.domainName]: { a: "127.0.0.2", aaaa: "::ffff:7f00:2" },
      [primaryHost]: { a: "127.0.0.2" },
      [website.dnsName]: { a: "127.0.0.3" },
    },
  });
  await createHealthAlarm(emulator, dataPlane, zone.healthCheckId);
  await forwardAlarms(emulator);
  await deploySites(
    emulator,
    sitesYaml({ ...zone, distribution, dnsPort: dataPlane.port, webPort: sides.port }),
  );
  const lambda = new LambdaClient(emulator.clientConfig(standbyRegion));
  return {
    emulator,
    sides,
    dataPlane,
    replication,
    visitor: visitor({ dnsPort: dataPlane.port }),
    url: `http://${siteName}:${sides.port}/`,
    ...zone,
    notices: await subscribeQueue(emulator),
    publish,
    call: (name, payload) => invoke(lambda, `static-site-failover-${stage}-${name}`, payload),
    stop: async () => {
      await dataPlane.stop();
      await sides.stop();
      await emulator.stop();
    },
  };
}

async function publishPage(emulator: Emulator, page: string): Promise<void> {
  const s3 = new S3Client(emulator.clientConfig(primaryPlace.region));
  const pages = { "index.html": page, "404.html": "<h1>not here</h1>" };
  for (const [Key, Body] of Object.entries(pages))
    await s3.send(new PutObjectCommand({ Bucket: primaryPlace.bucket, Key, Body, ContentType: "text/html" }));
}

interface Distribution {
  readonly id: string;
  readonly domainName: string;
}

async function createDistribution(emulator: Emulator): Promise<Distribution> {
  const cloudFront = new CloudFrontClient(emulator.clientConfig("us-east-1"));
  const DistributionConfig = {
    CallerReference: siteName,
    Comment: "",
    Enabled: true,
    Aliases: { Quantity: 1, Items: [siteName] },
    Origins: {
      Quantity: 1,
      Items: [{ Id: "primary", DomainName: primaryHost, S3OriginConfig: { OriginAccessIdentity: "" } }],
    },
    DefaultCacheBehavior: { TargetOriginId: "primary", ViewerProtocolPolicy: "allow-all" as const },
  };
  const { Distribution } = await cloudFront.send(new CreateDistributionCommand({ DistributionConfig }));
  return { id: Distribution?.Id ?? "", domainName: Distribution?.DomainName ?? "" };
}

async function createSiteZone(route53: Route53Client, cloudFrontName: string, Port: number) {
  const hostedZoneId = await createZone(route53, "example.test");
  const healthCheckId = await createHealthCheck(route53, {
    Type: "HTTP",
    FullyQualifiedDomainName: primaryHost,
    Port,
    ResourcePath: "/",
    RequestInterval: 10,
    FailureThreshold: 3,
  });
  const cloudFront = { dnsName: cloudFrontName, zoneId: aliasZoneIds.cloudfront };
  const pairs = (
    [
      [siteName, "A"],
      [siteName, "AAAA"],
      ["example.test", "A"],
    ] as const
  ).flatMap(([name, type]) => [
    failoverAlias({ name, type, role: "PRIMARY", target: cloudFront, healthCheckId }),
    failoverAlias({ name, type, role: "SECONDARY", target: website }),
  ]);
  await changeRecordSets(route53, hostedZoneId, "CREATE", pairs);
  return { hostedZoneId, healthCheckId };
}

async function createHealthAlarm(
  emulator: Emulator,
  dataPlane: DataPlane,
  healthCheckId: string,
): Promise<void> {
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
}

/** The project's own template, in us-east-1, where alone the alarm can be. */
async function forwardAlarms(emulator: Emulator): Promise<void> {
  const cloudFormation = new CloudFormationClient(emulator.clientConfig("us-east-1"));
  const StackName = "static-site-failover-alarms";
  await cloudFormation.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: await readFile(join(projectRoot, "infra/templates/alarm-forwarding.yml"), "utf8"),
      Capabilities: ["CAPABILITY_IAM"],
      Parameters: [
        { ParameterKey: "StandbyRegion", ParameterValue: standbyRegion },
        { ParameterKey: "AlarmArns", ParameterValue: alarmArn },
      ],
    }),
  );
  await eventually(
    async () => {
      const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
      if (Stacks[0]?.StackStatus === "CREATE_COMPLETE") return;
      const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
      const reasons = StackEvents.map(({ ResourceStatusReason }) => ResourceStatusReason).filter(Boolean);
      throw new Error(`the stack is ${Stacks[0]?.StackStatus}: ${reasons.join("; ")}`);
    },
    { withinMs: 20_000, everyMs: 300 },
  );
}

async function deploySites(emulator: Emulator, sites: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "failover-sites-"));
  try {
    const sitesFile = join(folder, "sites.yml");
    await writeFile(sitesFile, sites);
    await deploy({ emulator, region: standbyRegion, stage, sitesFile });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function subscribeQueue(emulator: Emulator): Promise<Queue> {
  const sns = new SNSClient(emulator.clientConfig(standbyRegion));
  const queue = await createQueue(emulator, standbyRegion, "notices");
  const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
  for (const { TopicArn } of Topics)
    await sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: "sqs",
        Endpoint: queue.arn,
        Attributes: { RawMessageDelivery: "true" },
      }),
    );
  return queue;
}

/** What a user writes, with spans short enough to be waited for. */
function sitesYaml(of: {
  readonly hostedZoneId: string;
  readonly healthCheckId: string;
  readonly distribution: Distribution;
  readonly dnsPort: number;
  readonly webPort: number;
}): string {
  return `
sites:
  ${siteName}:
    names:
      - ${siteName}
      - { name: example.test, types: [A] }
    hostedZone: { id: ${of.hostedZoneId}, nameServers: ["127.0.0.1:${of.dnsPort}"] }
    primary:
      region: ${primaryPlace.region}
      bucket: ${primaryPlace.bucket}
      target: { kind: cloudfront, distributionId: ${of.distribution.id}, domainName: ${of.distribution.domainName} }
      probes: [{ url: "http://127.0.0.2:${of.webPort}/", host: ${siteName}, timeout: 1s }]
    secondary:
      region: ${standbyPlace.region}
      bucket: ${standbyPlace.bucket}
      buckets: [example.test]
      target: { kind: s3-website }
      probes: [{ url: "http://127.0.0.3:${of.webPort}/", host: ${siteName}, timeout: 1s }]
    visitor: { scheme: http, port: ${of.webPort}, timeout: 1s }
    healthCheck: { id: ${of.healthCheckId}, interval: 10s, threshold: 3, alarms: ["${alarmArn}"] }
    replication: { ruleId: site-to-standby, window: 1s, compareEvery: 1s }
    policy:
      stale: { when: hold }
      failback: { mode: verified, stableFor: 3s }
      cooldown: 1s
      flipRate: { max: 100, within: 1h }
      shadow: false
`;
}
