import type { Reading } from "../model/observation.ts";
import type { Site } from "../model/site.ts";
import { endpointCheck } from "./checks/healthCheck.ts";
import type { HealthCheckSetting } from "./edgeSettings.ts";
import { alarmsOf, regionOf } from "./forwarding.ts";
import type { Ground, SwitchGround } from "./ground.ts";
import type { BucketAt, Deployed, GroundPorts } from "./ports.ts";
import { readBuckets } from "./readBuckets.ts";
import { type Ask, asking } from "./reading.ts";
import { readReferences } from "./readReferences.ts";
import { readCertificates, readPages, readProbe } from "./visits.ts";

const callsAtOnce = 8;

/** Reads everything the checks of a site ask about, each thing once, side by side. Some 50 calls, none of which writes. */
export async function readGround(
  ports: GroundPorts,
  deployed: Deployed | null,
  site: Site,
): Promise<Omit<Ground, "record" | "drill" | "canary">> {
  const ask = asking(ports.clock, callsAtOnce);
  const { route53 } = ports;
  const zone = site.hostedZone.id;
  const [buckets, healthCheck, pages, ...rest] = await Promise.all([
    readBuckets(ports, ask, deployed, site),
    readHealthCheck(ports, ask, endpointCheck(site)),
    readPages(ports, ask, site),
    ask("route53:GetHostedZone", `the hosted zone ${zone}`, () => route53.zone(zone)),
    ask("route53:ListResourceRecordSets", "the record sets", () =>
      route53.recordSets(
        zone,
        site.names.map(({ name }) => name),
      ),
    ),
    ask("route53:ListResourceRecordSetProtections", "record set protections", () =>
      route53.protections(zone),
    ),
    readDistribution(ports, ask, site),
    readCertificates(ports, ask, site),
    ask("cloudwatch:DescribeAlarms", "the alarms", () => ports.alarms.read(alarmsOf(site))),
    readForwarding(ports, ask, site),
    readTopic(ports, ask, site.notices.topicArn ?? deployed?.topicArn ?? null),
    readSwitch(ports, ask, site),
    readHeartbeat(ports, ask, site),
  ]);
  const [zoneRead, recordSets, protections, distribution, certificates, alarms, forwarding, ...last] = rest;
  const [topic, lever, heartbeat] = last;
  const [probe, references] = await Promise.all([
    readProbe(ports, ask, healthCheck),
    readReferences(
      ports,
      ask,
      pages.find(({ side, name }) => side === "secondary" && name === site.name),
    ),
  ]);
  return {
    at: ports.clock.now(),
    ...buckets,
    heartbeat,
    zone: zoneRead,
    recordSets,
    protections,
    healthCheck,
    switch: lever,
    probe,
    distribution,
    certificates,
    pages,
    references,
    alarms,
    forwarding,
    topic,
  };
}

const readHealthCheck = (
  ports: GroundPorts,
  ask: Ask,
  id: string,
): Promise<Reading<HealthCheckSetting | null>> =>
  ask("route53:GetHealthCheck", `the health check ${id}`, () => ports.route53.healthCheck(id));

async function readHeartbeat(ports: GroundPorts, ask: Ask, site: Site): Promise<Ground["heartbeat"]> {
  if (site.replication.heartbeat === null) return null;
  return await ask("s3:GetObject", `the heartbeat in ${site.secondary.bucket}`, () =>
    ports.heartbeat.arrived(site),
  );
}

async function readSwitch(ports: GroundPorts, ask: Ask, site: Site): Promise<SwitchGround | null> {
  if (site.switch === null) return null;
  const { bucket: name, region, checks } = site.switch;
  const at: BucketAt = { name, region };
  const [calculated, hold, first, second, where, policy, publicAccess] = await Promise.all([
    readHealthCheck(ports, ask, site.healthCheck.id),
    readHealthCheck(ports, ask, checks.hold),
    readHealthCheck(ports, ask, checks.force[0]),
    readHealthCheck(ports, ask, checks.force[1]),
    ask("s3:ListBucket", `the region of ${name}`, () => ports.buckets.region(at)),
    ask("s3:GetBucketPolicy", `the policy of ${name}`, () => ports.buckets.policy(at)),
    ask("s3:GetBucketPublicAccessBlock", `the public access block of ${name}`, () =>
      ports.buckets.publicAccess(at),
    ),
  ]);
  return { calculated, hold, force: [first, second], bucket: { region: where, policy, publicAccess } };
}

async function readDistribution(ports: GroundPorts, ask: Ask, site: Site): Promise<Ground["distribution"]> {
  const target = [site.primary.target, site.secondary.target].find(({ kind }) => kind === "cloudfront");
  if (target?.kind !== "cloudfront") return null;
  const { distributionId } = target;
  return await ask("cloudfront:GetDistribution", `the distribution ${distributionId}`, () =>
    ports.distributions.read(distributionId),
  );
}

async function readForwarding(ports: GroundPorts, ask: Ask, site: Site): Promise<Ground["forwarding"]> {
  const regions = new Set([...alarmsOf(site).map(regionOf), site.secondary.region]);
  return await Promise.all(
    [...regions].map(async (region) => ({
      region,
      rules: await ask("events:ListRules and events:ListTargetsByRule", `the rules in ${region}`, () =>
        ports.rules.alarmRules(region),
      ),
    })),
  );
}

async function readTopic(ports: GroundPorts, ask: Ask, arn: string | null): Promise<Ground["topic"]> {
  if (arn === null) return null;
  const setting = await ask("sns:GetTopicAttributes", `the topic ${arn}`, () => ports.topics.read(arn));
  return { arn, setting };
}
