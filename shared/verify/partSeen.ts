import { type EpochMs, epochMs } from "../model/time.ts";
import type { Exceptions } from "./exceptions.ts";
import { modifiedAt } from "./listed.ts";
import type { Page } from "./page.ts";
import type { Stretch } from "./stretch.ts";
import { StretchDigest } from "./stretchDigest.ts";

export interface Wanted {
  readonly exceptions: Exceptions;
  /** Objects written later are counted, and not digested: they are not of the inventory's time. */
  readonly notAfter: EpochMs;
}

/** What a bucket holds in the range of one part of an inventory. */
export class PartSeen {
  newer = 0;
  newest: EpochMs | null = null;
  readonly #digest = new StretchDigest();
  readonly #wanted: Wanted;

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
  }

  add({ page, from, to }: Stretch): void {
    this.#digest.add(page, from, to, (of, entry) => this.#isOfThen(of, entry));
  }

  /** How many are of the inventory's time or older. */
  get left(): number {
    return this.#digest.count;
  }

  /** To be asked once, at the end. */
  digest(): string {
    return this.#digest.value();
  }

  #isOfThen(page: Page, entry: number): boolean {
    if (this.#wanted.exceptions.any && this.#wanted.exceptions.has(page, entry)) return false;
    const at = modifiedAt(page, entry);
    this.newest = epochMs(Math.max(this.newest ?? 0, at));
    if (at <= this.#wanted.notAfter) return true;
    this.newer++;
    return false;
  }
}
