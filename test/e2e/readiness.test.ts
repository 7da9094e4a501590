import { CloudWatchClient, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import {
  ChangeResourceRecordSetsCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
  UpdateHealthCheckCommand,
} from "@aws-sdk/client-route-53";
import {
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutBucketWebsiteCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadSites } from "../../shared/config/load.ts";
import type { Site } from "../../shared/model/site.ts";
import { type Emulator, startEmulator } from "./world/emulator.ts";
import { type ProvisionedPlace, placeToProvision } from "./world/provisionedPlace.ts";

/** `npx failover check` on the example's site, made by provisioning, with nothing deployed beside it yet. */
let emulator: Emulator;
let place: ProvisionedPlace;
beforeAll(async () => {
  emulator = await startEmulator();
  place = await placeToProvision(emulator);
  const said = await place.failover("provision", "--yes");
  if (said.code !== 0) throw new Error(said.note);
});
afterAll(async () => {
  await place?.stop();
  await emulator?.stop();
});

/** MiniStack serves no website endpoint, so its name leads nowhere; and no function is there to hand alarms to. */
const beforeDeploying = ["standby-serves", "alarm-forwarding"];
/** Its CloudFront serves nothing; it has neither protections nor accelerated recovery. */
const notInMiniStack = ["certificates", "health-check-path", "protections", "accelerated-recovery"];
const ofTheService = ["drift", "people", "journal", "loop", "armed", "replica"];

test("a provisioned site is ready, but for what the emulator lacks and what deploying brings", async () => {
  const { code, findings, unknown, asked } = await check();
  expect(code).toBe(4);
  expect(findings).toEqual(beforeDeploying);
  expect(unknown.toSorted()).toEqual([...notInMiniStack, ...ofTheService].toSorted());
  expect(asked).toBeGreaterThan(50);
});

test("seven faults are planted, and those seven are found, and nothing else", async () => {
  const site = siteIn();
  await spoilBuckets(site);
  await spoilRoute53(site);
  await new CloudWatchClient(emulator.clientConfig("us-east-1")).send(
    new PutMetricAlarmCommand({
      AlarmName: "www.example.com-health",
      Namespace: "AWS/Route53",
      MetricName: "HealthCheckStatus",
      Dimensions: [{ Name: "HealthCheckId", Value: "00000000-0000-0000-0000-000000000000" }],
      Statistic: "Minimum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: "LessThanThreshold",
    }),
  );
  const { findings } = await check();
  expect(findings.filter((id) => !beforeDeploying.includes(id))).toEqual([
    "versioning",
    "further-names",
    "public-read",
    "health-check",
    "switch-bucket",
    "pairs-ipv6",
    "health-alarm",
  ]);
});

async function check() {
  const said = await place.failover("check", "--json");
  const [{ checks }]: [{ checks: { id: string; kind: string }[] }] = JSON.parse(said.out);
  const of = (kind: string) => checks.filter((one) => one.kind === kind).map(({ id }) => id);
  return { code: said.code, findings: of("finding"), unknown: of("unknown"), asked: checks.length };
}

function siteIn(): Site {
  const loaded = loadSites(place.file);
  const site = loaded.kind === "ok" ? loaded.sites[0] : undefined;
  if (site === undefined) throw new Error("provisioning left no site");
  return site;
}

async function spoilBuckets({ secondary, switch: lever }: Site): Promise<void> {
  const s3 = new S3Client(emulator.clientConfig(secondary.region));
  const Bucket = secondary.bucket;
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Suspended" } }));
  const PublicAccessBlockConfiguration = { RestrictPublicBuckets: true };
  await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  const elsewhere = { RedirectAllRequestsTo: { HostName: "www.example.org" } };
  await s3.send(new PutBucketWebsiteCommand({ Bucket: "example.com", WebsiteConfiguration: elsewhere }));
  const all = `arn:aws:s3:::${lever?.bucket}/*`;
  const Statement = [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: all }];
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  await s3.send(new PutBucketPolicyCommand({ Bucket: lever?.bucket, Policy }));
}

async function spoilRoute53({ switch: lever }: Site): Promise<void> {
  const route53 = new Route53Client(emulator.clientConfig("us-east-1"));
  await route53.send(new UpdateHealthCheckCommand({ HealthCheckId: lever?.checks.endpoint, Disabled: true }));
  const HostedZoneId = place.hostedZoneId;
  const { ResourceRecordSets } = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId }));
  const ResourceRecordSet = ResourceRecordSets?.find(
    ({ Name, Type, Failover }) => Name === "example.com." && Type === "AAAA" && Failover === "SECONDARY",
  );
  const Changes = [{ Action: "DELETE" as const, ResourceRecordSet }];
  await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }));
}
