import type { EpochMs } from "../model/time.ts";
export interface Inventory {
  readonly prefix: string;
  readonly asOf: EpochMs;
  readonly parts: readonly InventoryPart[];
}
export interface InventoryPart {
  readonly upTo: string;
  readonly count: number;
  readonly newest: EpochMs;
  readonly digest: string;
}
