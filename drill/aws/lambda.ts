import type { DurationMs } from "../../shared/model/time.ts";
import { minutes, ms, seconds } from "../../shared/model/time.ts";
import type { Chance } from "../chance.ts";
import type { Faults } from "../faults.ts";
import { type Death, Run } from "../run.ts";
import type { VirtualTime } from "../virtualTime.ts";

/** A function's code: a run of it, and what it was invoked with. */
export type Handler = (run: Run, payload: unknown) => Promise<unknown>;

/** How an asynchronous invocation ended for good. */
export type Ended = (name: string, attempt: number, outcome: Outcome) => void;
export type Outcome =
  | { readonly kind: "answered"; readonly answer: unknown }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "died" };

/** serverless.yml's timeout. */
export const timeout: DurationMs = seconds(120);
/** Two more tries, after one minute and then two (aws-facts 4). */
const retryAfter = [minutes(1), minutes(2)] as const;
/** A throttled invocation goes back to Lambda's queue. */
const queueFor = seconds(2);
/** Where a run that is drawn to die may do so. */
const deadliestAwait = 40;

/** Lambda in the standby region: one run of each function at a time, different functions side by side. */
export class Lambda {
  readonly #time: VirtualTime;
  readonly #chance: Chance;
  readonly #faults: Faults;
  readonly #handlers: Readonly<Record<string, Handler>>;
  readonly #dark: () => boolean;
  readonly #ended: Ended;
  readonly #running = new Set<string>();
  readonly #counts = new Map<object, number>();

  constructor(
    world: { time: VirtualTime; chance: Chance; faults: Faults },
    handlers: Readonly<Record<string, Handler>>,
    hooks: { readonly dark: () => boolean; readonly ended: Ended },
  ) {
    this.#time = world.time;
    this.#chance = world.chance.stream("lambda");
    this.#faults = world.faults;
    this.#handlers = handlers;
    this.#dark = hooks.dark;
    this.#ended = hooks.ended;
  }

  /** Every so often, at the same second of the span; while the region is dark nothing runs. */
  schedule(name: string, every: DurationMs, payload: unknown): void {
    const tick = (): void => {
      if (!this.#dark()) this.invoke(name, payload);
      this.#time.in(every, tick);
    };
    this.#time.in(this.#chance.between(0, every - 1), tick);
  }

  /** Asynchronous: queued while the function is busy or its region dark, tried again when it failed. */
  invoke(name: string, payload: unknown, attempt = 1): void {
    if (this.#running.has(name) || this.#dark()) {
      this.#time.in(queueFor, () => this.invoke(name, payload, attempt));
      return;
    }
    this.#start(name, payload, (outcome) => {
      this.#ended(name, attempt, outcome);
      const again = outcome.kind === "answered" ? undefined : retryAfter[attempt - 1];
      if (again !== undefined) this.#time.in(again, () => this.invoke(name, payload, attempt + 1));
    });
  }

  /** Synchronous, as a person calls it: answered once, or not at all. */
  call(name: string, payload: unknown, answered: (outcome: Outcome) => void): void {
    if (this.#dark()) answered({ kind: "failed", error: new Error("the function's region does not answer") });
    else if (this.#running.has(name))
      answered({ kind: "failed", error: new Error("TooManyRequestsException") });
    else this.#start(name, payload, answered);
  }

  #start(name: string, payload: unknown, end: (outcome: Outcome) => void): void {
    const handler = this.#handlers[name];
    if (handler === undefined) throw new Error(`no function ${name}`);
    this.#running.add(name);
    let over = false;
    const finish = (outcome: Outcome): void => {
      if (over) return;
      over = true;
      this.#running.delete(name);
      this.#time.cancel(limit);
      end(outcome);
    };
    const run = new Run(this.#time, this.#deathOf(name), this.#skew(), () => finish({ kind: "died" }));
    const limit = this.#time.in(timeout, () => run.kill());
    handler(run, payload).then(
      (answer) => finish({ kind: "answered", answer }),
      (error: unknown) => finish({ kind: "failed", error }),
    );
  }

  #deathOf(name: string): Death | null {
    for (const fault of this.#faults.active("runDies")) {
      if (fault.function !== name) continue;
      const nth = (this.#counts.get(fault) ?? 0) + 1;
      this.#counts.set(fault, nth);
      if (nth === fault.nth) return fault.death;
    }
    if (!this.#faults.active("runsDie").some((fault) => this.#chance.happens(fault.share))) return null;
    return { at: this.#chance.between(1, deadliestAwait), when: this.#chance.pick(["before", "after"]) };
  }

  #skew(): DurationMs {
    return ms(this.#faults.active("clockSkewed").reduce((sum, fault) => sum + fault.by, 0));
  }
}
