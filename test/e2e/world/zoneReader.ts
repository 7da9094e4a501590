import {
  type HealthCheck,
  ListHealthChecksCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  type Route53Client,
} from "@aws-sdk/client-route-53";

export type Zone = {
  readonly recordSets: readonly ResourceRecordSet[];
  readonly healthChecks: readonly HealthCheck[];
};

/** All of the zone and of the account's health checks, as Route 53's control plane holds them now. */
export async function readZone(route53: Route53Client, hostedZoneId: string): Promise<Zone> {
  const [recordSets, healthChecks] = await Promise.all([
    listRecordSets(route53, hostedZoneId),
    listHealthChecks(route53),
  ]);
  return { recordSets, healthChecks };
}

async function listRecordSets(route53: Route53Client, hostedZoneId: string): Promise<ResourceRecordSet[]> {
  const listed: ResourceRecordSet[] = [];
  let start = {};
  for (;;) {
    const page = await route53.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: hostedZoneId, ...start }),
    );
    listed.push(...(page.ResourceRecordSets ?? []));
    if (!page.IsTruncated) return listed;
    start = {
      StartRecordName: page.NextRecordName,
      StartRecordType: page.NextRecordType,
      StartRecordIdentifier: page.NextRecordIdentifier,
    };
  }
}

async function listHealthChecks(route53: Route53Client): Promise<HealthCheck[]> {
  const listed: HealthCheck[] = [];
  let marker: string | undefined;
  do {
    const page = await route53.send(new ListHealthChecksCommand(marker ? { Marker: marker } : {}));
    listed.push(...(page.HealthChecks ?? []));
    marker = page.IsTruncated ? page.NextMarker : undefined;
  } while (marker);
  return listed;
}
