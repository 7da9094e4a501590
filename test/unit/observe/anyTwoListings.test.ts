import fc from "fast-check";
import { expect, it } from "vitest";
import { epochMs, minutes } from "../../../shared/model/time.ts";
import { compareListings } from "../../../shared/observe/compareListings.ts";
import type { ListedObject } from "../../../shared/observe/ports.ts";

const now = epochMs(Date.UTC(2026, 10, 23, 3));
const written = epochMs(now - minutes(60));
const clock = { now: () => now };
const budget = { objects: 1_000_000, time: minutes(1) };

/** Keys as S3 takes them: any UTF-8, also beyond the BMP, where JavaScript's own order is another than S3's. */
const key = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
const bucket = fc.dictionary(key, fc.constantFrom("e1", "e2"), { maxKeys: 30, noNullPrototype: true });
const pageSize = fc.integer({ min: 1, max: 7 });

it("finds in any two buckets, page by page, what comparing them key by key finds", async () => {
  await fc.assert(
    fc.asyncProperty(bucket, bucket, pageSize, pageSize, async (primary, replica, size, otherSize) => {
      const listings = [pagesOf(primary, size), pagesOf(replica, otherSize)] as const;
      const { comparison, inReplica } = await compareListings(...listings, minutes(15), clock, budget);
      const { compared, missing, differs, extra, pending } = comparison;
      expect({ compared, missing, differs, extra, pending, inReplica }).toEqual(naively(primary, replica));
    }),
    { numRuns: 500, seed: 20261123 },
  );
});

function naively(primary: Record<string, string>, replica: Record<string, string>) {
  const keys = Object.keys(primary);
  const shared = keys.filter((each) => Object.hasOwn(replica, each));
  return {
    compared: keys.length,
    missing: keys.length - shared.length,
    differs: shared.filter((each) => primary[each] !== replica[each]).length,
    extra: Object.keys(replica).length - shared.length,
    pending: 0,
    inReplica: Object.keys(replica).length,
  };
}

/** In the order of UTF-8 bytes, as S3 lists. */
async function* pagesOf(
  objects: Record<string, string>,
  size: number,
): AsyncIterable<readonly ListedObject[]> {
  const sorted = Object.entries(objects)
    .map(([name, etag]) => ({ key: name, size: 1, etag, modifiedAt: written }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  for (let at = 0; at < sorted.length; at += size) yield sorted.slice(at, at + size);
}
