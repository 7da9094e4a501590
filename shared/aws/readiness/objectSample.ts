import { HeadObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { type EpochMs, epochMs } from "../../model/time.ts";
import type { ReplicationSample, SampledObject } from "../../readiness/bucketSettings.ts";
import type { S3 } from "../clients.ts";
import { refusalOf } from "../refusal.ts";

const newest = 6;
const spread = 4;

interface Listed {
  readonly key: string;
  readonly modifiedAt: EpochMs;
}

/** One page of the listing; of its objects the newest, and some evenly between first and last, asked one by one. */
export async function sampleObjects(s3: S3, bucket: string, prefix: string): Promise<ReplicationSample> {
  const page = await s3.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, EncodingType: "url" }),
  );
  const listed = (page.Contents ?? []).map(
    ({ Key = "", LastModified }): Listed => ({
      key: page.EncodingType === "url" ? decodeURIComponent(Key.replaceAll("+", " ")) : Key,
      modifiedAt: epochMs(LastModified?.getTime() ?? 0),
    }),
  );
  const chosen = chosenFrom(listed.filter(({ key }) => !key.endsWith("/")));
  const objects = await Promise.all(chosen.map((object) => ask(s3, bucket, object)));
  return { listed: listed.length, objects: objects.filter((object) => object !== null) };
}

function chosenFrom(listed: readonly Listed[]): readonly Listed[] {
  const latest = listed.toSorted((a, b) => b.modifiedAt - a.modifiedAt).slice(0, newest);
  const step = Math.max(1, Math.floor(listed.length / spread));
  const between = listed.filter((_, i) => i % step === 0).slice(0, spread);
  return [...new Set([...latest, ...between])];
}

/** null: deleted since it was listed. */
async function ask(s3: S3, bucket: string, { key, modifiedAt }: Listed): Promise<SampledObject | null> {
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
