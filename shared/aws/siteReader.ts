import { ListDistributionsCommand, type ListDistributionsCommandOutput } from "@aws-sdk/client-cloudfront";
import { DescribeAlarmsCommand, type DescribeAlarmsCommandOutput } from "@aws-sdk/client-cloudwatch";
import {
  GetHealthCheckCommand,
  ListHostedZonesCommand,
  type ListHostedZonesCommandOutput,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandOutput,
} from "@aws-sdk/client-route-53";
import {
  GetBucketLocationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
} from "@aws-sdk/client-s3";
import { plainName, type RecordSet } from "../model/recordSet.ts";
import type { Clients } from "./clients.ts";
import { refusalOf } from "./refusal.ts";

/** A site that somebody made, as AWS tells of it; for laptops. Only Get, List and Describe. */
export function readSiteOver(clients: Pick<Clients, "s3" | "route53" | "cloudFront" | "cloudWatch">) {
  const route53 = clients.route53();
  return {
    async zoneOf(host: string): Promise<string | null> {
      const zones = await allZones(clients);
      const fitting = zones
        .filter(({ name }) => host === name || host.endsWith(`.${name}`))
        .sort((a, b) => b.name.length - a.name.length);
      return fitting[0]?.id ?? null;
    },
    async aliases(zoneId: string): Promise<readonly RecordSet[]> {
      const found: RecordSet[] = [];
      for (let start: object | null = {}; start !== null; ) {
        const page: ListResourceRecordSetsCommandOutput = await route53.send(
          new ListResourceRecordSetsCommand({ HostedZoneId: zoneId, ...start }),
        );
        const listed = (page.ResourceRecordSets ?? []).map((set) =>
          Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined)),
        ) as unknown as RecordSet[];
        found.push(...listed.filter(isAddressAlias));
        start = page.IsTruncated
          ? {
              StartRecordName: page.NextRecordName,
              StartRecordType: page.NextRecordType,
              StartRecordIdentifier: page.NextRecordIdentifier,
            }
          : null;
      }
      return found;
    },
    async distribution(domainName: string) {
      for (let Marker: string | undefined; ; ) {
        const { DistributionList: page }: ListDistributionsCommandOutput = await clients
          .cloudFront()
          .send(new ListDistributionsCommand({ Marker }));
        const one = page?.Items?.find(({ DomainName }) => DomainName === domainName);
        if (one !== undefined) return { id: one.Id ?? "", domainName, origin: firstOrigin(one) };
        Marker = page?.NextMarker;
        if (!Marker) return null;
      }
    },
    healthCheck: (id: string) =>
      unless("NoSuchHealthCheck", async () => {
        const { HealthCheck } = await route53.send(new GetHealthCheckCommand({ HealthCheckId: id }));
        const config = HealthCheck?.HealthCheckConfig;
        return {
          id,
          type: config?.Type ?? "",
          host: config?.FullyQualifiedDomainName ?? null,
          path: config?.ResourcePath ?? null,
          interval: config?.RequestInterval ?? null,
          threshold: config?.FailureThreshold ?? null,
          inverted: config?.Inverted === true,
          children: config?.ChildHealthChecks ?? [],
        };
      }),
    bucketRegion: (Bucket: string) =>
      unless("NoSuchBucket", async () => {
        // The location of a bucket can be asked anywhere; us-east-1 is told as nothing.
        const { LocationConstraint } = await clients
          .s3("us-east-1")
          .send(new GetBucketLocationCommand({ Bucket }));
        return LocationConstraint === "EU" ? "eu-west-1" : LocationConstraint || "us-east-1";
      }),
    async versioned({ bucket: Bucket, region }: At): Promise<boolean> {
      return (await clients.s3(region).send(new GetBucketVersioningCommand({ Bucket }))).Status === "Enabled";
    },
    replication: ({ bucket: Bucket, region }: At) =>
      unless("ReplicationConfigurationNotFoundError", async () => {
        const answer = await clients.s3(region).send(new GetBucketReplicationCommand({ Bucket }));
        const { Role = "", Rules = [] } = answer.ReplicationConfiguration ?? {};
        return { role: Role, rules: Rules };
      }),
    async hasWebsite({ bucket: Bucket, region }: At): Promise<boolean> {
      const ask = () => clients.s3(region).send(new GetBucketWebsiteCommand({ Bucket }));
      return (await unless("NoSuchWebsiteConfiguration", ask)) !== null;
    },
    async policy({ bucket: Bucket, region }: At): Promise<string | null> {
      const ask = () => clients.s3(region).send(new GetBucketPolicyCommand({ Bucket }));
      return (await unless("NoSuchBucketPolicy", ask))?.Policy ?? null;
    },
    async eventsTopic({ bucket: Bucket, region }: At): Promise<string | null> {
      const { TopicConfigurations = [] } = await clients
        .s3(region)
        .send(new GetBucketNotificationConfigurationCommand({ Bucket }));
      const telling = TopicConfigurations.find(({ Events = [] }) =>
        Events.some((event) => event.startsWith("s3:Replication:")),
      );
      return telling?.TopicArn ?? null;
    },
    async alarms(region: string, namespace: string, dimension: string, value: string) {
      const arns: string[] = [];
      for (let NextToken: string | undefined; ; ) {
        const page: DescribeAlarmsCommandOutput = await clients
          .cloudWatch(region)
          .send(new DescribeAlarmsCommand({ NextToken }));
        const fitting = (page.MetricAlarms ?? []).filter(
          ({ Namespace, Dimensions = [] }) =>
            Namespace === namespace &&
            Dimensions.some(({ Name, Value }) => Name === dimension && Value === value),
        );
        arns.push(...fitting.map(({ AlarmArn = "" }) => AlarmArn));
        NextToken = page.NextToken;
        if (!NextToken) return arns;
      }
    },
  };
}

interface At {
  readonly bucket: string;
  readonly region: string;
}

const isAddressAlias = ({ Type, AliasTarget }: RecordSet): boolean =>
  (Type === "A" || Type === "AAAA") && AliasTarget !== undefined;

async function allZones(clients: Pick<Clients, "route53">) {
  const zones: { id: string; name: string }[] = [];
  for (let Marker: string | undefined; ; ) {
    const page: ListHostedZonesCommandOutput = await clients
      .route53()
      .send(new ListHostedZonesCommand({ Marker }));
    for (const { Id = "", Name = "", Config } of page.HostedZones ?? [])
      if (Config?.PrivateZone !== true)
        zones.push({ id: Id.replace("/hostedzone/", ""), name: plainName(Name) });
    Marker = page.IsTruncated ? page.NextMarker : undefined;
    if (!Marker) return zones;
  }
}

interface Summary {
  readonly Origins?:
    | {
        readonly Items?:
          | readonly { readonly Id?: string | undefined; readonly DomainName?: string | undefined }[]
          | undefined;
      }
    | undefined;
  readonly OriginGroups?:
    | {
        readonly Items?:
          | readonly {
              readonly Id?: string | undefined;
              readonly Members?:
                | { readonly Items?: readonly { readonly OriginId?: string | undefined }[] | undefined }
                | undefined;
            }[]
          | undefined;
      }
    | undefined;
  readonly DefaultCacheBehavior?: { readonly TargetOriginId?: string | undefined } | undefined;
}

/** Of an origin group the member that is asked first. */
function firstOrigin({ Origins, OriginGroups, DefaultCacheBehavior }: Summary): string | null {
  const target = DefaultCacheBehavior?.TargetOriginId;
  const group = OriginGroups?.Items?.find(({ Id }) => Id === target);
  const id = group?.Members?.Items?.[0]?.OriginId ?? target;
  return Origins?.Items?.find(({ Id }) => Id === id)?.DomainName ?? null;
}

async function unless<T>(code: string, read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (refusalOf(error).code === code) return null;
    throw error;
  }
}
