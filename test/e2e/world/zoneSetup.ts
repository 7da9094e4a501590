import { randomUUID } from "node:crypto";
import {
  type ChangeAction,
  ChangeResourceRecordSetsCommand,
  CreateHealthCheckCommand,
  CreateHostedZoneCommand,
  type HealthCheckConfig,
  type ResourceRecordSet,
  type Route53Client,
} from "@aws-sdk/client-route-53";

/** What CloudFront and S3 website endpoints are aliased as: their hosted zones are AWS's own (aws-facts.md, 1). */
export const aliasZoneIds = { cloudfront: "Z2FDTNDATAQYW2", s3WebsiteEuWest1: "Z1BKCTXD74EZPE" } as const;

/** Resolves to the zone's id, without the `/hostedzone/` before it. */
export async function createZone(route53: Route53Client, name: string): Promise<string> {
  const made = await route53.send(new CreateHostedZoneCommand({ Name: name, CallerReference: randomUUID() }));
  return (made.HostedZone?.Id ?? "").replace("/hostedzone/", "");
}

/** Resolves to the health check's id. */
export async function createHealthCheck(route53: Route53Client, config: HealthCheckConfig): Promise<string> {
  const command = new CreateHealthCheckCommand({ CallerReference: randomUUID(), HealthCheckConfig: config });
  return (await route53.send(command)).HealthCheck?.Id ?? "";
}

export async function changeRecordSets(
  route53: Route53Client,
  hostedZoneId: string,
  action: ChangeAction,
  recordSets: readonly ResourceRecordSet[],
): Promise<void> {
  const Changes = recordSets.map((recordSet) => ({ Action: action, ResourceRecordSet: recordSet }));
  await route53.send(
    new ChangeResourceRecordSetsCommand({ HostedZoneId: hostedZoneId, ChangeBatch: { Changes } }),
  );
}

export type FailoverAlias = {
  readonly name: string;
  readonly type: "A" | "AAAA";
  readonly role: "PRIMARY" | "SECONDARY";
  readonly target: { readonly dnsName: string; readonly zoneId: string };
  readonly healthCheckId?: string;
};

export function failoverAlias(of: FailoverAlias): ResourceRecordSet {
  return {
    Name: of.name,
    Type: of.type,
    SetIdentifier: of.role.toLowerCase(),
    Failover: of.role,
    AliasTarget: { DNSName: of.target.dnsName, HostedZoneId: of.target.zoneId, EvaluateTargetHealth: false },
    ...(of.healthCheckId ? { HealthCheckId: of.healthCheckId } : {}),
  };
}
