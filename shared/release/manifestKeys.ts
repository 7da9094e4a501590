import type { BucketRef } from "../model/bucket.ts";
import { type EpochMs, isoTime } from "../model/time.ts";
import type { ReleaseBucketPort } from "./ports.ts";

/** Sorts by time: "20261124T031500123Z", and what the pipeline calls the release, if anything. */
export function releaseId(createdAt: EpochMs, label: string | null): string {
  const stamp = isoTime(createdAt).replace(/[-:.]/g, "");
  return label === null ? stamp : `${stamp}-${label.replace(/[^A-Za-z0-9._-]/g, "-").slice(0, 64)}`;
}

export const keyOfManifest = (prefix: string, id: string): string => `${prefix}${id}.json`;

/** Newest first. */
export async function idsOf(
  bucket: Pick<ReleaseBucketPort, "list">,
  ref: BucketRef,
  prefix: string,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const page of bucket.list(ref, prefix))
    for (const { key } of page)
      if (key.endsWith(".json")) ids.push(key.slice(prefix.length, -".json".length));
  return ids.filter((id) => !id.includes("/")).reverse();
}
