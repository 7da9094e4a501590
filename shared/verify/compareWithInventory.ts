import { Asker, CannotList, Stopped } from "./asker.ts";
import type { InventoryResult, InventoryTask } from "./inventoryResult.ts";
import { InventoryTally } from "./inventoryTally.ts";
import { inventoryWalkers } from "./inventoryWalker.ts";
import type { VerifyPorts } from "./ports.ts";
import { Ranges } from "./ranges.ts";
import type { Limits } from "./task.ts";
import { walkRanges } from "./walkRanges.ts";

/**
 * Whether a bucket holds what another one was seen to hold, by a listing of the first alone: for when the other can't be
 * asked. Exact for ranges of keys: a range that differs is named, with how many keys it misses at least, not which.
 */
export async function compareWithInventory(
  ports: VerifyPorts,
  task: InventoryTask,
  limits: Limits,
): Promise<InventoryResult> {
  const { inventory } = task;
  const asker = new Asker(ports, limits);
  const tally = new InventoryTally(task.resume?.held ?? null);
  const marks = inventory.parts.filter((_, n) => n % partsApiece === partsApiece - 1).map(({ upTo }) => upTo);
  const ranges = new Ranges(task.resume?.left ?? [{ after: "", upTo: null }], marks);
  try {
    await walkRanges({
      ranges,
      workers: asker.throttle.most,
      walkerOf: inventoryWalkers(task, { asker, ranges, tally }),
      scout: () => null,
    });
  } catch (error) {
    const paused = { left: ranges.left, held: tally.held() };
    const end = { paused, cost: asker.cost };
    if (error instanceof Stopped) return { kind: "paused", because: error.message, ...end };
    if (error instanceof CannotList) return { kind: "failed", because: error.message, ...end };
    throw error;
  }
  return { kind: "complete", held: tally.held(), asOf: inventory.asOf, cost: asker.cost };
}

/** Four pages to a split point. */
const partsApiece = 16;
