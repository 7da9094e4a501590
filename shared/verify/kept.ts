import type { Comparison, ListingsCompared } from "../model/observation.ts";
import type { EpochMs } from "../model/time.ts";
import type { SharedFolder } from "./inShares.ts";
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

/** What a comparison in shares found, for the loop to rest on. */
export async function keepWhole(
  folder: SharedFolder,
  { found, learned }: Complete,
  began: EpochMs,
  endedAt: EpochMs,
): Promise<void> {
  const inShares = { comparison: comparisonOf(found, began, endedAt), inReplica: found.inSecondary };
  await writeKept(folder, { ...(await readKept(folder)), learned, inShares });
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
