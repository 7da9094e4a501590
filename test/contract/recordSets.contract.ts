import { expect, test } from "vitest";
import type { RecordSetChanges } from "../../shared/act/ports.ts";
import { plainName, type RecordSet, type RecordSetsPort } from "../../shared/model/recordSet.ts";
import type { SiteName } from "../../shared/model/site.ts";

/** A hosted zone for example.com with an existing health check, and nothing of the site in it yet. */
export interface ZoneUnderTest {
  readonly port: RecordSetsPort & RecordSetChanges;
  readonly zoneId: string;
  readonly healthCheckId: string;
}

const www: SiteName = { name: "www.example.com", types: ["A", "AAAA"] };
const apex: SiteName = { name: "example.com", types: ["A"] };

/** What steering by records relies on. `make` gives a zone of its own to each test. */
export function recordSetsContract(name: string, make: () => Promise<ZoneUnderTest>): void {
  test(`${name}: lists exactly the site's names and types, to the letter`, async () => {
    const { port, zoneId, healthCheckId } = await make();
    const own = pairs(healthCheckId);
    await create(port, zoneId, [...own, simple("mail.example.com.", "A"), simple("a.www.example.com.", "A")]);
    expect(sorted(await port.list(zoneId, [www]))).toEqual(sorted(own));
  });

  test(`${name}: lists several names, and nothing for one that has none`, async () => {
    const { port, zoneId, healthCheckId } = await make();
    await create(port, zoneId, [...pairs(healthCheckId), simple("example.com.", "A")]);
    expect(await port.list(zoneId, [apex])).toEqual([simple("example.com.", "A")]);
    expect(await port.list(zoneId, [apex, www])).toHaveLength(5);
    expect(await port.list(zoneId, [{ name: "nobody.example.com", types: ["A"] }])).toEqual([]);
  });

  test(`${name}: leaves out the types that are not the site's`, async () => {
    const { port, zoneId, healthCheckId } = await make();
    await create(port, zoneId, pairs(healthCheckId));
    const types = (await port.list(zoneId, [{ ...www, types: ["AAAA"] }])).map(({ Type }) => Type);
    expect(types).toEqual(["AAAA", "AAAA"]);
  });

  test(`${name}: swaps what stands for what is planned in one batch, and lists it at once`, async () => {
    const { port, zoneId, healthCheckId } = await make();
    const before = pairs(healthCheckId);
    await create(port, zoneId, before);
    const after = before.map(withoutHealthCheck);
    const answer = await swap(port, zoneId, await port.list(zoneId, [www]), after);
    expect(answer.kind).toBe("accepted");
    expect(sorted(await port.list(zoneId, [www]))).toEqual(sorted(after));
  });

  test(`${name}: changes nothing when somebody else was faster`, async () => {
    const { port, zoneId, healthCheckId } = await make();
    const before = pairs(healthCheckId);
    await create(port, zoneId, before);
    const after = before.map(withoutHealthCheck);
    await swap(port, zoneId, before, after);
    const late = await swap(port, zoneId, before, before);
    if (late.kind !== "conflict") throw new Error(`it answered ${late.kind}`);
    expect(late.messages.join()).toContain("www.example.com");
    expect(sorted(await port.list(zoneId, [www]))).toEqual(sorted(after));
  });

  test(`${name}: follows a change until it is in sync`, async () => {
    const { port, zoneId } = await make();
    const answer = await create(port, zoneId, [simple("example.com.", "A")]);
    if (answer.kind !== "accepted") throw new Error("not accepted");
    expect(["PENDING", "INSYNC"]).toContain(await port.changeStatus(answer.changeId));
  });

  test(`${name}: a change nobody knows of is lost`, async () => {
    const { port } = await make();
    expect(await port.changeStatus("/change/C0000000000000000000")).toBe("lost");
  });

  test(`${name}: a zone that is not there is a failure, not a conflict`, async () => {
    const { port } = await make();
    expect((await create(port, "Z0000000000000000000", [simple("example.com.", "A")])).kind).toBe("failed");
  });
}

const pairs = (healthCheckId: string): readonly RecordSet[] =>
  (["A", "AAAA"] as const).flatMap((Type) => [
    alias(Type, "PRIMARY", "d111111abcdef8.cloudfront.net.", healthCheckId),
    alias(Type, "SECONDARY", "d222222abcdef8.cloudfront.net.", null),
  ]);

function alias(
  Type: string,
  Failover: "PRIMARY" | "SECONDARY",
  to: string,
  healthCheckId: string | null,
): RecordSet {
  return {
    Name: "www.example.com.",
    Type,
    SetIdentifier: `www-${Failover.toLowerCase()}`,
    Failover,
    ...(healthCheckId !== null && { HealthCheckId: healthCheckId }),
    AliasTarget: { HostedZoneId: "Z2FDTNDATAQYW2", DNSName: to, EvaluateTargetHealth: false },
  };
}

const simple = (Name: string, Type: string): RecordSet => ({
  Name,
  Type,
  TTL: 60,
  ResourceRecords: [{ Value: "192.0.2.1" }],
});

function withoutHealthCheck({ HealthCheckId: _dropped, ...set }: RecordSet): RecordSet {
  return set;
}

const create = (port: RecordSetChanges, zoneId: string, sets: readonly RecordSet[]) =>
  swap(port, zoneId, [], sets);

function swap(
  port: RecordSetChanges,
  zoneId: string,
  before: readonly RecordSet[],
  after: readonly RecordSet[],
) {
  const deletes = before.map((recordSet) => ({ action: "DELETE", recordSet }) as const);
  const creates = after.map((recordSet) => ({ action: "CREATE", recordSet }) as const);
  return port.change(zoneId, [...deletes, ...creates], "contract test");
}

/** Within one name and type the order of the members is the service's own. */
const sorted = (sets: readonly RecordSet[]): readonly RecordSet[] =>
  sets.toSorted((a, b) => (label(a) < label(b) ? -1 : 1));
const label = ({ Name, Type, SetIdentifier = "" }: RecordSet): string =>
  `${plainName(Name)} ${Type} ${SetIdentifier}`;
