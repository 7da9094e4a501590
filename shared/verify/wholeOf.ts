import { type DurationMs, type EpochMs, epochMs, ms } from "../model/time.ts";
import { firstExamples } from "./examples.ts";
import type { CompareResult, Cost, Found, ModeUsed } from "./result.ts";

export type Complete = Extract<CompareResult, { readonly kind: "complete" }>;

/**
 * One comparison out of those of all shares, in the order of their keys. The split points come out denser by a share's
 * end here and there, which costs nothing. Throws for none at all: no comparison is no proof of anything.
 */
export function wholeOf(parts: readonly Complete[]): Complete {
  const [first] = parts;
  if (first === undefined) throw new Error("a comparison of no shares");
  return {
    kind: "complete",
    found: parts.map(({ found }) => found).reduce(together),
    mode: modeOf(parts.map(({ mode }) => mode)),
    learned: parts.flatMap(({ learned }) => learned),
    inventory: inventoryOf(parts),
    cost: parts.map(({ cost }) => cost).reduce(costTogether),
  };
}

function together(one: Found, other: Found): Found {
  const examples = firstExamples(one.examples);
  other.examples.forEach(examples.add);
  return {
    compared: one.compared + other.compared,
    inSecondary: one.inSecondary + other.inSecondary,
    missing: one.missing + other.missing,
    differs: one.differs + other.differs,
    extra: one.extra + other.extra,
    extrasAsked: {
      deletesNotReplicated: one.extrasAsked.deletesNotReplicated + other.extrasAsked.deletesNotReplicated,
      writtenInSecondary: one.extrasAsked.writtenInSecondary + other.extrasAsked.writtenInSecondary,
    },
    pending: one.pending + other.pending,
    unproven: one.unproven + other.unproven,
    lag: longest(one.lag, other.lag),
    newestInSecondary: newest(one.newestInSecondary, other.newestInSecondary),
    examples: examples.all(),
  };
}

/** The weakest that any share had to rest on. */
const modeOf = (modes: readonly ModeUsed[]): ModeUsed =>
  modes.reduce((weakest, each) =>
    strength.indexOf(each.mode) > strength.indexOf(weakest.mode) ? each : weakest,
  );
const strength: readonly ModeUsed["mode"][] = [
  "key+size+etag",
  "key+size+etag, else version id or checksum",
  "key+size",
];

/** Of all shares, or there is none: with a gap in it, it would say that nothing was there. */
function inventoryOf(parts: readonly Complete[]): Complete["inventory"] {
  const inventories = parts.flatMap(({ inventory }) => (inventory === null ? [] : [inventory]));
  const [first] = inventories;
  if (first === undefined || inventories.length < parts.length) return null;
  const asOf = epochMs(Math.min(...inventories.map((each) => each.asOf)));
  return { ...first, asOf, parts: inventories.flatMap((each) => each.parts) };
}

const costTogether = (one: Cost, other: Cost): Cost => ({
  requests: one.requests + other.requests,
  probes: one.probes + other.probes,
  retries: one.retries + other.retries,
  bytes: one.bytes + other.bytes,
});

const longest = (one: DurationMs, other: DurationMs): DurationMs => ms(Math.max(one, other));
const newest = (one: EpochMs | null, other: EpochMs | null): EpochMs | null =>
  one === null || other === null ? (one ?? other) : epochMs(Math.max(one, other));
