import {
  ChangeResourceRecordSetsCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
  UpdateHealthCheckCommand,
} from "@aws-sdk/client-route-53";
import {
  DeleteBucketPolicyCommand,
  DeleteBucketWebsiteCommand,
  GetBucketReplicationCommand,
  PutBucketReplicationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Site } from "../../shared/model/site.ts";
import { adoptAnew } from "./world/adoptAnew.ts";
import { handToFunction } from "./world/byHand/watching.ts";
import { type Emulator, startEmulator } from "./world/emulator.ts";
import type { ProvisionedPlace } from "./world/provisionedPlace.ts";
import { notDeployed, notServed, readinessFound } from "./world/readinessFound.ts";
import { type ServedPlace, servedPlace } from "./world/servedPlace.ts";

/**
 * A site that somebody else set up, with seven things wrong: the example's own ground, its stacks forgotten as far as
 * sites.yml goes, each fault planted by the API. Adopt reads it, and readiness names all seven and nothing else.
 */
let emulator: Emulator;
let served: ServedPlace;
let place: ProvisionedPlace;
beforeAll(async () => {
  emulator = await startEmulator();
  served = await servedPlace(emulator);
  place = served.place;
  await handToFunction(emulator);
});
afterAll(async () => {
  await served?.stop();
  await emulator?.stop();
});

test("a sound site, adopted, has nothing wrong with its ground", async () => {
  await adoptAnew(place, served.web);
  const { findings, unknown, asked } = await readinessFound(place);
  expect(findings).toEqual([]);
  expect(unknown).toEqual({ ...notServed, ...notDeployed });
  expect(asked).toBe(57);
});

test("adopted with seven planted faults, readiness names all seven and nothing else", async () => {
  await plant(place.site());
  expect(await adoptAnew(place, served.web)).toMatchObject({ code: 4 });
  const { findings, unknown } = await readinessFound(place);
  expect(findings).toEqual([
    "delete-markers",
    "further-names",
    "pairs-ipv6",
    "primary-health-check",
    "public-read",
    "replication-metrics",
    "switch-check",
  ]);
  expect(unknown).toEqual({ ...notServed, ...notDeployed });
});

async function plant(site: Site): Promise<void> {
  const s3 = (region: string) => new S3Client(emulator.clientConfig(region));
  const standby = s3("eu-west-1");
  const Bucket = "www.example.com";
  await standby.send(new DeleteBucketPolicyCommand({ Bucket }));
  await standby.send(new DeleteBucketWebsiteCommand({ Bucket: "example.com" }));
  await withoutDeleteMarkersAndMetrics(s3("eu-central-1"), "example-site-primary");
  const route53 = new Route53Client(emulator.clientConfig("us-east-1"));
  await changeRecords(route53);
  await route53.send(new UpdateHealthCheckCommand({ HealthCheckId: site.healthCheck.id, Disabled: true }));
}

async function withoutDeleteMarkersAndMetrics(s3: S3Client, Bucket: string): Promise<void> {
  const { ReplicationConfiguration } = await s3.send(new GetBucketReplicationCommand({ Bucket }));
  const Rules = (ReplicationConfiguration?.Rules ?? []).map((rule) => ({
    ...rule,
    DeleteMarkerReplication: { Status: "Disabled" as const },
    Destination: { Bucket: rule.Destination?.Bucket },
  }));
  await s3.send(
    new PutBucketReplicationCommand({
      Bucket,
      ReplicationConfiguration: { Role: ReplicationConfiguration?.Role, Rules },
    }),
  );
}

/** One AAAA pair loses its SECONDARY, one A pair its health check. */
async function changeRecords(route53: Route53Client): Promise<void> {
  const HostedZoneId = place.hostedZoneId;
  const { ResourceRecordSets = [] } = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId }));
  const find = (type: string, role: string) => {
    const set = ResourceRecordSets.find(
      ({ Name, Type, Failover }) => Name === "example.com." && Type === type && Failover === role,
    );
    if (set === undefined) throw new Error(`there is no ${role} ${type}`);
    return set;
  };
  const { HealthCheckId: _, ...unchecked } = find("A", "PRIMARY");
  const Changes = [
    { Action: "DELETE" as const, ResourceRecordSet: find("AAAA", "SECONDARY") },
    { Action: "DELETE" as const, ResourceRecordSet: find("A", "PRIMARY") },
    { Action: "CREATE" as const, ResourceRecordSet: unchecked },
  ];
  await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }));
}
