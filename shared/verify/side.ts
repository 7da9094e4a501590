import { type Asked, type Asker, CannotList } from "./asker.ts";
import { firstBeyond, keyAt } from "./encodedKeys.ts";
import type { Page } from "./page.ts";
import type { PageAsk, PageMemory } from "./ports.ts";
import type { Stretch } from "./stretch.ts";

/** One bucket's listing within a range: the page at hand, and how much of it was walked. */
export class Side {
  readonly #asker: Asker;
  readonly #asked: Asked;
  readonly #prefix: string;
  readonly #memory: PageMemory = { bytes: new Uint8Array() };
  #page: Page | null = null;
  #from = 0;

  constructor(asker: Asker, asked: Asked, prefix: string) {
    this.#asker = asker;
    this.#asked = asked;
    this.#prefix = prefix;
  }

  /** Sees to it that there is something to walk after `after`, or the end. */
  async fill(after: string): Promise<void> {
    if (this.#page !== null && (this.#from < this.#page.count || !this.#page.truncated)) return;
    let page = await this.#ask({ after });
    while (page.count === 0 && page.truncated) page = await this.#ask({ token: this.#tokenOf(page) });
    this.#page = page;
    this.#from = 0;
  }

  /** The last key that is known of, where more follow it; null: all that is left is at hand. */
  get knownUpTo(): string | null {
    return this.#page?.truncated === true ? keyAt(this.#page, this.#page.count - 1) : null;
  }

  /** What is left up to a key, with it; null: all of it. */
  take(upTo: Uint8Array | null): Stretch {
    const page = this.#page;
    if (page === null) throw new Error("a listing is filled before it is taken from");
    const from = this.#from;
    this.#from = upTo === null ? page.count : firstBeyond(page, from, upTo);
    return { page, from, to: this.#from };
  }

  /**
   * Lets go of a page when little of it is left, so that both sides ask for their next one at the same time, after the
   * same key. That lists a few keys twice; waiting for one side after the other would take twice as long.
   */
  release(): void {
    const page = this.#page;
    if (page?.truncated === true && page.count - this.#from < page.count / 4) this.#page = null;
  }

  /** Another range comes next. */
  leave(): void {
    this.#page = null;
  }

  #ask(from: PageAsk["from"]): Promise<Page> {
    return this.#asker.page(this.#asked, { prefix: this.#prefix, from, maxKeys: 1000 }, this.#memory);
  }

  #tokenOf({ token }: Page): string {
    if (token !== null) return token;
    const { what, bucket } = this.#asked;
    throw new CannotList(
      `the listing of the ${what} bucket ${bucket.name} stops and does not say where it goes on`,
    );
  }
}
