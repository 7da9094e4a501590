import { epochMs } from "../model/time.ts";
import type { Asker } from "./asker.ts";
import { exceptionsOf } from "./exceptions.ts";
import type { Inventory, InventoryPart } from "./inventory.ts";
import type { InventoryTask } from "./inventoryResult.ts";
import type { InventoryTally } from "./inventoryTally.ts";
import { compareKeys } from "./keyOrder.ts";
import { PartSeen, type Wanted } from "./partSeen.ts";
import type { Range, Ranges } from "./ranges.ts";
import { Side } from "./side.ts";
import type { Walker } from "./walkRanges.ts";

interface InventoryWalk {
  readonly asker: Asker;
  readonly ranges: Ranges;
  readonly tally: InventoryTally;
}

/** Makes the walkers that compare a bucket with an inventory. Ranges begin and end where parts of it do. */
export function inventoryWalkers({ bucket, inventory }: InventoryTask, walk: InventoryWalk) {
  const wanted = wantedOf(inventory);
  return (range: Range): Walker => {
    const side = new Side(walk.asker, { what: "standby", bucket }, inventory.prefix);
    return new InventoryWalker(range, side, inventory.parts, wanted, walk);
  };
}

const wantedOf = ({ exceptions, asOf, parts }: Inventory): Wanted => ({
  exceptions: exceptionsOf(exceptions),
  notAfter: epochMs(parts.reduce((newest, part) => Math.max(newest, part.newest), asOf as number)),
});

class InventoryWalker implements Walker {
  readonly #range: Range;
  readonly #side: Side;
  readonly #parts: readonly InventoryPart[];
  readonly #wanted: Wanted;
  readonly #walk: InventoryWalk;
  #next: number;
  #cursor: string;
  #seen: PartSeen;
  #isDone = false;

  constructor(
    range: Range,
    side: Side,
    parts: readonly InventoryPart[],
    wanted: Wanted,
    walk: InventoryWalk,
  ) {
    this.#range = range;
    this.#side = side;
    this.#parts = parts;
    this.#wanted = wanted;
    this.#walk = walk;
    this.#cursor = range.after;
    this.#seen = new PartSeen(wanted);
    const next = parts.findIndex(({ upTo }) => compareKeys(upTo, range.after) > 0);
    this.#next = next === -1 ? parts.length : next;
  }

  /** One page, and all the parts that end in it. A part that goes on in the next page is waited for. */
  async step(): Promise<boolean> {
    await this.#side.fill(this.#cursor);
    while (this.#part()) if (this.#isDone) return false;
    return true;
  }

  /** False: the rest of the part is on the next page. */
  #part(): boolean {
    const part = this.#parts[this.#next] ?? null;
    const { knownUpTo } = this.#side;
    this.#seen.add(this.#side.take(part === null ? null : Buffer.from(part.upTo)));
    if (knownUpTo !== null && (part === null || compareKeys(knownUpTo, part.upTo) < 0)) {
      this.#cursor = knownUpTo;
      return false;
    }
    this.#passed(part);
    return true;
  }

  #passed(part: InventoryPart | null): void {
    const { after } = this.#range;
    this.#walk.tally.seen({ after, upTo: part?.upTo ?? null }, part, this.#seen);
    this.#seen = new PartSeen(this.#wanted);
    this.#next++;
    if (part === null || part.upTo === this.#range.upTo) this.#isDone = true;
    else this.#walk.ranges.reached(this.#range, part.upTo);
    this.#cursor = part?.upTo ?? this.#cursor;
  }
}
