import { type EpochMs, epochMs } from "../model/time.ts";
import { keyAt } from "./encodedKeys.ts";
import type { Exceptions } from "./exceptions.ts";
import { modifiedAt } from "./listed.ts";
import type { Page } from "./page.ts";
import type { Stretch } from "./stretch.ts";
import { StretchDigest } from "./stretchDigest.ts";

/**
 * What the primary was seen to hold, in digests of short ranges of keys: about half a megabyte of JSON for a million
 * objects. Kept where the primary's region being dark does not matter, it tells what of it the secondary still holds.
 */
export interface Inventory {
  readonly prefix: string;
  readonly exceptions: readonly string[];
  /** When the listing began. */
  readonly asOf: EpochMs;
  /** In key order; each covers the keys after the last of the one before it. */
  readonly parts: readonly InventoryPart[];
}

export interface InventoryPart {
  readonly upTo: string;
  readonly count: number;
  /** When the newest of its objects was written. */
  readonly newest: EpochMs;
  /** Of keys, sizes and ETags. */
  readonly digest: string;
}

const keysApiece = 256;

/** The parts that a stretch of the primary's listing makes. */
export function partsOf({ page, from, to }: Stretch, exceptions: Exceptions): readonly InventoryPart[] {
  const wanted = (of: Page, entry: number): boolean => !exceptions.any || !exceptions.has(of, entry);
  const parts: InventoryPart[] = [];
  for (let start = from; start < to; start += keysApiece) {
    const end = Math.min(start + keysApiece, to);
    const digest = new StretchDigest();
    digest.add(page, start, end, wanted);
    const { count } = digest;
    parts.push({
      upTo: keyAt(page, end - 1),
      count,
      newest: newestOf(page, start, end),
      digest: digest.value(),
    });
  }
  return parts;
}

function newestOf(page: Page, from: number, to: number): EpochMs {
  let newest = 0;
  for (let entry = from; entry < to; entry++) newest = Math.max(newest, modifiedAt(page, entry));
  return epochMs(newest);
}
