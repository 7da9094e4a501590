import { hash } from "node:crypto";
import type { Comparison, ListingsCompared } from "../model/observation.ts";
import type { EpochMs } from "../model/time.ts";
import type { SharedFolder } from "./inShares.ts";
import type { Inventory } from "./inventory.ts";
import type { Example, Found, Paused } from "./result.ts";
import type { Complete } from "./wholeOf.ts";

/** Kept beside the record, in the standby's region: where the next comparison splits, and goes on. */
export interface Kept {
  readonly learned: readonly string[];
  readonly paused: { readonly began: EpochMs; readonly done: Paused } | null;
  /** Of the inventory that was written last. */
  readonly digest: string | null;
  /** The last comparison in shares, of a site too large for the loop; null: there was none. */
  readonly inShares: ListingsCompared | null;
}

const nothingKept: Kept = { learned: [], paused: null, digest: null, inShares: null };

export const readKept = async (folder: SharedFolder): Promise<Kept> => ({
  ...nothingKept,
  ...((await folder.read("comparison")) as Partial<Kept> | null),
});

export const writeKept = (folder: SharedFolder, kept: Kept): Promise<void> =>
  folder.write("comparison", kept);

/**
 * Written where it changed alone, and its digest given back. An inventory of nothing would say that nothing is owed, so
 * the last one stays.
 */
export async function writeInventory(
  folder: SharedFolder,
  { digest: before }: Kept,
  inventory: Inventory | null,
): Promise<string | null> {
  const parts = inventory?.parts ?? [];
  if (parts.length === 0) return before;
  const digest = hash("sha256", JSON.stringify(parts));
  if (digest !== before) await folder.write("inventory", inventory);
  return digest;
}

/** What a comparison in shares found, for the loop to rest on, and what the primary held by it. */
export async function keepWhole(
  folder: SharedFolder,
  { found, learned, inventory }: Complete,
  began: EpochMs,
  endedAt: EpochMs,
): Promise<void> {
  const inShares = { comparison: comparisonOf(found, began, endedAt), inReplica: found.inSecondary };
  const kept = await readKept(folder);
  const digest = await writeInventory(folder, kept, inventory);
  await writeKept(folder, { ...kept, learned, inShares, digest });
}

export function comparisonOf(found: Found, at: EpochMs, endedAt: EpochMs): Comparison {
  const { compared, missing, differs, extra, pending, lag, newestInSecondary } = found;
  const counts = { compared, missing, differs, extra, pending };
  const examples = found.examples.filter(isNamed);
  const times = { at, endedAt, unchangedSince: at };
  return { ...times, mode: "key+size+etag", ...counts, lag, newestInSecondary, examples };
}

type Named = Comparison["examples"][number];
const isNamed = (example: Example): example is Named =>
  example.difference !== "pending" && example.difference !== "unproven";
