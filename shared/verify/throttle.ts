import { after, between, type Clock, type EpochMs, ms } from "../model/time.ts";
import type { Limits } from "./task.ts";

/** What a request needs of memory while it is under way and its page is compared. */
const bytesInFlight = 2_000_000;

/**
 * Lets so many requests out side by side, and so many a second. S3 says SlowDown when one partition of the key space gets
 * more than it can serve: then half as many go out, and after each hundred that were answered one more.
 */
export class Throttle {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #gapMs: number;
  readonly #waiting: (() => void)[] = [];
  #allowed: number;
  #underWay = 0;
  #answered = 0;
  #nextAt: EpochMs;

  constructor(clock: Clock, { inFlight, memoryBytes, requestsPerSecond }: Limits) {
    this.#clock = clock;
    this.#most = Math.max(1, Math.min(inFlight, Math.floor(memoryBytes / bytesInFlight)));
    this.#allowed = this.#most;
    this.#gapMs = requestsPerSecond === null ? 0 : 1000 / requestsPerSecond;
    this.#nextAt = clock.now();
  }

  get most(): number {
    return this.#most;
  }

  /** How many more requests may go out now. */
  get idle(): number {
    return Math.max(0, this.#allowed - this.#underWay);
  }

  async run<Answer extends { readonly kind: string }>(ask: () => Promise<Answer>): Promise<Answer> {
    await this.#turn();
    try {
      await this.#pace();
      const answer = await ask();
      this.#adapt(answer.kind === "slowDown");
      return answer;
    } finally {
      this.#underWay--;
      this.#wake();
    }
  }

  async #turn(): Promise<void> {
    if (this.#underWay >= this.#allowed) await new Promise<void>((go) => this.#waiting.push(go));
    else this.#underWay++;
  }

  /** Who is woken is counted at once, so that nobody slips in between. */
  #wake(): void {
    while (this.#underWay < this.#allowed) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#underWay++;
      next();
    }
  }

  async #pace(): Promise<void> {
    if (this.#gapMs === 0) return;
    const now = this.#clock.now();
    const wait = Math.max(0, between(now, this.#nextAt));
    this.#nextAt = after(now, ms(wait + this.#gapMs));
    if (wait > 0) await this.#clock.sleep(ms(wait));
  }

  /** Those under way when S3 first complained will complain as well: they count once. */
  #adapt(slowDown: boolean): void {
    this.#answered++;
    if (slowDown && this.#answered > 0) {
      this.#allowed = Math.max(1, this.#allowed >> 1);
      this.#answered = -this.#underWay;
    } else if (this.#answered >= 100 && this.#allowed < this.#most) {
      this.#allowed++;
      this.#answered = 0;
    }
  }
}
