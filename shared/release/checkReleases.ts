import type { BucketRef } from "../model/bucket.ts";
import { known, type Reading, unknown } from "../model/observation.ts";
import { isOwnKey } from "../model/ownKeys.ts";
import { reasonOf } from "../model/reason.ts";
import { isWhole, type ReleaseCheck, type ReleaseFound, type ReleaseManifest } from "../model/release.ts";
import type { Releases, Site } from "../model/site.ts";
import type { Clock } from "../model/time.ts";
import { idsOf, keyOfManifest } from "./manifestKeys.ts";
import { readManifestText } from "./manifestText.ts";
import type { ReleaseBucketPort, ReleaseHttpPort } from "./ports.ts";
import { distrust, statementOf } from "./signature.ts";
import { type Tally, tallyOf } from "./tally.ts";
import { unservedOf } from "./unservedOf.ts";

export interface ReleasePorts {
  readonly clock: Pick<Clock, "now">;
  readonly bucket: ReleaseBucketPort;
  readonly http: ReleaseHttpPort;
}

/** Each is held in memory while the standby is listed once for all of them. */
const checkedAtMost = 3;

/**
 * Checks the newest releases in the standby's bucket alone: what their manifests name against what it lists, and single
 * objects asked about where the listing can't tell. Needs nothing of the primary's region. Never throws.
 */
export async function checkReleases(ports: ReleasePorts, site: Site): Promise<Reading<ReleaseCheck>> {
  const at = ports.clock.now();
  try {
    const manifests = await newestManifests(ports.bucket, site);
    if (typeof manifests === "string") return unknown(manifests, at);
    const found = await lookFor(ports.bucket, site, manifests);
    const [newest] = found.releases;
    const [manifest] = manifests;
    if (newest === undefined || manifest === undefined)
      return unknown(`the standby holds no release manifest`, at);
    return known(
      {
        at,
        unchangedSince: at,
        newest,
        whole: found.releases.find(isWhole)?.id ?? null,
        ids: found.releases.map(({ id }) => id),
        beside: found.beside,
        // Of one that is not whole it is known what is wrong.
        unserved: isWhole(newest) ? await unservedOf(ports.http, site, manifest) : [],
      },
      at,
    );
  } catch (error) {
    return unknown(`the standby's releases can't be checked: ${reasonOf(error)}`, at);
  }
}

/** Newest first; or why nothing can be said. A newest one that can't be trusted is never passed over for an older one. */
async function newestManifests(
  bucket: ReleaseBucketPort,
  site: Site,
): Promise<readonly ReleaseManifest[] | string> {
  const { releases } = site;
  if (releases === null) return "sites.yml has no releases for this site";
  const standby = standbyOf(site);
  const ids = await idsOf(bucket, standby, releases.prefix);
  if (ids.length === 0) return `the standby holds no release manifest under ${releases.prefix}`;
  const texts = await Promise.all(
    ids.slice(0, checkedAtMost).map((id) => bucket.text(standby, keyOfManifest(releases.prefix, id))),
  );
  const read = texts.map((text, n) => trusted(text ?? "", ids[n] ?? "", site.name, releases));
  if (typeof read[0] === "string") return read[0];
  return read.filter((one) => typeof one !== "string");
}

function trusted(text: string, id: string, site: string, { publicKey }: Releases): ReleaseManifest | string {
  const read = readManifestText(text);
  const not = (because: string) => `the release manifest ${id} can't be trusted: ${because}`;
  if (read.kind === "faulty") return not(read.because);
  const { manifest, signature, sha256 } = read;
  if (manifest.site !== site || manifest.id !== id) return not(`it is ${manifest.id} of ${manifest.site}`);
  if (publicKey === null) return manifest;
  const because = distrust(publicKey, statementOf(site, id, sha256), signature);
  return because === null ? manifest : not(because);
}

const standbyOf = ({ secondary }: Site): BucketRef => ({ name: secondary.bucket, region: secondary.region });

/** The standby's bucket is listed once, whatever the number of releases looked for. */
async function lookFor(bucket: ReleaseBucketPort, site: Site, manifests: readonly ReleaseManifest[]) {
  const tallies = manifests.map(tallyOf);
  let beside = 0;
  for await (const page of bucket.list(standbyOf(site), manifests[0]?.prefix ?? ""))
    for (const object of page) {
      const isNamed = tallies.map((tally) => tally.see(object));
      if (isNamed[0] === false && !isOwnKey(site, object.key)) beside += 1;
    }
  const [first, ...older] = tallies;
  const newest = first === undefined ? [] : [await settled(bucket, standbyOf(site), first)];
  const releases: readonly ReleaseFound[] = [
    ...newest,
    ...older.map((tally) => tally.found(tally.doubts, 0)),
  ];
  return { releases, beside };
}

const askedAtMost = 50;

/** Where size agrees and ETag does not (another encryption, parts of another size), version id or checksum tells. */
async function settled(bucket: ReleaseBucketPort, standby: BucketRef, tally: Tally): Promise<ReleaseFound> {
  const asked = tally.doubts.slice(0, askedAtMost);
  const heads = await Promise.all(asked.map(({ key }) => bucket.head(standby, key)));
  const answers = asked.map((wanted, n) => {
    const head = heads[n];
    if (head === null || head === undefined) return "differs";
    if (wanted.version !== null && head.version === wanted.version) return "same";
    if (wanted.checksum !== null && head.checksum !== null)
      return head.checksum === wanted.checksum ? "same" : "differs";
    // A replica keeps the version id: docs/aws-facts.md 5.
    return wanted.version !== null && head.version !== null ? "differs" : "unproven";
  });
  const differing = asked.filter((_, n) => answers[n] === "differs");
  const unproven = answers.filter((answer) => answer === "unproven").length;
  return tally.found(differing, unproven + tally.doubts.length - asked.length);
}
