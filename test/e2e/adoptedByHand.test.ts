import {
  CloudFrontClient,
  GetDistributionConfigCommand,
  UpdateDistributionCommand,
} from "@aws-sdk/client-cloudfront";
import { DisableRuleCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { Route53Client, UpdateHealthCheckCommand } from "@aws-sdk/client-route-53";
import {
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adoptAnew } from "./world/adoptAnew.ts";
import { standby } from "./world/byHand/example.ts";
import { type SiteByHand, siteByHand } from "./world/byHand/siteByHand.ts";
import { forwardingRule } from "./world/byHand/watching.ts";
import { type Moto, startMoto } from "./world/moto.ts";
import { type ProvisionedPlace, placeToProvision } from "./world/provisionedPlace.ts";
import { notDeployed, notServed, readinessFound } from "./world/readinessFound.ts";
import { changeRecordSets, failoverAlias } from "./world/zoneSetup.ts";

/**
 * A site that no stack of ours made, on moto: set up by hand, adopted, and asked whether it is ready. Its website, its
 * distribution and its bucket's own host are served by this world. moto runs functions in Docker: no service is there.
 */
let moto: Moto;
let place: ProvisionedPlace;
let site: SiteByHand;
beforeAll(async () => {
  moto = await startMoto();
  place = await placeToProvision(moto);
  site = await siteByHand(moto, place.hostedZoneId);
});
afterAll(async () => {
  await site?.web.stop();
  await place?.stop();
  await moto?.stop();
});

test("a sound site, adopted, has nothing wrong with its ground; what moto lacks is unknown, and says why", async () => {
  await adoptAnew(place, site.web);
  const { findings, unknown, asked } = await readinessFound(place);
  expect(findings).toEqual([]);
  expect(unknown).toEqual({ ...notServed, ...notDeployed });
  expect(asked).toBe(57);
});

test("adopted with seven planted faults, readiness names all seven and nothing else", async () => {
  await spoilStandby();
  await spoilDistribution();
  await spoilRoute53();
  await new EventBridgeClient(moto.clientConfig("us-east-1")).send(
    new DisableRuleCommand({ Name: forwardingRule }),
  );
  await adoptAnew(place, site.web);
  const { code, findings, unknown } = await readinessFound(place);
  expect(findings).toEqual([
    "alarm-forwarding",
    "distribution-names",
    "health-check-pace",
    "ipv6",
    "kms-readable",
    "lifecycle",
    "secondary-target",
  ]);
  expect(code).toBe(4);
  expect(unknown).toEqual({ ...notServed, ...notDeployed });
});

async function spoilStandby(): Promise<void> {
  const s3 = new S3Client(moto.clientConfig(standby.region));
  const Bucket = standby.bucket;
  const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: "aws:kms" as const };
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault }] },
    }),
  );
  const Rules = [
    { ID: "tidy", Status: "Enabled" as const, Filter: { Prefix: "" }, Expiration: { Days: 30 } },
  ];
  await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
}

/** One name is no alias any more, and IPv6 is off. */
async function spoilDistribution(): Promise<void> {
  const cloudFront = new CloudFrontClient(moto.clientConfig("us-east-1"));
  const { id: Id } = site.distribution;
  const { DistributionConfig, ETag } = await cloudFront.send(new GetDistributionConfigCommand({ Id }));
  if (DistributionConfig === undefined) throw new Error(`there is no distribution ${Id}`);
  const spoilt = { Aliases: { Quantity: 1, Items: ["www.example.com"] }, IsIPV6Enabled: false };
  await cloudFront.send(
    new UpdateDistributionCommand({
      Id,
      IfMatch: ETag,
      DistributionConfig: { ...DistributionConfig, ...spoilt },
    }),
  );
}

/** The probe gives up late, and one SECONDARY has the zone id of another region. */
async function spoilRoute53(): Promise<void> {
  const route53 = new Route53Client(moto.clientConfig("us-east-1"));
  const HealthCheckId = site.checks.endpoint;
  await route53.send(new UpdateHealthCheckCommand({ HealthCheckId, FailureThreshold: 5 }));
  const target = { dnsName: "s3-website-eu-west-1.amazonaws.com", zoneId: "Z21DNDUVLTQW6Q" };
  const secondary = failoverAlias({ name: "example.com", type: "A", role: "SECONDARY", target });
  await changeRecordSets(route53, place.hostedZoneId, "UPSERT", [secondary]);
}
