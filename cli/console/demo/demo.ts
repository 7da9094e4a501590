import type { Override } from "../../override/reach.ts";
import type { DemoState, DemoWish, PageClock, ReadinessFound } from "../wire.ts";

/** The simulated world as the console holds it in hand. */
export interface Demo {
  readonly sites: readonly string[];
  readonly override: Override;
  readonly state: DemoState;
  readiness(site: string): Promise<ReadinessFound>;
  clock(): PageClock;
  fulfil(wish: DemoWish): void;
  /** Gives what takes the listener off again. */
  onChange(listener: (state: DemoState) => void): () => void;
  /** So much real time has passed. */
  tick(realMs: number): Promise<void>;
}
