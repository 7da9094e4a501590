import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { epochMs } from "../../model/time.ts";
import type { ListedObject } from "../../observe/ports.ts";
import type { ReplicationSample, SampledObject } from "../../readiness/bucketSettings.ts";
import type { S3 } from "../clients.ts";
import { listPages } from "../listPages.ts";
import { refusalOf } from "../refusal.ts";

const newest = 6;
const spread = 4;

/** One page of the listing; of its objects the newest, and some evenly between first and last, asked one by one. */
export async function sampleObjects(s3: S3, bucket: string, prefix: string): Promise<ReplicationSample> {
  const { value: page = [] } = await listPages(s3, bucket, { prefix, startAfter: "" }).next();
  const listed = (page ?? []) as readonly ListedObject[];
  const chosen = chosenFrom(listed.filter(({ key }) => !key.endsWith("/")));
  const objects = await Promise.all(chosen.map((object) => ask(s3, bucket, object)));
  return { listed: listed.length, objects: objects.filter((object) => object !== null) };
}

function chosenFrom(listed: readonly ListedObject[]): readonly ListedObject[] {
  const latest = listed.toSorted((a, b) => b.modifiedAt - a.modifiedAt).slice(0, newest);
  const step = Math.max(1, Math.floor(listed.length / spread));
  const between = listed.filter((_, i) => i % step === 0).slice(0, spread);
  return [...new Set([...latest, ...between])];
}

/** null: deleted since it was listed. */
async function ask(s3: S3, bucket: string, { key, modifiedAt }: ListedObject): Promise<SampledObject | null> {
  try {
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return {
      key,
      modifiedAt: epochMs(head.LastModified?.getTime() ?? modifiedAt),
      replication: head.ReplicationStatus ?? null,
      encryption: head.ServerSideEncryption ?? null,
    };
  } catch (error) {
    if (refusalOf(error).status === 404) return null;
    throw error;
  }
}
