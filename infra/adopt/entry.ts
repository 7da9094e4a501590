import { websiteEndpoint } from "../../shared/config/regions.ts";
import { dashed } from "../provision/naming.ts";
import type { FoundSite } from "./find.ts";

/** The site's entry for sites.yml: what is there by its id, and `provision` for what is not. Two spaces deep. */
export function entryOf(site: FoundSite): string {
  const { host, names, distribution, primary, standby } = site;
  const others = names.filter(({ name }) => name !== host).map(({ name }) => name);
  return indented([
    `${host}:`,
    "  names:",
    ...names.map(({ name, types }) => `    - { name: ${name}, types: [${types.join(", ")}] }`),
    `  hostedZone: { id: ${site.zoneId} }`,
    "  primary:",
    `    region: ${primary.region}`,
    `    bucket: ${primary.bucket}`,
    `    target: { kind: cloudfront, distributionId: ${distribution.id}, domainName: ${distribution.domainName} }`,
    `    probes: [{ url: "https://${distribution.domainName}/", host: ${host} }]`,
    "  secondary:",
    `    region: ${standby.region}`,
    `    bucket: ${standby.bucket}`,
    ...standbyTarget(site, others),
    `  visitor: { scheme: ${site.standbyAlias === null ? "http" : "https"} }`,
    ...healthCheck(site),
    "  replication:",
    `    ruleId: ${ruleOf(site)?.ID ?? "site-to-standby"}`,
    ...prefix(site),
    `    alarms: ${list(site.replicationAlarms)}`,
    ...(site.eventsTopic === null ? [] : [`    events: ${site.eventsTopic}`]),
  ]);
}

const indented = (lines: readonly string[]): string => lines.map((line) => `  ${line}\n`).join("");

const list = (found: readonly string[]): string =>
  `[${(found.length === 0 ? ["provision"] : found).map((one) => JSON.stringify(one)).join(", ")}]`;

/** The rule that copies to the standby's bucket. */
export const ruleOf = ({ replication, standby }: FoundSite) =>
  replication?.rules.find(({ Destination }) => Destination?.Bucket?.endsWith(`:::${standby.bucket}`));

function prefix(site: FoundSite): readonly string[] {
  const rule = ruleOf(site);
  const found = rule?.Filter?.Prefix ?? rule?.Prefix ?? "";
  return found === "" ? [] : [`    prefix: ${JSON.stringify(found)}`];
}

function standbyTarget(site: FoundSite, others: readonly string[]): readonly string[] {
  const { standby, standbyAlias, host } = site;
  if (standbyAlias !== null)
    return [
      `    target: { kind: alias, domainName: ${standbyAlias.domainName}, hostedZoneId: ${standbyAlias.hostedZoneId} }`,
      `    probes: [{ url: "https://${standbyAlias.domainName}/", host: ${host} }]`,
    ];
  return [
    ...(others.length === 0 ? [] : [`    buckets: [${others.join(", ")}]`]),
    websiteTarget(site),
    `    probes: ["http://${standby.bucket}.${websiteEndpoint(standby.region).domainName}/"]`,
  ];
}

/** Where sources differ on the endpoint's zone, or know none, what the record has is what works. */
function websiteTarget({ standby, websiteZoneId }: FoundSite): string {
  const isKnown = websiteEndpoint(standby.region).zone.kind === "agreed";
  return isKnown || websiteZoneId === null
    ? "    target: { kind: s3-website }"
    : `    target: { kind: s3-website, hostedZoneId: ${websiteZoneId} }`;
}

/** A site without any health check gets one with a switch; one that has a check keeps it as it is. */
function healthCheck(site: FoundSite): readonly string[] {
  const { healthCheck: check, switch: found, host } = site;
  if (check === null)
    return [
      "  healthCheck: { id: provision, alarms: [provision] }",
      `  switch: { bucket: ${dashed(host)}-switch, checks: { endpoint: provision, hold: provision, force: [provision, provision] } }`,
    ];
  const { interval, threshold } = found?.endpoint ?? check;
  return [
    "  healthCheck:",
    `    id: ${check.id}`,
    `    interval: ${interval === 10 ? "10s" : "30s"}`,
    `    threshold: ${threshold ?? 3}`,
    `    alarms: ${list(site.healthAlarms)}`,
    ...(found === null
      ? []
      : [
          "  switch:",
          `    bucket: ${found.bucket}`,
          `    hold: ${found.hold}`,
          `    force: ${found.force}`,
          `    checks: { endpoint: ${found.endpoint.id}, hold: ${found.holdCheck}, force: [${found.forceChecks.join(", ")}] }`,
        ]),
  ];
}
