import { epochMs } from "../model/time.ts";
import type { InventoryPart } from "./inventory.ts";
import type { Holdings, OtherPart } from "./inventoryResult.ts";
import { compareKeys } from "./keyOrder.ts";
import type { PartSeen } from "./partSeen.ts";
import type { KeyRange } from "./result.ts";

const nothingHeld: Holdings = {
  known: 0,
  same: 0,
  missingAtLeast: 0,
  newer: 0,
  newestInSecondary: null,
  otherParts: 0,
  examples: [],
};

const mostExamples = 5;

export class InventoryTally {
  #held: Holdings;

  constructor(held: Holdings | null) {
    this.#held = held ?? nothingHeld;
  }

  /** `part` null: what lies beyond the inventory's last key. */
  seen(range: KeyRange, part: InventoryPart | null, seen: PartSeen): void {
    const was = this.#held;
    const { left, newer, newest } = seen;
    const held = part?.count ?? 0;
    const isSame = held === left && (part === null || part.digest === seen.digest());
    this.#held = {
      known: was.known + held,
      same: was.same + (isSame ? held : 0),
      missingAtLeast: was.missingAtLeast + (isSame ? 0 : Math.max(0, held - left - newer)),
      newer: was.newer + newer,
      newestInSecondary:
        newest === null ? was.newestInSecondary : epochMs(Math.max(was.newestInSecondary ?? 0, newest)),
      otherParts: was.otherParts + (isSame ? 0 : 1),
      examples: isSame ? was.examples : firstOf([...was.examples, { ...range, held, left, newer }]),
    };
  }

  held(): Holdings {
    return this.#held;
  }
}

const firstOf = (parts: readonly OtherPart[]): readonly OtherPart[] =>
  parts.toSorted((a, b) => compareKeys(a.after, b.after)).slice(0, mostExamples);
