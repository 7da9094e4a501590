import {
  GetHealthCheckCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
} from "@aws-sdk/client-route-53";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadSites } from "../../shared/config/load.ts";
import { deploy } from "./world/deploy.ts";
import { type Emulator, startEmulator } from "./world/emulator.ts";
import { eventually } from "./world/eventually.ts";
import { type Moto, startMoto } from "./world/moto.ts";
import { type ProvisionedPlace, placeToProvision } from "./world/provisionedPlace.ts";

/** `npx failover provision`, as a person runs it, on an account with nothing in it but the hosted zone. */
describe("on MiniStack", () => {
  let emulator: Emulator;
  let place: ProvisionedPlace;
  beforeAll(async () => {
    emulator = await startEmulator();
    place = await placeToProvision(emulator);
  });
  afterAll(async () => {
    await place?.stop();
    await emulator?.stop();
  });

  test("before, every other command tells to provision", async () => {
    const said = await place.failover("status");
    expect(said.code).toBe(2);
    expect(said.note).toContain("is not provisioned yet");
    expect(said.note).toContain("npx failover provision");
  });

  test("a dry run shows what would be made, and makes nothing", async () => {
    const said = await place.failover("provision", "--dry-run");
    expect(said).toMatchObject({ code: 0 });
    expect(said.out).toMatch(/switch-bucket www\.example\.com +eu-west-1 +new/);
    expect(said.out).toContain("Nothing was changed.");
    expect((await place.failover("provision", "--dry-run")).out).toBe(said.out);
  });

  test("the example site is made from nothing; its ids stand in sites.yml, and all else there is as it was", async () => {
    const before = await place.text();
    const said = await place.failover("provision", "--yes");
    expect(said, said.note).toMatchObject({ code: 0 });
    expect(said.out).toContain("Done.");
    const after = await place.text();
    expect(after.match(/#.*$/gm)).toEqual(before.match(/#.*$/gm));
    // Two alarms stand where one placeholder stood.
    expect(after.split("\n")).toHaveLength(before.split("\n").length + 1);
    expect(place.site().replication.alarms.map((arn) => arn.split(":")[3])).toEqual([
      "eu-west-1",
      "eu-central-1",
    ]);
  });

  test("the second time changes nothing, and says so", async () => {
    const before = await place.text();
    const said = await place.failover("provision", "--yes");
    expect(said).toEqual({ code: 0, out: "Everything is as sites.yml says. Nothing was changed.", note: "" });
    expect(await place.text()).toBe(before);
  });

  test("what is published on the primary reaches the standby", async () => {
    const of = { Key: "index.html", Body: "<h1>it is there</h1>" };
    await new S3Client(emulator.clientConfig("eu-central-1")).send(
      new PutObjectCommand({ Bucket: "example-site-primary", ...of }),
    );
    const standby = new S3Client(emulator.clientConfig("eu-west-1"));
    const copy = () => standby.send(new GetObjectCommand({ Bucket: "www.example.com", Key: of.Key }));
    await eventually(copy, { withinMs: 5000, everyMs: 50 });
    expect(await (await copy()).Body?.transformToString()).toBe(of.Body);
  });

  test("the records are whole pairs on the check of the switch", async () => {
    const route53 = new Route53Client(emulator.clientConfig("us-east-1"));
    const { HealthCheck } = await route53.send(
      new GetHealthCheckCommand({ HealthCheckId: place.site().healthCheck.id }),
    );
    const children = place.site().switch?.checks;
    expect(HealthCheck?.HealthCheckConfig).toMatchObject({
      Type: "CALCULATED",
      HealthThreshold: 3,
      ChildHealthChecks: [children?.endpoint, children?.hold, ...(children?.force ?? [])],
    });
    const listed = await route53.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: place.hostedZoneId }),
    );
    const pairs = (listed.ResourceRecordSets ?? [])
      .filter(({ Failover }) => Failover !== undefined)
      .map(({ Name, Type, Failover, HealthCheckId }) => [Name, Type, Failover, HealthCheckId !== undefined]);
    expect(pairs).toHaveLength(8);
    expect(pairs).toContainEqual(["example.com.", "AAAA", "SECONDARY", false]);
    expect(pairs.filter(([, , role, hasCheck]) => (role === "PRIMARY") !== hasCheck)).toEqual([]);
  });

  test("the service is deployed with the sites.yml that was written, and answers for the site", async () => {
    await deploy({ emulator, region: "eu-west-1", stage: "prod", sitesFile: place.file });
    const said = await place.failover("status", "--json");
    expect(said, said.note).toMatchObject({ code: 0 });
    expect(JSON.parse(said.out)).toMatchObject({ ok: true, site: "www.example.com" });
  });

  test("a bucket that would be made anew is refused, and named", async () => {
    const before = await place.text();
    await place.edit((text) => text.replace("bucket: example-site-switch", "bucket: another-site-switch"));
    const said = await place.failover("provision", "--yes");
    expect(said.code).toBe(3);
    expect(said.out).toContain("--allow switch-bucket/Bucket");
    await place.edit(() => before);
    expect((await place.failover("provision", "--yes")).code).toBe(0);
  });
});

describe("a standby with HTTPS, on MiniStack", () => {
  let emulator: Emulator;
  let place: ProvisionedPlace;
  beforeAll(async () => {
    emulator = await startEmulator();
    place = await placeToProvision(emulator);
    await place.edit((text) =>
      text
        .replace(/^ {6}- name: example\.com\n.*\n/m, "")
        .replace(
          "kind: s3-website",
          "{ kind: alias, domainName: provision.execute-api.eu-west-1.amazonaws.com, hostedZoneId: provision }",
        )
        .replace(/target:\n +\{/, "target: {")
        .replace(/^ *buckets: .*\n/m, "")
        .replace(
          /- http:\/\/www\.example\.com\.s3-website.*/,
          "- https://provision.execute-api.eu-west-1.amazonaws.com/",
        ),
    );
  });
  afterAll(async () => {
    await place?.stop();
    await emulator?.stop();
  });

  test("the records point at the API Gateway domain that was made, and sites.yml names it in both places", async () => {
    const said = await place.failover("provision", "--yes");
    expect(said, said.note).toMatchObject({ code: 0 });
    const loaded = loadSites(place.file);
    const target = loaded.kind === "ok" ? loaded.sites[0]?.secondary.target : undefined;
    expect(target).toMatchObject({
      kind: "alias",
      domainName: expect.stringContaining(".execute-api.eu-west-1."),
    });
    expect(loaded).toMatchObject({
      sites: [{ secondary: { probes: [{ url: `https://${target?.domainName}/` }] } }],
    });
    const route53 = new Route53Client(emulator.clientConfig("us-east-1"));
    const { ResourceRecordSets = [] } = await route53.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: place.hostedZoneId }),
    );
    const secondaries = ResourceRecordSets.filter(({ Failover }) => Failover === "SECONDARY");
    expect(secondaries.map(({ AliasTarget }) => AliasTarget?.DNSName?.replace(/\.$/, ""))).toEqual([
      target?.domainName,
      target?.domainName,
    ]);
    expect((await place.failover("provision", "--yes")).out).toContain("Nothing was changed");
  });
});

/**
 * moto's CloudFormation knows fewer kinds of resource, so here the distribution is somebody's, and no alarms are wanted.
 * Bucket and topic policies it passes over.
 */
describe("on moto, with a distribution that was there before", () => {
  let moto: Moto;
  let place: ProvisionedPlace;
  beforeAll(async () => {
    moto = await startMoto();
    place = await placeToProvision(moto);
    await place.edit((text) =>
      text
        .replace("distributionId: provision", "distributionId: E1EXAMPLE12345")
        .replaceAll("provision.cloudfront.net", "d111111abcdef8.cloudfront.net")
        .replaceAll(/^ *alarms:\n *- provision\n/gm, ""),
    );
  });
  afterAll(async () => {
    await place?.stop();
    await moto?.stop();
  });

  test("the rest is made, and the distribution left alone", async () => {
    const said = await place.failover("provision", "--yes");
    expect(said, said.note).toMatchObject({ code: 0 });
    expect(said.note).toMatch(/edge www\.example\.com .*left alone: sites\.yml names E1EXAMPLE12345/);
    expect(said.note).not.toContain("alarm-forwarding us-east-1: done");
    expect(loadSites(place.file)).toMatchObject({ kind: "ok" });
  });

  test("the second time changes nothing, and says so", async () => {
    const said = await place.failover("provision", "--yes");
    expect(said.out).toBe("Everything is as sites.yml says. Nothing was changed.");
    expect(said.code).toBe(0);
  });
});
