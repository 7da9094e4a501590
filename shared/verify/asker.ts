import type { BucketRef } from "../model/bucket.ts";
import { ms } from "../model/time.ts";
import type { Page } from "./page.ts";
import type { PageAnswer, PageAsk, PageMemory, VerifyPorts } from "./ports.ts";
import type { Cost } from "./result.ts";
import { type Scanned, scanPage } from "./scanPage.ts";
import type { Limits } from "./task.ts";
import { Throttle } from "./throttle.ts";

/** A bucket can't be listed: says which, and why. */
export class CannotList extends Error {}

/** Time is up, or a person said stop. Not a failure: what was done stands. */
export class Stopped extends Error {}

export interface Asked {
  readonly what: "primary" | "standby";
  readonly bucket: BucketRef;
}

const firstPauseMs = 100;

/** Asks for pages within the limits, and again where that can help. */
export class Asker {
  readonly throttle: Throttle;
  readonly #ports: VerifyPorts;
  readonly #limits: Limits;
  readonly #cost = { requests: 0, probes: 0, retries: 0, bytes: 0 };

  constructor(ports: VerifyPorts, limits: Limits) {
    this.#ports = ports;
    this.#limits = limits;
    this.throttle = new Throttle(ports.clock, limits);
  }

  get cost(): Cost {
    return { ...this.#cost };
  }

  /** Throws CannotList or Stopped. */
  async page(asked: Asked, ask: PageAsk, memory?: PageMemory): Promise<Page> {
    for (let tried = 1; ; tried++) {
      const answer = await this.throttle.run(() => this.#once(asked.bucket, ask, memory));
      if (answer.kind === "page") return answer.page;
      if (answer.kind === "refused" || tried >= this.#limits.tries)
        throw new CannotList(
          `the ${asked.what} bucket ${asked.bucket.name} can't be listed: ${answer.because}`,
        );
      this.#cost.retries++;
      await this.#ports.clock.sleep(ms(firstPauseMs * 2 ** (tried - 1)));
    }
  }

  async #once(
    bucket: BucketRef,
    ask: PageAsk,
    memory: PageMemory | undefined,
  ): Promise<Scanned | Exclude<PageAnswer, { kind: "page" }>> {
    const { deadline, signal } = this.#limits;
    if (signal?.aborted === true) throw new Stopped("it was stopped");
    if (deadline !== null && this.#ports.clock.now() >= deadline) throw new Stopped("its time is up");
    this.#cost.requests++;
    if (ask.maxKeys === 1) this.#cost.probes++;
    const asking = this.#ports.listing.page(bucket, ask, memory);
    const answer = await (signal === null ? asking : untilStopped(asking, signal));
    if (answer.kind !== "page") return answer;
    this.#cost.bytes += answer.body.byteLength;
    return scanPage(answer.body);
  }
}

/** A promise of one's own for each request: Promise.race with one that lasts would keep every page in memory. */
function untilStopped<T>(asking: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Stopped("it was stopped"));
    signal.addEventListener("abort", stop, { once: true });
    asking.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
