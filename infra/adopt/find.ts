import type { RecordSet } from "../../shared/model/recordSet.ts";
import { plainName } from "../../shared/model/recordSet.ts";
import type { SiteName } from "../../shared/model/site.ts";
import { type FoundSwitch, findSwitch } from "./findSwitch.ts";
import type { BucketAt, FoundDistribution, FoundHealthCheck, FoundReplication, SiteReader } from "./ports.ts";

/** A site as it was found; null: not there. */
export interface FoundSite {
  readonly host: string;
  readonly zoneId: string;
  readonly names: readonly SiteName[];
  /** The alias record sets of the names, as listed. */
  readonly recordSets: readonly RecordSet[];
  readonly distribution: FoundDistribution;
  readonly primary: BucketAt;
  readonly standby: BucketAt;
  readonly standbyExists: boolean;
  /** What SECONDARY points at, where it is no S3 website. */
  readonly standbyAlias: { readonly domainName: string; readonly hostedZoneId: string } | null;
  /** Of an S3 website, as the SECONDARY record has it; null: there is no such record. */
  readonly websiteZoneId: string | null;
  readonly replication: FoundReplication | null;
  readonly eventsTopic: string | null;
  readonly healthCheck: FoundHealthCheck | null;
  readonly switch: FoundSwitch | null;
  readonly healthAlarms: readonly string[];
  readonly replicationAlarms: readonly string[];
}

/** Why there is nothing to adopt, and what to say to be understood. */
export interface NotFound {
  readonly kind: "notFound";
  readonly because: string;
  readonly remedy: string;
}

/** Reads a site from its records on: whatever can't be told from there is asked for. */
export async function findSite(
  reader: SiteReader,
  host: string,
  asked: { readonly standbyRegion: string | null },
): Promise<FoundSite | NotFound> {
  const zoneId = await reader.zoneOf(host);
  if (zoneId === null)
    return notFound(`no public hosted zone of this account has ${host}`, "use the account that has it");
  const aliases = await reader.aliases(zoneId);
  const own = aliases.filter(({ Name, Failover }) => plainName(Name) === host && Failover !== "SECONDARY");
  const target = plainName(own[0]?.AliasTarget?.DNSName ?? "");
  if (!target.endsWith(".cloudfront.net"))
    return notFound(
      `${host} is ${target === "" ? "no alias record" : `an alias of ${target}`}, and only a site behind CloudFront is understood`,
      "write its entry by hand; the example sites.yml has every key",
    );
  const distribution = await reader.distribution(target);
  if (distribution === null)
    return notFound(`${target} is no distribution of this account`, "use the account that has it");
  const primary = await primaryBucket(reader, distribution);
  if ("kind" in primary) return primary;
  const names = namesOf(aliases, target).toSorted(
    (a, b) => Number(b.name === host) - Number(a.name === host),
  );
  const recordSets = aliases.filter(({ Name }) => names.some(({ name }) => name === plainName(Name)));
  const replication = await reader.replication(primary);
  const standby = await standbyOf(reader, host, recordSets, replication, asked.standbyRegion);
  if ("kind" in standby) return standby;
  const checkId = own.find(({ Failover }) => Failover === "PRIMARY")?.HealthCheckId;
  const healthCheck = checkId === undefined ? null : await reader.healthCheck(checkId);
  const found = healthCheck === null ? null : await findSwitch(reader, healthCheck);
  return {
    host,
    zoneId,
    names,
    recordSets,
    distribution,
    primary,
    ...standby,
    replication,
    eventsTopic: await reader.eventsTopic(primary),
    healthCheck,
    switch: found,
    healthAlarms: await healthAlarms(reader, [healthCheck, found?.endpoint ?? null]),
    replicationAlarms: (
      await Promise.all(
        [standby.standby.region, primary.region].map((region) =>
          reader.alarms(region, "AWS/S3", "SourceBucket", primary.bucket),
        ),
      )
    ).flat(),
  };
}

/** On the check of the records, or on the probe below it. */
async function healthAlarms(
  reader: SiteReader,
  checks: readonly (FoundHealthCheck | null)[],
): Promise<readonly string[]> {
  const ids = checks.flatMap((check) => (check === null ? [] : [check.id]));
  const found = ids.map((id) => reader.alarms("us-east-1", "AWS/Route53", "HealthCheckId", id));
  return (await Promise.all(found)).flat();
}

const notFound = (because: string, remedy: string): NotFound => ({ kind: "notFound", because, remedy });

/** All names whose traffic goes to the same distribution, with the types they have. */
function namesOf(aliases: readonly RecordSet[], target: string): readonly SiteName[] {
  const types = new Map<string, Set<"A" | "AAAA">>();
  for (const { Name, Type, AliasTarget } of aliases) {
    if (plainName(AliasTarget?.DNSName ?? "") !== target) continue;
    const name = plainName(Name);
    types.set(name, (types.get(name) ?? new Set()).add(Type === "AAAA" ? "AAAA" : "A"));
  }
  return [...types].map(([name, own]) => ({ name, types: [...own].sort() }));
}

const bucketHost = /^(.+?)\.s3(?:-website)?(?:[.-][a-z0-9-]+)?\.amazonaws\.com$/;

async function primaryBucket(
  reader: SiteReader,
  { id, origin }: FoundDistribution,
): Promise<BucketAt | NotFound> {
  const bucket = bucketHost.exec(origin ?? "")?.[1];
  if (bucket === undefined)
    return notFound(
      `the distribution ${id} has the origin ${origin ?? "none"}, which is no bucket`,
      "write its entry by hand; the example sites.yml has every key",
    );
  const region = await reader.bucketRegion(bucket);
  return region === null
    ? notFound(
        `the distribution's bucket ${bucket} is not there`,
        "make it, or mend the distribution's origin",
      )
    : { bucket, region };
}

/** From SECONDARY, else from where replication goes, else a new one in the region asked for. */
async function standbyOf(
  reader: SiteReader,
  host: string,
  recordSets: readonly RecordSet[],
  replication: FoundReplication | null,
  askedRegion: string | null,
): Promise<Pick<FoundSite, "standby" | "standbyExists" | "standbyAlias" | "websiteZoneId"> | NotFound> {
  const secondary = recordSets.find(
    ({ Name, Failover }) => Failover === "SECONDARY" && plainName(Name) === host,
  )?.AliasTarget;
  const target = plainName(secondary?.DNSName ?? "");
  const websiteRegion = /^s3-website[.-]([a-z0-9-]+)\.amazonaws\.com$/.exec(target)?.[1];
  const destination = replication?.rules[0]?.Destination?.Bucket?.replace(/^arn:aws:s3:::/, "");
  const isAlias = secondary !== undefined && websiteRegion === undefined;
  // An S3 website finds its bucket by the host name, whatever is replicated elsewhere.
  const bucket = isAlias && destination !== undefined ? destination : host;
  const there = await reader.bucketRegion(bucket);
  const replicaRegion = destination === undefined ? null : await reader.bucketRegion(destination);
  const region = there ?? websiteRegion ?? replicaRegion ?? askedRegion;
  if (region === null)
    return notFound(
      `${host} has no standby yet, neither a SECONDARY record nor a replica`,
      "say where it is to be: --standby-region eu-west-1",
    );
  return {
    standby: { bucket, region },
    standbyExists: there !== null,
    websiteZoneId: websiteRegion === undefined ? null : (secondary?.HostedZoneId ?? null),
    standbyAlias: isAlias ? { domainName: target, hostedZoneId: secondary.HostedZoneId } : null,
  };
}
