import { Resolver } from "node:dns/promises";
import { once } from "node:events";
import { connect } from "node:net";
import { type HealthCheckConfig, Route53Client, UpdateHealthCheckCommand } from "@aws-sdk/client-route-53";
import { DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { streamDecode, streamEncode } from "dns-packet";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type DataPlane, startDataPlane } from "./world/dataPlane.ts";
import { type Emulator, startEmulator } from "./world/emulator.ts";
import { eventually } from "./world/eventually.ts";
import type { HealthChange } from "./world/healthChecks.ts";
import { type BucketPlace, type Replication, replicate } from "./world/replication.ts";
import { type Sides, startSides } from "./world/sides.ts";
import { type Visitor, visitor } from "./world/visitor.ts";
import {
  aliasZoneIds,
  changeRecordSets,
  createHealthCheck,
  createZone,
  type FailoverAlias,
  failoverAlias,
} from "./world/zoneSetup.ts";

const inPrimary: BucketPlace = { bucket: "www-primary", region: "eu-central-1" };
const inStandby: BucketPlace = { bucket: "www.example.test", region: "eu-west-1" };
const distribution = { dnsName: "d111111abcdef8.cloudfront.net", zoneId: aliasZoneIds.cloudfront };
const website = { dnsName: "s3-website-eu-west-1.amazonaws.com", zoneId: aliasZoneIds.s3WebsiteEuWest1 };
const primaryHost = "www-primary.s3.eu-central-1.amazonaws.com";
const secondaryHost = "www.example.test.s3-website-eu-west-1.amazonaws.com";
const soon = { withinMs: 5000, everyMs: 50 };

let emulator: Emulator;
let route53: Route53Client;
let zoneId: string;
let replication: Replication;
let sides: Sides;
let dataPlane: DataPlane;
let anna: Visitor;
let site: string;
const changes: HealthChange[] = [];

beforeAll(async () => {
  emulator = await startEmulator();
  route53 = new Route53Client(emulator.clientConfig("us-east-1"));
  replication = await replicate({ emulator, from: inPrimary, to: inStandby });
  await publish("<h1>release 1</h1>");
  sides = await startSides({ emulator, primary: inPrimary, secondary: inStandby });
  site = `http://www.example.test:${sides.port}`;
  zoneId = await createZone(route53, "example.test");
  const primaryCheck = await watch({ FullyQualifiedDomainName: primaryHost, ResourcePath: "/" });
  const secondaryCheck = await watch({ FullyQualifiedDomainName: secondaryHost, ResourcePath: "/" });
  await place(
    { ...primaryA("www"), healthCheckId: primaryCheck },
    { ...primaryA("www"), type: "AAAA", healthCheckId: primaryCheck },
    { ...secondaryA("www"), healthCheckId: secondaryCheck },
  );
  const primary = { a: "127.0.0.2", aaaa: "::ffff:7f00:2" };
  dataPlane = await startDataPlane({
    route53,
    hostedZoneId: zoneId,
    targets: {
      [distribution.dnsName]: primary,
      [primaryHost]: primary,
      [website.dnsName]: { a: "127.0.0.3" },
      [secondaryHost]: { a: "127.0.0.3" },
    },
    refreshEveryMs: 100,
    probeEveryMs: 50,
    probeTimeoutMs: 300,
  });
  dataPlane.onChange((each) => changes.push(each));
  anna = visitor({ dnsPort: dataPlane.port });
});

afterAll(async () => {
  await dataPlane?.stop();
  await sides?.stop();
  await emulator?.stop();
});

describe("a visitor", () => {
  afterEach(async () => {
    await sides.primary.mend();
    await sides.secondary.mend();
    await eventually(async () => expect(await where()).toBe("primary"), soon);
  });

  it("gets the site from the primary, as CloudFront serves it", async () => {
    const visit = await anna.visit(`${site}/`);
    expect(visit).toMatchObject({ address: "127.0.0.2", status: 200, body: "<h1>release 1</h1>" });
    expect(visit.headers["via"]).toMatch(/^1\.1 [0-9a-f]+\.cloudfront\.net \(CloudFront\)$/);
    expect(visit.headers["content-type"]).toBe("text/html");
    expect(await anna.visit(`${site}/missing`)).toMatchObject({ status: 404, body: "<h1>not here</h1>" });
  });

  it.each(["refuse", "error", "hang"] as const)(
    "gets it from the secondary when the primary's is broken: %s",
    async (how) => {
      await sides.primary.break(how);
      await eventually(async () => expect(await where()).toBe("secondary"), soon);
      const visit = await anna.visit(`${site}/`);
      expect(visit).toMatchObject({ address: "127.0.0.3", status: 200, body: "<h1>release 1</h1>" });
      expect(visit.headers["x-amz-request-id"]).toBeDefined();
      expect(changes.at(-1)).toMatchObject({ healthy: false, because: expect.stringContaining("Failure") });
    },
  );

  it("is sent to the primary when both are down, as the last resort", async () => {
    await sides.primary.break("refuse");
    await eventually(async () => expect(await where()).toBe("secondary"), soon);
    await sides.secondary.break("error");
    await eventually(async () => expect(await where()).toBe("primary"), soon);
    await expect(anna.visit(`${site}/`)).rejects.toThrow("ECONNREFUSED");
  });

  it("stays on the failed primary with IPv6 when only the primary has an AAAA record", async () => {
    expect((await anna.visit(`${site}/`, 6)).status).toBe(200);
    await sides.primary.break("error");
    await eventually(async () => expect(await where()).toBe("secondary"), soon);
    expect((await anna.visit(`${site}/`, 6)).status).toBe(503);
  });

  it("gets another page than the site's while a side serves the wrong text", async () => {
    await sides.primary.break("wrongText");
    expect(await anna.visit(`${site}/`)).toMatchObject({
      status: 200,
      body: expect.stringContaining("Coming soon"),
    });
  });

  it("gets the old release from the secondary while replication is stopped", async () => {
    await replication.stop();
    await publish("<h1>release 2</h1>");
    expect((await anna.visit(`${site}/`)).body).toBe("<h1>release 2</h1>");
    await sides.primary.break("refuse");
    await eventually(async () => expect(await where()).toBe("secondary"), soon);
    expect((await anna.visit(`${site}/`)).body).toBe("<h1>release 1</h1>");
    expect(await replication.resume()).toBe(2);
    expect((await anna.visit(`${site}/`)).body).toBe("<h1>release 2</h1>");
  });
});

describe("the name server", () => {
  it("tells a name that isn't there from a type that isn't there, and knows its own zone", async () => {
    const resolver = new Resolver();
    resolver.setServers([`127.0.0.1:${dataPlane.port}`]);
    await expect(resolver.resolve4("nobody.example.test")).rejects.toMatchObject({ code: "ENOTFOUND" });
    await expect(resolver.resolveMx("www.example.test")).rejects.toMatchObject({ code: "ENODATA" });
    await expect(resolver.resolve4("www.example.org")).rejects.toMatchObject({ code: "EREFUSED" });
    expect(await resolver.resolveNs("example.test")).toContain("ns-1.awsdns-1.com");
    expect((await resolver.resolveSoa("example.test")).minttl).toBe(86400);
    expect(await resolver.resolve4("www.example.test", { ttl: true })).toEqual([
      { address: "127.0.0.2", ttl: 60 },
    ]);
  });

  it("answers over TCP too, as the authority", async () => {
    const query = {
      type: "query" as const,
      id: 7,
      questions: [{ type: "A" as const, name: "www.example.test" }],
    };
    const connection = connect(dataPlane.port, "127.0.0.1");
    connection.write(streamEncode(query));
    const [reply] = await once(connection, "data");
    connection.destroy();
    expect(streamDecode(reply)).toMatchObject({
      id: 7,
      rcode: "NOERROR",
      flag_aa: true,
      answers: [{ data: "127.0.0.2" }],
    });
  });

  it("goes on answering, and failing over, while Route 53's control plane is out of reach", async () => {
    await emulator.unreachable({ route53: "error" });
    await sides.primary.break("refuse");
    await eventually(async () => expect(await where()).toBe("secondary"), soon);
    await sides.primary.mend();
    await eventually(async () => expect(await where()).toBe("primary"), soon);
    await emulator.unreachable({});
  });

  it("follows a calculated check: healthy = (probe or hold) and not force", async () => {
    const children = await Promise.all([
      watch({ FullyQualifiedDomainName: primaryHost, ResourcePath: "/" }),
      watch({ FullyQualifiedDomainName: secondaryHost, ResourcePath: "/hold" }),
      watch({ FullyQualifiedDomainName: secondaryHost, ResourcePath: "/force", Inverted: true }),
      watch({ FullyQualifiedDomainName: secondaryHost, ResourcePath: "/force", Inverted: true }),
    ]);
    const config = { Type: "CALCULATED" as const, ChildHealthChecks: children, HealthThreshold: 3 };
    const parent = await createHealthCheck(route53, config);
    await place({ ...primaryA("switched"), healthCheckId: parent }, secondaryA("switched"));
    const switched = async () => (await anna.resolve("switched.example.test"))[0];
    await eventually(async () => expect(await switched()).toBe("127.0.0.2"), soon);

    await put(inStandby, "force", "now");
    await eventually(async () => expect(await switched()).toBe("127.0.0.3"), soon);
    await remove(inStandby, "force");
    await eventually(async () => expect(await switched()).toBe("127.0.0.2"), soon);
  });

  it("never fails over when the primary's record has no health check, or a disabled one", async () => {
    const disabled = await watch({ FullyQualifiedDomainName: primaryHost, ResourcePath: "/none" });
    await route53.send(new UpdateHealthCheckCommand({ HealthCheckId: disabled, Disabled: true }));
    await place(primaryA("held"), secondaryA("held"));
    await place({ ...primaryA("disabled"), healthCheckId: disabled }, secondaryA("disabled"));
    await sides.primary.break("refuse");
    await eventually(async () => expect(await where()).toBe("secondary"), soon);
    expect(await anna.resolve("held.example.test")).toEqual(["127.0.0.2"]);
    expect(await anna.resolve("disabled.example.test")).toEqual(["127.0.0.2"]);
    await sides.primary.mend();
  });
});

async function where(): Promise<"primary" | "secondary" | undefined> {
  const [address] = await anna.resolve("www.example.test");
  return address === "127.0.0.2" ? "primary" : address === "127.0.0.3" ? "secondary" : undefined;
}

async function publish(page: string): Promise<void> {
  await put(inPrimary, "index.html", page);
  await put(inPrimary, "404.html", "<h1>not here</h1>");
}

async function put({ bucket, region }: BucketPlace, key: string, body: string): Promise<void> {
  const s3 = new S3Client(emulator.clientConfig(region));
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: "text/html" }));
}

async function remove({ bucket, region }: BucketPlace, key: string): Promise<void> {
  const s3 = new S3Client(emulator.clientConfig(region));
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
}

async function watch(config: Partial<HealthCheckConfig>): Promise<string> {
  return await createHealthCheck(route53, { Type: "HTTP", Port: sides.port, FailureThreshold: 2, ...config });
}

async function place(...aliases: readonly FailoverAlias[]): Promise<void> {
  await changeRecordSets(route53, zoneId, "CREATE", aliases.map(failoverAlias));
}

function primaryA(label: string): FailoverAlias {
  return { name: `${label}.example.test`, type: "A", role: "PRIMARY", target: distribution };
}

function secondaryA(label: string): FailoverAlias {
  return { name: `${label}.example.test`, type: "A", role: "SECONDARY", target: website };
}
