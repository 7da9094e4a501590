import type { BucketRef } from "../model/bucket.ts";
import type { EpochMs } from "../model/time.ts";
import type { Inventory } from "./inventory.ts";
import type { Cost, KeyRange } from "./result.ts";

export interface InventoryTask {
  /** What is listed: the secondary. */
  readonly bucket: BucketRef;
  readonly inventory: Inventory;
  readonly resume: InventoryPaused | null;
}

/** JSON. */
export interface InventoryPaused {
  readonly left: readonly KeyRange[];
  readonly held: Holdings;
}

export type InventoryResult =
  | {
      readonly kind: "complete";
      readonly held: Holdings;
      /** What was compared with is of this time; what the primary got since is not in it. */
      readonly asOf: EpochMs;
      readonly cost: Cost;
    }
  | {
      /** `failed`: the bucket could not be listed. `paused`: its time was up. Both can be gone on with. */
      readonly kind: "paused" | "failed";
      readonly because: string;
      readonly paused: InventoryPaused;
      readonly cost: Cost;
    };

/** What a bucket holds of an inventory. */
export interface Holdings {
  /** Objects of the inventory, in the parts that were looked at. */
  readonly known: number;
  /** Of them, those in parts that are as they were. */
  readonly same: number;
  /** At least so many of them are gone: fewer are there, written before the inventory or after it. */
  readonly missingAtLeast: number;
  /** Objects written after the newest of the inventory: an upload since then, or a replication that arrived since. */
  readonly newer: number;
  readonly newestInSecondary: EpochMs | null;
  /** The first few parts that are not as they were, in key order; how many there are. */
  readonly otherParts: number;
  readonly examples: readonly OtherPart[];
}

/** `held` keys were there; now `left` of the same age and `newer` ones are. */
export interface OtherPart extends KeyRange {
  readonly held: number;
  readonly left: number;
  readonly newer: number;
}
