import fc from "fast-check";
import { expect, it } from "vitest";
import { type Clock, epochMs } from "../../../shared/model/time.ts";
import { compareBuckets } from "../../../shared/verify/compareBuckets.ts";
import { compareWithInventory } from "../../../shared/verify/compareWithInventory.ts";
import type { ListingPort } from "../../../shared/verify/ports.ts";
import type { Paused } from "../../../shared/verify/result.ts";
import type { CompareTask, Difference, Limits } from "../../../shared/verify/task.ts";
import {
  anyKeys,
  anyPair,
  naively,
  type Pair,
  pagesOf,
  type Trouble,
  troubled,
} from "../../fixtures/anyBuckets.ts";
import { noon, oneByOne, taskOf } from "../../fixtures/comparison.ts";

const sizes = fc
  .array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 4 })
  .filter((all) => all.some((size) => size > 0));
const inFlight = fc.integer({ min: 1, max: 9 });
const troubles = fc
  .array(fc.constantFrom<Trouble>("none", "none", "none", "slowDown", "unavailable", "cutShort"), {
    maxLength: 7,
  })
  .map((all) => [...all, "none" as const]);

const still: Clock = { now: () => noon, sleep: async () => {} };
const portsOver = (listing: ListingPort, clock = still) => ({ clock, listing, heads: null });
const runs = { numRuns: 300, seed: 20261124 };

it("finds in any two buckets, however pages are cut and ranges split, what comparing key by key finds", async () => {
  await fc.assert(
    fc.asyncProperty(anyPair, sizes, inFlight, anyKeys, async (pair, pages, many, learned) => {
      const told: Difference[] = [];
      const result = await compareBuckets(
        portsOver(pagesOf(pair, pages)),
        taskOf({ learned }),
        { ...oneByOne, inFlight: many },
        { onDifference: (difference) => told.push(difference) },
      );
      const found = naively(pair);
      expect(result).toMatchObject({ kind: "complete", found });
      expect(told).toHaveLength(found.missing + found.differs + found.extra + found.pending);
    }),
    runs,
  );
});

it("finds the same when listing throttles, fails and breaks off on the way", async () => {
  await fc.assert(
    fc.asyncProperty(anyPair, sizes, inFlight, troubles, async (pair, pages, many, met) => {
      const listing = troubled(pagesOf(pair, pages), met);
      const limits: Limits = { ...oneByOne, inFlight: many, tries: 60 };
      expect(await compareBuckets(portsOver(listing), taskOf(), limits)).toMatchObject({
        kind: "complete",
        found: naively(pair),
      });
    }),
    runs,
  );
});

it("finds the same in one run and in many, each going on where the one before was stopped", async () => {
  await fc.assert(
    fc.asyncProperty(anyPair, sizes, inFlight, anyKeys, async (pair, pages, many, learned) => {
      const whole = await compareBuckets(portsOver(pagesOf(pair, pages)), taskOf({ learned }), oneByOne);
      const parts = await inParts(pair, pages, { ...oneByOne, inFlight: many }, learned);
      if (whole.kind !== "complete" || parts.kind !== "complete") throw new Error("not complete");
      expect(parts.found).toEqual(whole.found);
    }),
    runs,
  );
});

/** Time for a few pages at a time. What is left in between goes through JSON, as it would be stored. */
async function inParts(pair: Pair, pages: readonly number[], limits: Limits, learned: readonly string[]) {
  const task = taskOf({ learned });
  let resume: Paused | null = null;
  for (let part = 0; part < 500; part++) {
    let now = noon as number;
    const ticking: Clock = { now: () => epochMs(now++), sleep: async () => {} };
    const ports = portsOver(pagesOf(pair, pages), ticking);
    const until = { ...limits, deadline: epochMs(noon + 12 + (part % 5) * 4) };
    const result = await compareBuckets(ports, { ...task, resume }, until);
    if (result.kind !== "paused") return result;
    resume = JSON.parse(JSON.stringify(result.paused));
  }
  throw new Error("it never ends");
}

it("knows from the inventory alone whether the secondary holds what the primary held", async () => {
  await fc.assert(
    fc.asyncProperty(anyPair, sizes, inFlight, async (pair, pages, many) => {
      const limits: Limits = { ...oneByOne, inFlight: many };
      const ports = portsOver(pagesOf(pair, pages));
      const made = await compareBuckets(ports, taskOf({ inventory: true }), limits);
      if (made.kind !== "complete" || made.inventory === null) throw new Error("no inventory");
      const { inventory } = made;
      const result = await compareWithInventory(
        ports,
        { bucket: secondary, inventory, resume: null },
        limits,
      );
      const { missing, differs, extra, pending, compared } = naively(pair);
      if (result.kind !== "complete") throw new Error(result.because);
      expect(result.held.known).toBe(compared);
      expect(result.held.same === compared && result.held.otherParts === 0).toBe(
        missing + differs + extra + pending === 0,
      );
    }),
    runs,
  );
});

const { secondary }: CompareTask = taskOf();
