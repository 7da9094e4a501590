import type { DurationMs, EpochMs } from "../shared/model/time.ts";
import { epochMs } from "../shared/model/time.ts";

/** Something due at a moment of virtual time. Cancelled by `cancel`. */
export interface Due {
  readonly at: number;
  readonly order: number;
  run: (() => void) | null;
}

/**
 * A clock that only moves when told to, and what is due on it, in the order of time and then of asking. Nothing in a
 * simulated world waits for anything else.
 */
export class VirtualTime {
  #now: number;
  #asked = 0;
  #resumed = false;
  #bug: { readonly error: unknown } | null = null;
  readonly #heap: Due[] = [];

  constructor(start: EpochMs) {
    this.#now = start;
  }

  get now(): EpochMs {
    return epochMs(this.#now);
  }

  at(when: EpochMs, run: () => void): Due {
    const due: Due = { at: Math.max(when, this.#now), order: this.#asked++, run };
    push(this.#heap, due);
    return due;
  }

  in(span: DurationMs | number, run: () => void): Due {
    return this.at(epochMs(this.#now + span), run);
  }

  cancel(due: Due): void {
    due.run = null;
  }

  /** To be called by what settles a promise that code waits for: that code has to run before anything else happens. */
  resumed(): void {
    this.#resumed = true;
  }

  /** A mistake in the simulation itself. It ends the play; no code under test gets to handle it. */
  fail(error: unknown): void {
    this.#bug ??= { error };
  }

  /** Lets things happen until code was resumed, and says whether anything is left to happen before `end`. */
  advance(end: EpochMs): boolean {
    this.#resumed = false;
    while (!this.#resumed) {
      if (this.#bug !== null) throw this.#bug.error;
      const next = this.#heap[0];
      if (next === undefined || next.at > end) {
        this.#now = end;
        return false;
      }
      pop(this.#heap);
      if (next.run === null) continue;
      this.#now = next.at;
      next.run();
    }
    return true;
  }
}

/** What can be played: `advance` lets one thing happen and says whether there is more to come. */
export interface Playable {
  advance(): boolean;
}

/**
 * Plays worlds side by side to their ends. Between two happenings of a world its code runs until it waits again; one
 * turn of the event loop does that for all worlds at once, which is what makes thousands of them cheap.
 */
export async function playTogether(worlds: readonly Playable[]): Promise<void> {
  await codeHasRun();
  for (let playing = worlds; playing.length > 0; await codeHasRun()) {
    playing = playing.filter((world) => world.advance());
  }
}

const codeHasRun = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const sooner = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

function push(heap: Due[], due: Due): void {
  let hole = heap.length;
  heap.push(due);
  while (hole > 0) {
    const above = (hole - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || !sooner(due, parent)) break;
    heap[hole] = parent;
    hole = above;
  }
  heap[hole] = due;
}

function pop(heap: Due[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let hole = 0;
  for (;;) {
    const child = soonerChild(heap, hole);
    const next = heap[child];
    if (next === undefined || !sooner(next, last)) break;
    heap[hole] = next;
    hole = child;
  }
  heap[hole] = last;
}

function soonerChild(heap: readonly Due[], hole: number): number {
  const left = 2 * hole + 1;
  const [a, b] = [heap[left], heap[left + 1]];
  return a !== undefined && b !== undefined && sooner(b, a) ? left + 1 : left;
}
