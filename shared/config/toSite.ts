import type {
  HostedZone,
  Policy,
  Probe,
  Releases,
  Replication,
  Side,
  Site,
  SiteName,
  Switch,
  Target,
  VisitorProbe,
} from "../model/site.ts";
import { websiteEndpoint } from "./regions.ts";
import type { WrittenSite } from "./schema.ts";

export type WrittenSide = WrittenSite["primary"];

/** The zone of every CloudFront distribution's own name, outside China (Route 53 API Reference, AliasTarget). */
export const cloudFrontZone = "Z2FDTNDATAQYW2";

/** A site as the code uses it. Field by field, so that nothing that only configuration knows slips in. */
export function toSite(host: string, written: WrittenSite): Site {
  return {
    name: host,
    names: namesOf(host, written),
    hostedZone: hostedZoneOf(written),
    primary: sideOf(written.primary),
    secondary: sideOf(written.secondary),
    visitor: visitorOf(written.visitor),
    healthCheck: {
      id: written.healthCheck.id,
      interval: written.healthCheck.interval,
      threshold: written.healthCheck.threshold,
      alarms: written.healthCheck.alarms,
    },
    switch: switchOf(written),
    replication: replicationOf(written.replication),
    releases: releasesOf(written.releases),
    notices: { topicArn: written.notices.topic ?? null, runbook: written.notices.runbook ?? null },
    policy: policyOf(written.policy),
    drill: written.drill,
    drilledWithin: written.drilledWithin === false ? null : written.drilledWithin,
  };
}

export const namesOf = (host: string, written: WrittenSite): readonly SiteName[] =>
  written.names?.map(({ name, types }) => ({ name, types })) ?? [{ name: host, types: ["A", "AAAA"] }];

/** The zone id that a side's website alias needs; null where neither the table nor the file says it for sure. */
export function websiteZoneId(side: WrittenSide): string | null {
  if (side.target.kind === "s3-website" && side.target.hostedZoneId !== undefined)
    return side.target.hostedZoneId;
  const { zone } = websiteEndpoint(side.region);
  return zone.kind === "agreed" ? zone.id : null;
}

const hostedZoneOf = ({ hostedZone: { id, nameServers } }: WrittenSite): HostedZone => ({ id, nameServers });

const sideOf = (side: WrittenSide): Side => ({
  region: side.region,
  bucket: side.bucket,
  target: targetOf(side),
  probes: side.probes.map(probeOf),
});

function targetOf(side: WrittenSide): Target {
  const { target } = side;
  switch (target.kind) {
    case "cloudfront":
      return {
        kind: target.kind,
        distributionId: target.distributionId,
        domainName: target.domainName,
        hostedZoneId: cloudFrontZone,
      };
    case "s3-website": {
      const hostedZoneId = websiteZoneId(side);
      if (hostedZoneId === null)
        throw new Error(`rules.ts let a website of ${side.region} pass without a zone id`);
      return { kind: target.kind, domainName: websiteEndpoint(side.region).domainName, hostedZoneId };
    }
    case "alias":
      return { kind: target.kind, domainName: target.domainName, hostedZoneId: target.hostedZoneId };
  }
}

const probeOf = ({
  url,
  host,
  status,
  text,
  sha256,
  bytes,
  contentType,
  location,
  timeout,
}: WrittenSide["probes"][number]): Probe => ({
  url,
  host: host ?? null,
  status,
  text: text ?? null,
  sha256: sha256 ?? null,
  bytes: bytes ?? null,
  contentType: contentType ?? null,
  location: location ?? null,
  timeoutMs: timeout,
});

const visitorOf = ({ scheme, port, path, timeout, marker }: WrittenSite["visitor"]): VisitorProbe => ({
  scheme,
  port: port ?? (scheme === "https" ? 443 : 80),
  path,
  timeoutMs: timeout,
  marker:
    marker === "via-cloudfront"
      ? { kind: "via-cloudfront" }
      : { kind: "header", name: marker.header, primary: marker.primary, secondary: marker.secondary },
});

/** It stands in the standby's region: that is what makes it work while the primary's is dark. */
const switchOf = ({ switch: written, secondary }: WrittenSite): Switch | null =>
  written === undefined
    ? null
    : {
        bucket: written.bucket,
        region: secondary.region,
        endpoint: (
          written.endpoint ?? `http://${written.bucket}.s3.${secondary.region}.amazonaws.com`
        ).replace(/\/$/, ""),
        keys: { hold: written.hold, force: written.force },
        checks: written.checks,
      };

const replicationOf = ({
  ruleId,
  prefix,
  window,
  compareEvery,
  alarms,
  events,
  heartbeat,
}: WrittenSite["replication"]): Replication => ({
  ruleId,
  prefix,
  window,
  compareEvery,
  alarms,
  eventsTopic: events ?? null,
  heartbeat: heartbeat === undefined ? null : { key: heartbeat.key, every: heartbeat.every },
});

const releasesOf = (written: WrittenSite["releases"]): Releases | null =>
  written === undefined || written === false
    ? null
    : { prefix: written.prefix, keep: written.keep, publicKey: written.publicKey ?? null };

const policyOf = (written: WrittenSite["policy"]): Policy => ({
  latch: written.latch ?? written.failback.mode !== "automatic",
  gate: written.gate,
  stale: {
    when: written.stale.when,
    maxLag: written.stale.maxLag,
    maxKeys: written.stale.maxKeys,
    maxReleases: written.stale.maxReleases,
    maxEvidenceAge: written.stale.maxEvidenceAge,
    agesInOutage: written.stale.agesInOutage,
  },
  failback: { mode: written.failback.mode, stableFor: written.failback.stableFor },
  cooldown: written.cooldown,
  flipRate: { max: written.flipRate.max, within: written.flipRate.within },
  shadow: written.shadow === false ? null : { greenFor: written.shadow.greenFor },
  twoPerson: written.twoPerson === false ? null : { within: written.twoPerson.within },
});
