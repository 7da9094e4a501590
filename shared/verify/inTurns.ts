import type { BucketsAsked } from "../model/bucket.ts";
import type { ListingsCompared } from "../model/observation.ts";
import { after, between, type EpochMs, hours, minutes } from "../model/time.ts";
import { compareBuckets } from "./compareBuckets.ts";
import { compareWithInventory } from "./compareWithInventory.ts";
import type { SharedFolder } from "./inShares.ts";
import type { Inventory } from "./inventory.ts";
import type { Holdings } from "./inventoryResult.ts";
import { comparisonOf, type Kept, readKept, writeInventory, writeKept } from "./kept.ts";
import type { VerifyPorts } from "./ports.ts";
import type { Limits } from "./task.ts";

/** The client tries three times itself, each within five seconds: more would be past the time. */
const limits: Omit<Limits, "deadline"> = {
  signal: null,
  inFlight: 32,
  requestsPerSecond: null,
  memoryBytes: 128_000_000,
  tries: 1,
};

/** What was begun longer ago is begun anew: its first ranges are too old beside its last. */
const goneOnWithin = minutes(30);

/** They are made every twelve hours (infra/service/comparisonSchedule.ts); when they cease, the loop compares. */
const isKept = ({ comparison }: ListingsCompared, now: EpochMs): boolean =>
  between(comparison.at, now) < hours(26);

/**
 * A comparison for the loop: as much of it as a run has time for, the rest on the next runs. A small site is done at
 * once, with nothing to write down unless it changed. Throws when there is no result: half of one would read like the whole.
 */
export const inTurns =
  (ports: VerifyPorts, folderOf: (site: string) => SharedFolder) =>
  async ({ site, time, window, calm, ...asked }: BucketsAsked): Promise<ListingsCompared> => {
    const folder = folderOf(site);
    const began = ports.clock.now();
    const kept = await readKept(folder);
    if (calm && kept.inShares !== null && isKept(kept.inShares, began)) return kept.inShares;
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
      await writeKept(folder, { ...kept, paused: { began: now, done: result.paused } });
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

/** Written where it changed alone. */
async function keep(
  folder: SharedFolder,
  kept: Kept,
  learned: readonly string[],
  inventory: Inventory | null,
): Promise<void> {
  const digest = await writeInventory(folder, kept, inventory);
  const next: Kept = { ...kept, learned, paused: null, digest };
  if (JSON.stringify(next) !== JSON.stringify(kept)) await writeKept(folder, next);
}

/** What the standby holds of what the primary was last seen to hold, by the standby's listing alone; null: nothing is known. */
export const heldInTurns =
  (ports: VerifyPorts, folderOf: (site: string) => SharedFolder) =>
  async ({
    site,
    secondary,
    time,
  }: BucketsAsked): Promise<(Holdings & { readonly asOf: EpochMs }) | null> => {
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
