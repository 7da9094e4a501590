import { type Clock, epochMs, ms } from "../shared/model/time.ts";
import type { ListingPort } from "../shared/verify/ports.ts";
import { listBody } from "./s3/body.ts";
import { pageOf } from "./s3/pages.ts";
import type { Store } from "./s3/store.ts";

/**
 * The synthetic S3 in virtual time: each answer takes `latency`, computing takes none. What a way of splitting costs is
 * seen exactly, whatever else the machine does.
 */
export class VirtualS3 implements ListingPort {
  readonly #store: Store;
  readonly #latency: number;
  readonly #due: { at: number; answer: () => void }[] = [];
  #now = 0;

  constructor(store: Store, latency: number) {
    this.#store = store;
    this.#latency = latency;
  }

  readonly clock: Clock = {
    now: () => epochMs(this.#now),
    sleep: (span) => this.#in(span, () => {}),
  };

  get elapsed(): number {
    return ms(this.#now);
  }

  page: ListingPort["page"] = ({ name }, { prefix, from, maxKeys }) =>
    this.#in(this.#latency, () => {
      const side = name === "primary" ? "primary" : "secondary";
      const after = "after" in from ? from.after : "";
      const token = "token" in from ? from.token : null;
      const made = pageOf(this.#store, { side, prefix, after, token, maxKeys });
      return { kind: "page", body: listBody(name, made) } as const;
    });

  /** Lets time pass until `run` is done. */
  async play<T>(run: Promise<T>): Promise<T> {
    const state = { done: false };
    const ended = run.finally(() => {
      state.done = true;
    });
    for (await codeHasRun(); !state.done; await codeHasRun()) this.#next();
    return ended;
  }

  #next(): void {
    const next = this.#due.shift();
    if (next === undefined) return;
    this.#now = next.at;
    next.answer();
  }

  /** All spans are alike or rare, so that what was asked first is due first. */
  #in<T>(span: number, answer: () => T): Promise<T> {
    return new Promise((resolve) => {
      const at = this.#now + span;
      const place = this.#due.findLastIndex((due) => due.at <= at) + 1;
      this.#due.splice(place, 0, { at, answer: () => resolve(answer()) });
    });
  }
}

const codeHasRun = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
