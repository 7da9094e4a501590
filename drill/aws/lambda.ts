import type { DurationMs, EpochMs } from "../../shared/model/time.ts";
import { after, minutes, ms, seconds } from "../../shared/model/time.ts";
import type { Chance } from "../chance.ts";
import type { Faults } from "../faults.ts";
import { type Death, Run } from "../run.ts";
import type { VirtualTime } from "../virtualTime.ts";
import { Environments, type Loaded } from "./environments.ts";

export type FunctionName = "healthAlarm" | "replicationAlarm" | "replicationEvent" | "reconcile" | "override";

/** A function's code: a run of it, and what it was invoked with. */
export type Handler = (run: Run, payload: unknown) => Promise<unknown>;

/** How an asynchronous invocation ended for good. */
export type Ended = (name: FunctionName, attempt: number, outcome: Outcome) => void;
export type Outcome =
  | { readonly kind: "answered"; readonly answer: unknown }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "died" };

/** serverless.yml's timeout. */
const timeout: DurationMs = seconds(120);
/** A second try after one minute, a third after two more (aws-facts 4). */
const retryAfter = [minutes(1), minutes(2)] as const;
/** As serverless.yml has it. `alone`: reservedConcurrency 1; of the others any number run side by side. */
const settings: Readonly<Record<FunctionName, { alone: boolean; retries: number; maxAge: DurationMs }>> = {
  healthAlarm: { alone: false, retries: 2, maxAge: seconds(3600) },
  replicationAlarm: { alone: false, retries: 2, maxAge: seconds(3600) },
  replicationEvent: { alone: true, retries: 1, maxAge: seconds(300) },
  reconcile: { alone: true, retries: 0, maxAge: seconds(60) },
  override: { alone: false, retries: 0, maxAge: seconds(60) },
};
/** A throttled invocation goes back to Lambda's queue. */
const queueFor = seconds(2);
/** Where a run that is drawn to die may do so. */
const deadliestAwait = 40;

/** Lambda in the standby region. */
export class Lambda {
  readonly #time: VirtualTime;
  readonly #chance: Chance;
  readonly #faults: Faults;
  readonly #environments: Environments;
  readonly #dark: () => boolean;
  readonly #ended: Ended;
  readonly #running = new Set<string>();
  readonly #struck = new Set<object>();

  constructor(
    world: { time: VirtualTime; chance: Chance; faults: Faults },
    load: () => Loaded,
    hooks: { readonly dark: () => boolean; readonly ended: Ended },
  ) {
    this.#time = world.time;
    this.#chance = world.chance.stream("lambda");
    this.#faults = world.faults;
    this.#environments = new Environments(world, load);
    this.#dark = hooks.dark;
    this.#ended = hooks.ended;
  }

  /** Every so often, at the same second of the span; while the region is dark nothing runs. */
  schedule(name: FunctionName, every: DurationMs, payload: unknown): void {
    const tick = (): void => {
      if (!this.#dark()) this.invoke(name, payload);
      this.#time.in(every, tick);
    };
    this.#time.in(this.#chance.between(0, every - 1), tick);
  }

  /** Asynchronous: queued while the function is busy or its region dark, tried again when it failed, dropped when old. */
  invoke(name: FunctionName, payload: unknown, attempt = 1, since: EpochMs = this.#time.now): void {
    const { retries, maxAge } = settings[name];
    if (this.#time.now > after(since, maxAge)) return;
    if (this.#running.has(name) || this.#dark()) {
      this.#time.in(queueFor, () => this.invoke(name, payload, attempt, since));
      return;
    }
    this.#start(name, payload, (outcome) => {
      this.#ended(name, attempt, outcome);
      const again = outcome.kind === "answered" || attempt > retries ? undefined : retryAfter[attempt - 1];
      if (again !== undefined) this.#time.in(again, () => this.invoke(name, payload, attempt + 1, since));
    });
  }

  /** Synchronous, as a person calls it: answered once, or not at all. */
  call(name: FunctionName, payload: unknown, answered: (outcome: Outcome) => void): void {
    if (this.#dark()) answered({ kind: "failed", error: new Error("the function's region does not answer") });
    else if (this.#running.has(name))
      answered({ kind: "failed", error: new Error("TooManyRequestsException") });
    else this.#start(name, payload, answered);
  }

  #start(name: FunctionName, payload: unknown, end: (outcome: Outcome) => void): void {
    if (settings[name].alone) this.#running.add(name);
    const { code, init } = this.#environments.take(name);
    const begin = (): void =>
      this.#run(code[name], payload, this.#faultOf(name), (outcome) => {
        this.#running.delete(name);
        // An environment whose run died is not used again.
        if (outcome.kind !== "died") this.#environments.keep(name, code);
        end(outcome);
      });
    if (init === 0) begin();
    else this.#time.in(init, begin);
  }

  #run(
    handler: Handler,
    payload: unknown,
    fault: { readonly death: Death } | null,
    end: (outcome: Outcome) => void,
  ): void {
    let over = false;
    const finish = (outcome: Outcome): void => {
      if (over) return;
      over = true;
      this.#time.cancel(limit);
      end(outcome);
    };
    const run = new Run(this.#time, fault?.death ?? this.#drawnDeath(), this.#skew(), () => {
      if (fault !== null) this.#struck.add(fault);
      finish({ kind: "died" });
    });
    const limit = this.#time.in(timeout, () => run.kill());
    handler(run, payload).then(
      (answer) => finish({ kind: "answered", answer }),
      (error: unknown) => finish({ kind: "failed", error }),
    );
  }

  #faultOf(name: FunctionName) {
    const faults = this.#faults.active("runDies");
    return faults.find((fault) => fault.function === name && !this.#struck.has(fault)) ?? null;
  }

  #drawnDeath(): Death | null {
    if (!this.#faults.active("runsDie").some((fault) => this.#chance.happens(fault.share))) return null;
    return { at: this.#chance.between(1, deadliestAwait), when: this.#chance.pick(["before", "after"]) };
  }

  #skew(): DurationMs {
    return ms(this.#faults.active("clockSkewed").reduce((sum, fault) => sum + fault.by, 0));
  }
}
