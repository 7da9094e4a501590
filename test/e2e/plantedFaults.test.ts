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
import { loadSites } from "../../shared/config/load.ts";
import type { Site } from "../../shared/model/site.ts";
import { type Emulator, startEmulator } from "./world/emulator.ts";
import { type ProvisionedPlace, placeToProvision } from "./world/provisionedPlace.ts";

/**
 * A site that somebody else set up, with seven things wrong: the example's own ground, its stacks forgotten as far as
 * sites.yml goes, each fault planted by the API. Adopt reads it, and readiness names all seven and nothing else.
 */
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

test("a sound site, adopted, has nothing wrong with its ground", async () => {
  await place.remove();
  await place.failover("adopt", "www.example.com", "--write");
  expect(await found()).toEqual([]);
});

test("adopted with seven planted faults, readiness names all seven and nothing else", async () => {
  await plant(siteIn());
  await place.remove();
  const adopted = await place.failover("adopt", "www.example.com", "--write");
  expect(adopted, adopted.note).toMatchObject({ code: 4, note: "" });
  expect(await found()).toEqual([
    "delete-markers",
    "further-names",
    "pairs-ipv6",
    "primary-health-check",
    "public-read",
    "replication-metrics",
    "switch-check",
  ]);
});

const siteIn = (): Site => {
  const loaded = loadSites(place.file);
  if (loaded.kind === "invalid" || loaded.sites[0] === undefined) throw new Error(JSON.stringify(loaded));
  return loaded.sites[0];
};

/** Not of the ground: what no emulator serves, and what only the deployed service and people make. */
const notOfTheGround = ["standby-serves", "people", "loop", "alarm-forwarding"];

async function found(): Promise<readonly string[]> {
  const said = await place.failover("check", "--json", "--severity", "hurts");
  const [{ checks }] = JSON.parse(said.out) as [{ checks: { id: string; kind: string }[] }];
  return checks
    .filter(({ id, kind }) => kind === "finding" && !notOfTheGround.includes(id))
    .map(({ id }) => id)
    .sort();
}

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
