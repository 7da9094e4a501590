import type { Clock, DurationMs, EpochMs } from "../shared/model/time.ts";
import { after } from "../shared/model/time.ts";
import { isFailure } from "./aws/failure.ts";
import type { VirtualTime } from "./virtualTime.ts";

/** Where a run dies: at its n-th await (from 1) or its first call of that name; before it is sent, or after it was done. */
export interface Death {
  readonly at: number | string;
  readonly when: "before" | "after";
}

/**
 * One run of a function: all it waits for goes through here. Dead, it waits forever; what it sent is still done, as
 * the request was on its way.
 */
export class Run {
  readonly #time: VirtualTime;
  readonly #death: Death | null;
  readonly #died: () => void;
  readonly startedAt: EpochMs;
  readonly clock: Clock;
  #alive = true;
  #awaits = 0;

  constructor(time: VirtualTime, death: Death | null, skew: DurationMs, died: () => void) {
    this.#time = time;
    this.#death = death;
    this.#died = died;
    this.startedAt = time.now;
    this.clock = {
      now: () => after(time.now, skew),
      sleep: (span) => this.wait(span, () => undefined),
    };
  }

  get alive(): boolean {
    return this.#alive;
  }

  kill(): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#died();
  }

  /** Waits for `effect`, which happens after `span` and is answered, or fails, at once. `call`: what is asked for. */
  wait<T>(span: DurationMs | number, effect: () => T, call = ""): Promise<T> {
    this.#awaits += 1;
    const at = this.#death?.at;
    const dies = at === this.#awaits || at === call ? (this.#death?.when ?? null) : null;
    if (dies === "before") this.kill();
    if (!this.#alive) return new Promise(() => {});
    return new Promise((resolve, reject) => {
      this.#time.in(span, () => {
        const settle = this.#outcome(effect, resolve, reject);
        if (dies === "after") this.kill();
        if (!this.#alive) return;
        this.#time.resumed();
        settle();
      });
    });
  }

  #outcome<T>(effect: () => T, resolve: (value: T) => void, reject: (error: unknown) => void): () => void {
    try {
      const value = effect();
      return () => resolve(value);
    } catch (error) {
      if (!isFailure(error)) this.#time.fail(error);
      return () => reject(error);
    }
  }
}
