import fc from "fast-check";
import { expect, it } from "vitest";
import { type EpochMs, epochMs, minutes } from "../../../shared/model/time.ts";
import { compareBuckets } from "../../../shared/verify/compareBuckets.ts";
import type { PageAnswer, PageAsk } from "../../../shared/verify/ports.ts";
import type { CompareTask, Limits } from "../../../shared/verify/task.ts";
import { noon, oneByOne, taskOf } from "../../fixtures/comparison.ts";
import { type ListedObject, listingOf } from "../../fixtures/listings.ts";

/** Keys as S3 takes them: any UTF-8, also beyond the BMP, where JavaScript's own order is another than S3's. */
const key = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom("a", "b", "/", "%", "+", " ", "\n", "&", "é", "🗺"),
    minLength: 1,
    maxLength: 8,
  }),
);
const object = fc.record({
  size: fc.constantFrom(1, 2),
  etag: fc.constantFrom('"e1"', '"e2"'),
  modifiedAt: fc.constantFrom(epochMs(noon - minutes(60)), epochMs(noon - minutes(1))),
});
const bucket = fc.dictionary(key, object, { maxKeys: 40, noNullPrototype: true });
const pageSize = fc.integer({ min: 1, max: 7 });
const clock = { now: () => noon, sleep: async () => {} };

interface Drawn {
  readonly size: number;
  readonly etag: string;
  readonly modifiedAt: EpochMs;
}
type Bucket = Readonly<Record<string, Drawn>>;

const objectsOf = (drawn: Bucket): readonly ListedObject[] =>
  Object.entries(drawn).map(([name, rest]) => ({ key: name, ...rest }));

const portsOver = (primary: Bucket, secondary: Bucket, [size, otherSize]: readonly [number, number]) => {
  const listing = listingOf(({ name }) => objectsOf(name === "primary" ? primary : secondary));
  return {
    clock,
    heads: null,
    listing: {
      page: (ref: CompareTask["primary"], ask: PageAsk): Promise<PageAnswer> =>
        listing.page(ref, {
          ...ask,
          maxKeys: Math.min(ask.maxKeys, ref.name === "primary" ? size : otherSize),
        }),
    },
  };
};

function naively(primary: Bucket, secondary: Bucket) {
  const [ours, theirs] = [Object.entries(primary), Object.keys(secondary)];
  const unequal = ours.filter(([name, { size, etag }]) => {
    const copy = Object.hasOwn(secondary, name) ? secondary[name] : undefined;
    return copy?.size !== size || copy.etag !== etag;
  });
  const old = unequal.filter(([, { modifiedAt }]) => noon - modifiedAt >= minutes(15));
  return {
    compared: ours.length,
    inSecondary: theirs.length,
    missing: old.filter(([name]) => !Object.hasOwn(secondary, name)).length,
    differs: old.filter(([name]) => Object.hasOwn(secondary, name)).length,
    extra: theirs.filter((name) => !Object.hasOwn(primary, name)).length,
    pending: unequal.length - old.length,
    unproven: 0,
  };
}

it("finds in any two buckets, however the pages are cut, what comparing them key by key finds", async () => {
  await fc.assert(
    fc.asyncProperty(
      bucket,
      bucket,
      fc.tuple(pageSize, pageSize),
      fc.integer({ min: 1, max: 9 }),
      fc.array(key, { maxLength: 5 }),
      async (primary, secondary, sizes, inFlight, marks) => {
        const learned = marks.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        const limits: Limits = { ...oneByOne, inFlight };
        const result = await compareBuckets(
          portsOver(primary, secondary, sizes),
          taskOf({ learned }),
          limits,
        );
        expect(result).toMatchObject({ kind: "complete", found: naively(primary, secondary) });
      },
    ),
    { numRuns: 400, seed: 20261124 },
  );
});
