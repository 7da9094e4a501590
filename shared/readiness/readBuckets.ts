import type { Reading } from "../model/observation.ts";
import type { Site } from "../model/site.ts";
import { hours } from "../model/time.ts";
import type { Ground, JournalBucket, NamedBucket, PrimaryBucket, StandbyBucket } from "./ground.ts";
import type { BucketAt, BucketsPort, Deployed, GroundPorts } from "./ports.ts";
import type { Ask } from "./reading.ts";

/** The site's buckets and the control plane's own, each asked only for what a check looks at. */
export async function readBuckets(
  ports: GroundPorts,
  ask: Ask,
  deployed: Deployed | null,
  site: Site,
): Promise<Pick<Ground, "primary" | "secondary" | "further" | "journal">> {
  const [primary, secondary, further, journal] = await Promise.all([
    readPrimary(ports, ask, site),
    readStandby(ports.buckets, ask, site),
    Promise.all(furtherNames(site).map((name) => readNamed(ports.buckets, ask, site, name))),
    readJournal(ports.buckets, ask, site, deployed?.journalBucket ?? null),
  ]);
  return { primary, secondary, further, journal };
}

async function readPrimary(ports: GroundPorts, ask: Ask, site: Site): Promise<PrimaryBucket> {
  const { buckets } = ports;
  const at = { name: site.primary.bucket, region: site.primary.region };
  const of = asker(ask, at);
  const [region, versioning, replication, website, objectLock, sample, failedOperations] = await Promise.all([
    of("s3:ListBucket", "the region", buckets.region),
    of("s3:GetBucketVersioning", "versioning", buckets.versioning),
    of("s3:GetReplicationConfiguration", "the replication rules", buckets.replication),
    of("s3:GetBucketWebsite", "the website configuration", buckets.website),
    of("s3:GetBucketObjectLockConfiguration", "the object lock configuration", buckets.objectLock),
    ask("s3:ListBucket and s3:GetObject", `a sample of ${at.name}`, () =>
      buckets.sample(at, site.replication.prefix),
    ),
    ask("cloudwatch:GetMetricData", `OperationsFailedReplication in ${at.region}`, () =>
      ports.metrics.failedOperations(site, hours(24)),
    ),
  ]);
  return { name: at.name, region, versioning, replication, website, objectLock, sample, failedOperations };
}

async function readStandby(buckets: BucketsPort, ask: Ask, site: Site): Promise<StandbyBucket> {
  const at = { name: site.secondary.bucket, region: site.secondary.region };
  const of = asker(ask, at);
  const [
    region,
    versioning,
    website,
    policy,
    publicAccess,
    encryption,
    objectLock,
    requesterPays,
    lifecycle,
  ] = await Promise.all([
    of("s3:ListBucket", "the region", buckets.region),
    of("s3:GetBucketVersioning", "versioning", buckets.versioning),
    of("s3:GetBucketWebsite", "the website configuration", buckets.website),
    of("s3:GetBucketPolicy", "the policy", buckets.policy),
    of("s3:GetBucketPublicAccessBlock", "the public access block", buckets.publicAccess),
    of("s3:GetEncryptionConfiguration", "the default encryption", buckets.encryption),
    of("s3:GetBucketObjectLockConfiguration", "the object lock configuration", buckets.objectLock),
    of("s3:GetBucketRequestPayment", "the payer", buckets.requesterPays),
    of("s3:GetLifecycleConfiguration", "the lifecycle rules", buckets.lifecycle),
  ]);
  const { name } = at;
  return {
    name,
    region,
    versioning,
    website,
    policy,
    publicAccess,
    encryption,
    objectLock,
    requesterPays,
    lifecycle,
  };
}

async function readNamed(buckets: BucketsPort, ask: Ask, site: Site, name: string): Promise<NamedBucket> {
  const of = asker(ask, { name, region: site.secondary.region });
  const [region, website] = await Promise.all([
    of("s3:ListBucket", "the region", buckets.region),
    of("s3:GetBucketWebsite", "the website configuration", buckets.website),
  ]);
  return { name, region, website };
}

async function readJournal(
  buckets: BucketsPort,
  ask: Ask,
  site: Site,
  name: string | null,
): Promise<JournalBucket | null> {
  if (name === null) return null;
  const of = asker(ask, { name, region: site.secondary.region });
  const [region, versioning, publicAccess] = await Promise.all([
    of("s3:ListBucket", "the region", buckets.region),
    of("s3:GetBucketVersioning", "versioning", buckets.versioning),
    of("s3:GetBucketPublicAccessBlock", "the public access block", buckets.publicAccess),
  ]);
  return { name, region, versioning, publicAccess };
}

/** Asks one bucket for one thing after the other. */
const asker =
  (ask: Ask, at: BucketAt) =>
  <T>(permission: string, what: string, read: (bucket: BucketAt) => Promise<T>): Promise<Reading<T>> =>
    ask(permission, `${what} of ${at.name}`, () => read(at));

const furtherNames = (site: Site): readonly string[] =>
  site.secondary.target.kind === "s3-website"
    ? site.names
        .map(({ name }) => name)
        .filter((name) => name !== site.secondary.bucket && name !== site.name)
    : [];
