import type { DurationMs, EpochMs } from "../model/time.ts";
import type { Doubt } from "./doubts.ts";
import type { Inventory, InventoryPart } from "./inventory.ts";
import type { Milestone } from "./milestones.ts";

/** All of it is JSON: a paused comparison is stored and resumed elsewhere. */
export type CompareResult =
  | {
      readonly kind: "complete";
      readonly found: Found;
      readonly mode: ModeUsed;
      /** About one key in four pages of the primary: what the next comparison splits by. */
      readonly learned: readonly string[];
      /** null where none was asked for. */
      readonly inventory: Inventory | null;
      readonly cost: Cost;
    }
  | {
      readonly kind: "paused";
      readonly because: string;
      readonly paused: Paused;
      readonly cost: Cost;
    }
  | {
      readonly kind: "failed";
      /** Names the bucket that could not be listed. */
      readonly because: string;
      readonly paused: Paused;
      readonly cost: Cost;
    };

/** What was done up to now, and the ranges that are left. */
export interface Paused {
  readonly left: readonly KeyRange[];
  readonly found: Found;
  readonly open: OpenQuestions;
  readonly milestones: readonly Milestone[];
  readonly inventory: readonly InventoryPart[];
}

/** To be asked about single objects at the end. `extras`: keys of some of the extra ones. */
export interface OpenQuestions {
  readonly doubts: readonly Doubt[];
  readonly extras: readonly string[];
}

/** Keys after `after`, up to `upTo` with it; "" and null: from the first, to the last. */
export interface KeyRange {
  readonly after: string;
  readonly upTo: string | null;
}

export interface Found {
  /** Keys of the primary that were looked up in the secondary; 0 proves nothing. */
  readonly compared: number;
  readonly inSecondary: number;
  readonly missing: number;
  readonly differs: number;
  /** In the secondary alone. A listing can't tell a delete that was not replicated from a write there. */
  readonly extra: number;
  /** Of the extra ones: those whose replication status was asked. */
  readonly extrasAsked: { readonly deletesNotReplicated: number; readonly writtenInSecondary: number };
  readonly pending: number;
  readonly unproven: number;
  /** How long the oldest missing or different object has been waiting; 0 when none is. */
  readonly lag: DurationMs;
  /** When the newest object was written that is in the secondary and not, or not the same, in the primary. */
  readonly newestInSecondary: EpochMs | null;
  /** The first few of each class, in key order. */
  readonly examples: readonly Example[];
}

export interface Example {
  readonly key: string;
  readonly difference: "missing" | "differs" | "extra" | "pending" | "unproven";
}

/** What equality rested on, and why on that. */
export interface ModeUsed {
  readonly mode: "key+size+etag" | "key+size" | "key+size+etag, else version id or checksum";
  readonly because: string;
}

export interface Cost {
  readonly requests: number;
  /** Of the requests: those that looked for split points. */
  readonly probes: number;
  readonly retries: number;
  readonly bytes: number;
}
