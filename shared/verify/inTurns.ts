import { hash } from "node:crypto";
import type { BucketRef } from "../model/bucket.ts";
import type { Comparison } from "../model/observation.ts";
import { after, between, type DurationMs, type EpochMs, minutes } from "../model/time.ts";
import { compareBuckets } from "./compareBuckets.ts";
import { compareWithInventory } from "./compareWithInventory.ts";
import type { SharedFolder } from "./inShares.ts";
import type { Inventory } from "./inventory.ts";
import type { Holdings } from "./inventoryResult.ts";
import type { VerifyPorts } from "./ports.ts";
import type { Example, Found, Paused } from "./result.ts";
import type { Limits } from "./task.ts";

/** The client tries three times itself, each within five seconds: more would be past the time. */
const limits: Omit<Limits, "deadline"> = {
  signal: null,
  inFlight: 32,
  requestsPerSecond: null,
  memoryBytes: 128_000_000,
  tries: 1,
};

export interface Turn {
  readonly site: string;
  readonly primary: BucketRef;
  readonly secondary: BucketRef;
  readonly prefix: string;
  readonly exceptions: readonly string[];
  readonly window: DurationMs;
  readonly time: DurationMs;
}

/** Kept beside the record, in the standby's region: where the next comparison splits, and goes on. */
interface Kept {
  readonly learned: readonly string[];
  readonly paused: { readonly began: EpochMs; readonly done: Paused } | null;
  /** Of the inventory that was written last. */
  readonly digest: string | null;
}
const nothingKept: Kept = { learned: [], paused: null, digest: null };

/** What was begun longer ago is begun anew: its first ranges are too old beside its last. */
const goneOnWithin = minutes(30);

/**
 * A comparison for the loop: as much of it as a run has time for, the rest on the next runs. A small site is done at
 * once, with nothing to write down unless it changed. Throws when there is no result: half of one would read like the whole.
 */
export const inTurns =
  (ports: VerifyPorts, folderOf: (site: string) => SharedFolder) =>
  async ({ site, time, window, ...asked }: Turn) => {
    const folder = folderOf(site);
    const began = ports.clock.now();
    const kept = ((await folder.read("comparison")) as Kept | null) ?? nothingKept;
    const resumed =
      kept.paused !== null && between(kept.paused.began, began) < goneOnWithin ? kept.paused : null;
    const now = resumed?.began ?? began;
    const { primary, secondary, prefix, exceptions } = asked;
    const result = await compareBuckets(
      ports,
      {
        primary,
        secondary,
        scope: { prefix, exceptions },
        mode: "key+size+etag",
        learned: kept.learned,
        resume: resumed?.done ?? null,
        window,
        now,
        inventory: true,
      },
      { ...limits, deadline: after(began, time) },
    );
    if (result.kind === "failed") throw new Error(result.because);
    if (result.kind === "paused") {
      await folder.write("comparison", {
        ...kept,
        paused: { began: now, done: result.paused },
      } satisfies Kept);
      throw new Error(
        `it goes on in the next run: ${result.paused.found.compared} objects are compared so far`,
      );
    }
    await keep(folder, kept, result.learned, result.inventory);
    return {
      comparison: comparisonOf(result.found, now, ports.clock.now()),
      inReplica: result.found.inSecondary,
    };
  };

/** Written where it changed alone. An inventory of nothing would say that nothing is owed, so the last one stays. */
async function keep(
  folder: SharedFolder,
  kept: Kept,
  learned: readonly string[],
  inventory: Inventory | null,
): Promise<void> {
  const parts = inventory?.parts ?? [];
  const digest = parts.length === 0 ? kept.digest : hash("sha256", JSON.stringify(parts));
  if (digest !== kept.digest) await folder.write("inventory", inventory);
  const next: Kept = { learned, paused: null, digest };
  if (JSON.stringify(next) !== JSON.stringify(kept)) await folder.write("comparison", next);
}

/** What the standby holds of what the primary was last seen to hold, by the standby's listing alone; null: nothing is known. */
export const heldInTurns =
  (ports: VerifyPorts, folderOf: (site: string) => SharedFolder) =>
  async ({ site, secondary, time }: Turn): Promise<(Holdings & { readonly asOf: EpochMs }) | null> => {
    const inventory = (await folderOf(site).read("inventory")) as Inventory | null;
    if (inventory === null) return null;
    const deadline = after(ports.clock.now(), time);
    const result = await compareWithInventory(
      ports,
      { bucket: secondary, inventory, resume: null },
      { ...limits, deadline },
    );
    if (result.kind !== "complete") throw new Error(result.because);
    return { ...result.held, asOf: result.asOf };
  };

function comparisonOf(found: Found, at: EpochMs, endedAt: EpochMs): Comparison {
  const { compared, missing, differs, extra, pending, lag, newestInSecondary } = found;
  const counts = { compared, missing, differs, extra, pending };
  const examples = found.examples.filter(isNamed);
  const times = { at, endedAt, unchangedSince: at };
  return { ...times, mode: "key+size+etag", ...counts, lag, newestInSecondary, examples };
}

type Named = Comparison["examples"][number];
const isNamed = (example: Example): example is Named =>
  example.difference !== "pending" && example.difference !== "unproven";
