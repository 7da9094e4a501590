import { between, type EpochMs, epochMs, ms } from "../model/time.ts";
import type { Doubt } from "./doubts.ts";
import { firstExamples } from "./examples.ts";
import type { Found, OpenQuestions } from "./result.ts";
import { byEtag, type Verdict } from "./settle.ts";
import type { CompareTask, Difference, DifferenceKind, Listed } from "./task.ts";

export const nothingFound: Found = {
  compared: 0,
  inSecondary: 0,
  missing: 0,
  differs: 0,
  extra: 0,
  extrasAsked: { deletesNotReplicated: 0, writtenInSecondary: 0 },
  pending: 0,
  unproven: 0,
  lag: ms(0),
  newestInSecondary: null,
  examples: [],
};

type Counts = { -readonly [Name in "compared" | "inSecondary" | DifferenceKind]: Found[Name] };

/** So many doubts are asked about one by one, and the origin of so many extra objects. */
const [mostDoubts, mostExtras] = [1000, 100];

/** Counts what a comparison finds, and goes on with what an earlier part of it found. */
export class Tally {
  readonly #task: Pick<CompareTask, "mode" | "now" | "window">;
  readonly #counts: Counts;
  readonly #examples: ReturnType<typeof firstExamples>;
  readonly #told: (difference: Difference) => void;
  readonly #open: { readonly doubts: Doubt[]; readonly extras: string[] };
  #extrasAsked: Found["extrasAsked"];
  #lag: number;
  #newestInSecondary: EpochMs | null;

  constructor(
    task: Pick<CompareTask, "mode" | "now" | "window" | "resume">,
    told: (difference: Difference) => void,
  ) {
    const { found, open } = task.resume ?? { found: nothingFound, open: { doubts: [], extras: [] } };
    this.#task = task;
    this.#told = told;
    this.#counts = { ...found };
    this.#open = { doubts: [...open.doubts], extras: [...open.extras] };
    this.#examples = firstExamples(found.examples);
    this.#extrasAsked = found.extrasAsked;
    this.#lag = found.lag;
    this.#newestInSecondary = found.newestInSecondary;
  }

  /** What the listings could not tell, and single objects may. */
  open(): OpenQuestions {
    return this.#open;
  }

  /** So many keys that both have. */
  both(count: number): void {
    this.#counts.compared += count;
    this.#counts.inSecondary += count;
  }

  missing(key: string, primary: Listed): void {
    this.#counts.compared++;
    this.#behind({ key, difference: "missing", primary, secondary: null }, primary);
  }

  extra(key: string, secondary: Listed): void {
    this.#counts.inSecondary++;
    this.#writtenInSecondary(secondary);
    if (this.#open.extras.length < mostExtras) this.#open.extras.push(key);
    this.#found({ key, difference: "extra", primary: null, secondary });
  }

  /** Both have the key, and size or ETag are not the same. */
  unequal(key: string, primary: Listed, secondary: Listed): void {
    this.both(1);
    const doubt = { key, primary, secondary };
    const isDoubtful =
      this.#task.mode === "auto" && primary.size === secondary.size && !this.#isYoung(primary);
    if (!isDoubtful) this.#differs(doubt);
    else if (this.#open.doubts.length < mostDoubts) this.#open.doubts.push(doubt);
    else this.settled(doubt, byEtag(doubt));
  }

  settled(doubt: Doubt, verdict: Verdict): void {
    if (verdict === "differs") this.#differs(doubt);
    if (verdict === "unproven") this.#found({ ...doubt, difference: "unproven" });
  }

  extraCameFrom(origin: "replication" | "elsewhere"): void {
    const { deletesNotReplicated, writtenInSecondary } = this.#extrasAsked;
    this.#extrasAsked = {
      deletesNotReplicated: deletesNotReplicated + (origin === "replication" ? 1 : 0),
      writtenInSecondary: writtenInSecondary + (origin === "elsewhere" ? 1 : 0),
    };
  }

  get walked(): number {
    return this.#counts.compared + this.#counts.inSecondary;
  }

  found(): Found {
    return {
      ...this.#counts,
      extrasAsked: this.#extrasAsked,
      lag: ms(this.#lag),
      newestInSecondary: this.#newestInSecondary,
      examples: this.#examples.all(),
    };
  }

  #differs(doubt: Doubt): void {
    this.#writtenInSecondary(doubt.secondary);
    this.#behind({ ...doubt, difference: "differs" }, doubt.primary);
  }

  #behind(difference: Difference, primary: Listed): void {
    const isYoung = this.#isYoung(primary);
    if (!isYoung) this.#lag = Math.max(this.#lag, this.#age(primary));
    this.#found(isYoung ? { ...difference, difference: "pending" } : difference);
  }

  #found(difference: Difference): void {
    this.#counts[difference.difference]++;
    this.#examples.add({ key: difference.key, difference: difference.difference });
    this.#told(difference);
  }

  #writtenInSecondary({ modifiedAt }: Listed): void {
    this.#newestInSecondary = epochMs(Math.max(this.#newestInSecondary ?? 0, modifiedAt));
  }

  #age = ({ modifiedAt }: Listed): number => between(modifiedAt, this.#task.now);
  #isYoung = (listed: Listed): boolean => this.#age(listed) < this.#task.window;
}
