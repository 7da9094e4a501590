import {
  ChangeResourceRecordSetsCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
} from "@aws-sdk/client-route-53";
import { PutBucketVersioningCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Emulator, startEmulator } from "./world/emulator.ts";
import { type ProvisionedPlace, provisionedPlace } from "./world/provisionedPlace.ts";

/** `npx failover adopt` on a site that is there: the example's, made by provisioning, and then forgotten. */
let emulator: Emulator;
let place: ProvisionedPlace;
let made: string;
beforeAll(async () => {
  emulator = await startEmulator();
  place = await provisionedPlace(emulator);
  made = await place.text();
});
afterAll(async () => {
  await place?.stop();
  await emulator?.stop();
});

test("the entry that is found names what was made", async () => {
  const before = place.site();
  await place.remove();
  const said = await place.failover("adopt", "www.example.com", "--write");
  expect(said, said.note + said.out).toMatchObject({ code: 0, note: "" });
  expect(said.out).toContain("Every stack is there");
  const after = place.site();
  for (const key of ["names", "hostedZone", "healthCheck", "switch", "replication"] as const)
    expect(after, key).toMatchObject({ [key]: before && key in before ? before[key as never] : "missing" });
  expect(after).toMatchObject({
    primary: { bucket: "example-site-primary", region: "eu-central-1" },
    secondary: { bucket: "www.example.com", region: "eu-west-1", target: { kind: "s3-website" } },
  });
});

test("what the site's own resources lack is said with the exact command, and nothing is changed", async () => {
  await place.edit(() => made);
  const route53 = new Route53Client(emulator.clientConfig("us-east-1"));
  const records = async () =>
    (await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: place.hostedZoneId })))
      .ResourceRecordSets;
  const secondary = (await records())?.find(
    ({ Name, Type, Failover }) => Name === "example.com." && Type === "AAAA" && Failover === "SECONDARY",
  );
  const Changes = [{ Action: "DELETE" as const, ResourceRecordSet: secondary }];
  await route53.send(
    new ChangeResourceRecordSetsCommand({ HostedZoneId: place.hostedZoneId, ChangeBatch: { Changes } }),
  );
  await new S3Client(emulator.clientConfig("eu-west-1")).send(
    new PutBucketVersioningCommand({
      Bucket: "www.example.com",
      VersioningConfiguration: { Status: "Suspended" },
    }),
  );
  const standing = await records();
  const said = await place.failover("adopt", "www.example.com", "--json");
  expect(said.code).toBe(4);
  const { gaps, entry } = JSON.parse(said.out);
  expect(entry.isWritten).toBe(true);
  expect(gaps.map(({ what }: { what: string }) => what)).toEqual([
    "the bucket www.example.com is not versioned, and S3 replicates only between versioned buckets",
    "example.com AAAA: there is no SECONDARY, so it never fails over",
  ]);
  expect(gaps[1].command).toContain('"Action":"CREATE"');
  expect(gaps[1].command).not.toContain('"Action":"DELETE"');
  expect(await records()).toEqual(standing);
  expect(await place.text()).toBe(made);
});

test("a host of no zone here is said, without a trace", async () => {
  const said = await place.failover("adopt", "www.example.org");
  expect(said).toMatchObject({ code: 2, out: "" });
  expect(said.note).toContain("no public hosted zone of this account has www.example.org");
});
