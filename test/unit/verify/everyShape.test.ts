import { describe, expect, test } from "vitest";
import { pagesOf } from "../../../bench/s3/pages.ts";
import { isShape, type Shape, shapes } from "../../../bench/s3/shapes.ts";
import { makeStore, type Store } from "../../../bench/s3/store.ts";
import { VirtualS3 } from "../../../bench/virtual.ts";
import { compareBuckets } from "../../../shared/verify/compareBuckets.ts";
import type { Difference } from "../../../shared/verify/task.ts";
import { oneByOne, taskOf } from "../../fixtures/comparison.ts";

/** In virtual time, where 40 ms are 40 ms: what a way of splitting costs, on the shapes of the benchmark. */
const [objects, latencyMs, inFlight] = [60_000, 40, 8];

async function compared(store: Store, learned: readonly string[] | null) {
  const s3 = new VirtualS3(store, latencyMs);
  const named: Difference[] = [];
  const comparing = compareBuckets(
    { clock: s3.clock, listing: s3, heads: null },
    taskOf({ learned, mode: "key+size+etag" }),
    { ...oneByOne, inFlight },
    { onDifference: (difference) => named.push(difference) },
  );
  const result = await s3.play(comparing);
  if (result.kind !== "complete") throw new Error(result.because);
  return { result, named, elapsedMs: s3.elapsed };
}

const keysOf = (named: readonly Difference[], kind: Difference["difference"]) =>
  named
    .filter(({ difference }) => difference === kind)
    .map(({ key }) => key)
    .sort();

describe.each(Object.keys(shapes).filter(isShape))("two buckets of the shape %s", (shape: Shape) => {
  const store = makeStore(shape, objects);
  const idealMs = (pagesOf(store) / inFlight) * latencyMs;

  test("are compared exactly, nothing known and learned", async () => {
    const first = await compared(store, null);
    const second = await compared(store, first.result.learned);
    for (const { named } of [first, second]) {
      expect(keysOf(named, "missing")).toEqual(store.planted.missing.toSorted());
      expect(keysOf(named, "extra")).toEqual(store.planted.extra.toSorted());
      expect(keysOf(named, "differs")).toEqual(store.planted.differs.toSorted());
    }
    expect(second.result.cost.probes).toBe(0);
    expect(second.elapsedMs).toBeLessThan(1.3 * idealMs);
    expect(first.elapsedMs).toBeLessThan(2.5 * idealMs);
  });
});
