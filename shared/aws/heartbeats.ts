import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import * as v from "valibot";
import type { Beat, SentBeats } from "../model/heartbeat.ts";
import type { Side, Site } from "../model/site.ts";
import { epochMs, isoTime, ms } from "../model/time.ts";
import type { HeartbeatsPort } from "../observe/ports.ts";
import type { SharedFolder } from "../verify/inShares.ts";
import type { S3 } from "./clients.ts";
import { refusalOf } from "./refusal.ts";

/** Its object in the site's buckets, and its history beside the record. */
export const s3Heartbeats = (
  s3In: (region: string) => S3,
  evidenceOf: (site: string) => SharedFolder,
): HeartbeatsPort => ({
  arrived: arrivedHeartbeat(s3In),
  async sent({ name }) {
    const found = await evidenceOf(name).read("heartbeat");
    return found === null ? { sent: [], failure: null } : v.parse(history, found);
  },
  async write(site, { count, at }) {
    const { bucket: Bucket, region } = site.primary;
    const about = { ContentType: "application/json", CacheControl: "no-store" };
    const Body = JSON.stringify({ count, at: isoTime(at) });
    await s3In(region).send(new PutObjectCommand({ Bucket, Key: keyOf(site), Body, ...about }));
  },
  keep: ({ name }, beats) => evidenceOf(name).write("heartbeat", beats),
});

/** The newest that replication brought to the standby's bucket; null: none is there. */
export const arrivedHeartbeat =
  (s3In: (region: string) => S3): HeartbeatsPort["arrived"] =>
  async (site) => {
    const body = await textOf(s3In, site.secondary, keyOf(site));
    return body === null ? null : v.parse(beat, JSON.parse(body));
  };

function keyOf({ name, replication: { heartbeat } }: Site): string {
  if (heartbeat === null) throw new Error(`${name} has no heartbeat`);
  return heartbeat.key;
}

const time = v.pipe(v.number(), v.transform(epochMs));

const beat = v.object({
  count: v.pipe(v.number(), v.integer()),
  at: v.pipe(
    v.string(),
    v.isoTimestamp(),
    v.transform((written) => epochMs(Date.parse(written))),
  ),
}) satisfies v.GenericSchema<unknown, Beat>;

const history = v.object({
  sent: v.array(
    v.object({ count: v.number(), at: time, lag: v.nullable(v.pipe(v.number(), v.transform(ms))) }),
  ),
  failure: v.nullable(v.object({ at: time, because: v.string() })),
}) satisfies v.GenericSchema<unknown, SentBeats>;

async function textOf(
  s3In: (region: string) => S3,
  { bucket: Bucket, region }: Side,
  Key: string,
): Promise<string | null> {
  try {
    const { Body } = await s3In(region).send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToString("utf-8")) ?? "";
  } catch (error) {
    if (refusalOf(error).code === "NoSuchKey") return null;
    throw error;
  }
}
