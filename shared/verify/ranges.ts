import { compareKeys } from "./keyOrder.ts";
import type { KeyRange } from "./result.ts";

/** A stretch of the key space that one worker walks through. */
export interface Range {
  after: string;
  upTo: string | null;
  /** Keys within, in order: where a part may be split off. */
  marks: string[];
  /** Its cursor a page ago; "" at its beginning. */
  before: string;
  /** Pages walked since its beginning or its last mark, whichever is nearer. */
  pages: number;
}

/**
 * The ranges that are left, taken by workers one by one. A worker that finds none splits the one with the most left: at
 * the marks that are known (learned from an earlier comparison, or found by probing), or not at all.
 */
export class Ranges {
  readonly #waiting: Range[];
  readonly #walked = new Set<Range>();
  readonly #marks: number;

  constructor(left: readonly KeyRange[], marks: readonly string[]) {
    this.#marks = marks.length;
    this.#waiting = left.map(({ after, upTo }) => ({
      after,
      upTo,
      marks: marks.filter((mark) => isWithin(mark, after, upTo)),
      before: "",
      pages: 0,
    }));
  }

  /** null: there is nothing to take now. */
  take(): Range | null {
    const range = this.#waiting.shift() ?? this.#split();
    if (range !== null) this.#walked.add(range);
    return range;
  }

  /** How far a range has been walked. */
  reached(range: Range, key: string): void {
    range.before = range.after;
    range.after = key;
    const passed = range.marks.findIndex((mark) => compareKeys(mark, key) > 0);
    const gone = passed === -1 ? range.marks.length : passed;
    range.marks.splice(0, gone);
    range.pages = gone > 0 ? 0 : range.pages + 1;
  }

  finished(range: Range): void {
    this.#walked.delete(range);
  }

  get underWay(): readonly Range[] {
    return [...this.#walked];
  }

  /** Where split points of an earlier comparison are known. */
  get wereLearned(): boolean {
    return this.#marks > 0;
  }

  /** Keys that were found: where the range that each is in may be split. */
  mark(keys: readonly string[]): void {
    for (const key of keys) {
      const range = this.underWay.find(({ after, upTo }) => isWithin(key, after, upTo));
      if (range === undefined || range.marks.includes(key)) continue;
      range.marks.push(key);
      range.marks.sort(compareKeys);
    }
  }

  /** How much of the marks is behind; null where too few are known to tell. */
  get share(): number | null {
    if (this.#marks < 20) return null;
    const ahead = [...this.#walked, ...this.#waiting].reduce((sum, { marks }) => sum + marks.length, 0);
    return 1 - ahead / this.#marks;
  }

  get left(): readonly KeyRange[] {
    return [...this.#walked, ...this.#waiting]
      .map(({ after, upTo }) => ({ after, upTo }))
      .sort((a, b) => compareKeys(a.after, b.after));
  }

  /** The far half of the marks. */
  #split(): Range | null {
    const range = this.underWay.reduce<Range | null>(
      (most, each) => (each.marks.length > (most?.marks.length ?? 0) ? each : most),
      null,
    );
    const mark = range?.marks[range.marks.length >> 1];
    if (range === null || mark === undefined) return null;
    const marks = range.marks.splice(range.marks.length >> 1).slice(1);
    const far = { after: mark, upTo: range.upTo, marks, before: "", pages: 0 };
    range.upTo = mark;
    return far;
  }
}

const isWithin = (key: string, after: string, upTo: string | null): boolean =>
  compareKeys(after, key) < 0 && (upTo === null || compareKeys(key, upTo) < 0);
