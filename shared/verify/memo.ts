import { exceptionsOf } from "./exceptions.ts";
import { type Inventory, type InventoryPart, partsOf } from "./inventory.ts";
import { compareKeys } from "./keyOrder.ts";
import { type Milestone, splitPoints } from "./milestones.ts";
import type { Stretch } from "./stretch.ts";
import type { CompareTask } from "./task.ts";

/** What a comparison leaves for later: where the next one may split, and what the primary held. */
export class Memo {
  readonly #task: CompareTask;
  readonly #exceptions: ReturnType<typeof exceptionsOf>;
  readonly #milestones: Milestone[];
  readonly #parts: InventoryPart[];

  constructor(task: CompareTask) {
    this.#task = task;
    this.#exceptions = exceptionsOf(task.scope.exceptions);
    this.#milestones = [...(task.resume?.milestones ?? [])];
    this.#parts = [...(task.resume?.inventory ?? [])];
  }

  /** A stretch of the primary's listing, with all its keys up to `upTo`; null: to the last. */
  walked(stretch: Stretch, upTo: string | null): void {
    const { page, from, to } = stretch;
    if (upTo !== null && to > from) this.#milestones.push({ upTo, pages: (to - from) / page.count });
    if (this.#task.inventory) this.#parts.push(...partsOf(stretch, this.#exceptions));
  }

  get learned(): readonly string[] {
    return splitPoints(this.#milestones);
  }

  get inventory(): Inventory | null {
    const { inventory, scope, now } = this.#task;
    const parts = this.#parts.toSorted((a, b) => compareKeys(a.upTo, b.upTo));
    return inventory ? { ...scope, asOf: now, parts } : null;
  }

  /** For a paused comparison. */
  get open(): { readonly milestones: readonly Milestone[]; readonly inventory: readonly InventoryPart[] } {
    return { milestones: this.#milestones, inventory: this.#parts };
  }
}
