import type { BucketRef } from "../model/bucket.ts";
import type { ReleasedObject, ReleaseManifest } from "../model/release.ts";
import type { Clock, EpochMs } from "../model/time.ts";
import { idsOf, keyOfManifest, releaseId } from "./manifestKeys.ts";
import { manifestText, readManifestText, signedManifestText } from "./manifestText.ts";
import type { ListedObject, ReleaseBucketPort, ReleaseWritePort } from "./ports.ts";
import type { Signer } from "./signature.ts";

export interface ReleaseOrder {
  readonly site: string;
  readonly primary: BucketRef;
  /** Of the site's content; "" for all of the bucket. */
  readonly prefix: string;
  readonly manifests: { readonly prefix: string; readonly keep: number };
  readonly isOwn: (key: string) => boolean;
  /** What the pipeline calls the release; null: nothing but its time. */
  readonly label: string | null;
}

export interface ReleaseWritten {
  readonly key: string;
  readonly pruned: readonly string[];
}

const atOnce = 24;

/** What the primary's bucket holds now, as a manifest. Objects that are as in the release before are not asked about again. */
export async function buildManifest(
  ports: { readonly clock: Pick<Clock, "now">; readonly bucket: ReleaseBucketPort },
  order: ReleaseOrder,
): Promise<{ readonly manifest: ReleaseManifest; readonly asked: number }> {
  const createdAt = ports.clock.now();
  const before = await lastManifest(ports.bucket, order);
  const listed: ListedObject[] = [];
  for await (const page of ports.bucket.list(order.primary, order.prefix))
    listed.push(...page.filter(({ key }) => !order.isOwn(key)));
  const kept = new Map(before?.objects.map((object) => [object.key, object]));
  const isKept = (object: ListedObject) =>
    isUnchanged(object, kept.get(object.key), before?.createdAt ?? null);
  const asked = listed.filter((object) => !isKept(object));
  const heads = await inTurn(asked, ({ key }) => headOf(ports.bucket, order.primary, key));
  const fresh = new Map(heads.map((object) => [object.key, object]));
  const objects = listed.flatMap(({ key }) => fresh.get(key) ?? kept.get(key) ?? []);
  const id = releaseId(createdAt, order.label);
  return {
    manifest: { site: order.site, id, createdAt, prefix: order.prefix, objects },
    asked: asked.length,
  };
}

/** Written last, read back, and the oldest taken away. Throws when what is read back is not what was written. */
export async function writeManifest(
  bucket: ReleaseWritePort,
  order: ReleaseOrder,
  manifest: ReleaseManifest,
  signer: Signer | null,
): Promise<ReleaseWritten> {
  const key = keyOfManifest(order.manifests.prefix, manifest.id);
  const text = signer === null ? manifestText(manifest, null) : await signedManifestText(manifest, signer);
  await bucket.write(order.primary, key, text);
  if ((await bucket.text(order.primary, key)) !== text)
    throw new Error(`${key} was written to ${order.primary.name}, and reads back as something else`);
  const ids = await idsOf(bucket, order.primary, order.manifests.prefix);
  const pruned = ids.slice(order.manifests.keep).map((id) => keyOfManifest(order.manifests.prefix, id));
  for (const old of pruned) await bucket.remove(order.primary, old);
  return { key, pruned };
}

/** A manifest that can't be read is no reason not to write the next: all objects are asked about then. */
async function lastManifest(bucket: ReleaseBucketPort, order: ReleaseOrder): Promise<ReleaseManifest | null> {
  const [id] = await idsOf(bucket, order.primary, order.manifests.prefix);
  if (id === undefined) return null;
  const text = await bucket.text(order.primary, keyOfManifest(order.manifests.prefix, id));
  const read = readManifestText(text ?? "");
  return read.kind === "read" && read.manifest.prefix === order.prefix ? read.manifest : null;
}

/** Written before the last manifest and listed as it says: metadata can't change without a write. */
const isUnchanged = (
  listed: ListedObject,
  named: ReleasedObject | undefined,
  since: EpochMs | null,
): boolean =>
  named !== undefined &&
  since !== null &&
  listed.modifiedAt < since &&
  named.size === listed.size &&
  named.etag === listed.etag;

async function headOf(bucket: ReleaseBucketPort, ref: BucketRef, key: string): Promise<ReleasedObject> {
  const head = await bucket.head(ref, key);
  if (head === null)
    throw new Error(`${key} went away from ${ref.name} while its manifest was made: deploy again`);
  return head;
}

async function inTurn<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  for (let from = 0; from < items.length; from += atOnce)
    answers.push(...(await Promise.all(items.slice(from, from + atOnce).map(ask))));
  return answers;
}
