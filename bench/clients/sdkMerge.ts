import { paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";
import { compareKeys } from "../../shared/verify/keyOrder.ts";
import { asked, client, say } from "./client.ts";

/** What most people would write: the SDK's paginator on both buckets, merged; with shards, one such pair for each of them. */
interface Found {
  readonly missing: string[];
  readonly extra: string[];
  readonly differs: string[];
}

interface Listed {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
}

const told = asked();
const s3 = client(told, Math.max(2, told.shards * 2), true);
const found: Found = { missing: [], extra: [], differs: [] };
const startedAt = performance.now();
const points = told.learned ?? [];
const every = Math.max(1, Math.ceil(points.length / told.shards));
const cuts = told.shards === 1 ? [] : points.filter((_, n) => n % every === every - 1);
const ends: (string | null)[] = [...cuts, null];
await Promise.all(ends.map((upTo, n) => merge(n === 0 ? "" : (ends[n - 1] ?? ""), upTo)));
say({ ...found, wallMs: performance.now() - startedAt, learned: [] });

async function merge(after: string, upTo: string | null): Promise<void> {
  const [ours, theirs] = [objects(s3, "primary", after, upTo), objects(s3, "secondary", after, upTo)];
  let [a, b] = await Promise.all([ours.next(), theirs.next()]);
  while (a.done !== true || b.done !== true) {
    const order = a.done === true ? 1 : b.done === true ? -1 : compareKeys(a.value.key, b.value.key);
    if (order < 0 && a.done !== true) found.missing.push(a.value.key);
    else if (order > 0 && b.done !== true) found.extra.push(b.value.key);
    else if (a.done !== true && b.done !== true && isOther(a.value, b.value)) found.differs.push(a.value.key);
    [a, b] = await Promise.all([order <= 0 ? ours.next() : a, order >= 0 ? theirs.next() : b]);
  }
}

function isOther(a: Listed, b: Listed): boolean {
  return a.size !== b.size || a.etag !== b.etag;
}

async function* objects(
  from: S3Client,
  bucket: string,
  after: string,
  upTo: string | null,
): AsyncGenerator<Listed> {
  const input = { Bucket: bucket, EncodingType: "url", ...(after !== "" && { StartAfter: after }) } as const;
  for await (const page of paginateListObjectsV2({ client: from }, input)) {
    for (const { Key = "", Size = 0, ETag = "" } of page.Contents ?? []) {
      const key = decodeURIComponent(Key.replaceAll("+", " "));
      if (upTo !== null && compareKeys(key, upTo) > 0) return;
      yield { key, size: Size, etag: ETag };
    }
  }
}
