import {
  GetHealthCheckCommand,
  GetHostedZoneCommand,
  type HealthCheck,
  ListResourceRecordSetProtectionsCommand,
  type ListResourceRecordSetProtectionsCommandOutput,
} from "@aws-sdk/client-route-53";
import type { HealthCheckSetting, Protection } from "../../readiness/edgeSettings.ts";
import type { Route53Port } from "../../readiness/ports.ts";
import type { Route53 } from "../clients.ts";
import { listRecordSets } from "../listRecordSets.ts";
import { refusalOf } from "../refusal.ts";

/** By whatever of these a browser may find an address, whether sites.yml lists it or not. */
const types = ["A", "AAAA", "CNAME", "HTTPS", "SVCB"];

/** Zone, record sets, protections and health checks. Every call goes to us-east-1. */
export const route53Ground = (route53: Route53): Route53Port => ({
  zone: (id) =>
    unlessMissing("NoSuchHostedZone", async () => {
      const { HostedZone } = await route53.send(new GetHostedZoneCommand({ Id: id }));
      return {
        name: HostedZone?.Name ?? "",
        isPrivate: HostedZone?.Config?.PrivateZone === true,
        acceleratedRecovery: HostedZone?.Features?.AcceleratedRecoveryStatus ?? null,
      };
    }),
  recordSets: async (zone, names) =>
    (await Promise.all(names.map((name) => listRecordSets(route53, zone, { name, types })))).flat(),
  protections: (zone) => protectionsOf(route53, zone),
  healthCheck: (id) =>
    unlessMissing("NoSuchHealthCheck", async () => {
      const { HealthCheck } = await route53.send(new GetHealthCheckCommand({ HealthCheckId: id }));
      return HealthCheck === undefined ? null : asSetting(HealthCheck);
    }),
});

/** 100 at most come at once; a zone with more than a thousand is read no further, and that is said. */
async function protectionsOf(route53: Route53, zone: string): Promise<readonly Protection[]> {
  const found: Protection[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < 10; page++) {
    const answer: ListResourceRecordSetProtectionsCommandOutput = await route53.send(
      new ListResourceRecordSetProtectionsCommand({ HostedZoneId: zone, ...(NextToken && { NextToken }) }),
    );
    found.push(...(answer.ResourceRecordSetProtections ?? []).map(asProtection));
    if (answer.NextToken === undefined) return found;
    ({ NextToken } = answer);
  }
  throw new Error(`the zone has more than ${found.length} protections`);
}

const asProtection = (one: {
  RecordName?: string | undefined;
  RecordType?: string | undefined;
  Comment?: string | undefined;
}): Protection => ({
  name: one.RecordName ?? "",
  type: one.RecordType ?? "",
  comment: one.Comment ?? "",
});

function asSetting({ Id, HealthCheckConfig: config }: HealthCheck): HealthCheckSetting {
  return {
    id: Id ?? "",
    type: config?.Type ?? "",
    host: config?.FullyQualifiedDomainName ?? null,
    port: config?.Port ?? null,
    path: config?.ResourcePath ?? null,
    searchString: config?.SearchString ?? null,
    intervalSeconds: config?.RequestInterval ?? null,
    threshold: config?.FailureThreshold ?? null,
    inverted: config?.Inverted === true,
    disabled: config?.Disabled === true,
    sni: config?.EnableSNI === true,
    children: config?.ChildHealthChecks ?? [],
    healthThreshold: config?.HealthThreshold ?? null,
  };
}

async function unlessMissing<T>(code: string, read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (refusalOf(error).code === code) return null;
    throw error;
  }
}
