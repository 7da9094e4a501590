import { date, etag, etagEnd, fields, key, keyEnd, type Page } from "./page.ts";

type Entries = Pick<Page, "count" | "offsets" | "sizes">;

/** The `Contents` of a page between two offsets, or what is wrong with them. */
export function scanEntries(bytes: Uint8Array, from: number, to: number): Entries | string {
  const scan = new Scan(bytes, to);
  scan.at = from;
  while (scan.at < to) if (!scan.entry()) return "the answer has an object without key, size, ETag or date";
  return { count: scan.count, offsets: scan.offsets, sizes: scan.sizes };
}

/** S3 gives at most so many keys a page. */
const mostKeys = 1000;

const [lessThan, slash, ampersand, quote, digit0] = [0x3c, 0x2f, 0x26, 0x22, 0x30];
const [C, K, L, E, S, i] = [0x43, 0x4b, 0x4c, 0x45, 0x53, 0x69];
/** Of most texts the length is known beforehand: an ISO 8601 date, an MD5 in escaped quotes. */
const [dateLength, etagLength] = [24, 44];

/** From so many bytes on it is cheaper to look for a key's end natively. */
const longKey = 128;

class Scan {
  at = 0;
  count = 0;
  readonly offsets = new Int32Array(mostKeys * fields);
  readonly sizes = new Float64Array(mostKeys);
  readonly #bytes: Uint8Array;
  readonly #to: number;
  /** Whether the last key was: most keys are about as long as those beside them. */
  #isLong = false;

  constructor(bytes: Uint8Array, to: number) {
    this.#bytes = bytes;
    this.#to = to;
  }

  /** One `Contents`, at whose "<" we stand, and what stands between it and the next. False: it is not whole. */
  entry(): boolean {
    if (this.#bytes[this.at + 1] !== C || this.count === mostKeys) return false;
    this.at += "<Contents>".length;
    const base = this.count * fields;
    this.sizes[this.count] = -1;
    while (this.#bytes[this.#toNext()] === lessThan && this.#bytes[this.at + 1] !== slash)
      this.#element(base);
    this.at += "</Contents>".length;
    const whole = this.#isWhole(base);
    this.count++;
    this.#toNext();
    return whole;
  }

  /** Which element it is, its first letters tell. */
  #element(base: number): void {
    const letter = this.#bytes[this.at + 1];
    if (letter === K) this.#key(base);
    else if (letter === L) this.#date(base);
    else if (letter === E) this.#etag(base);
    else if (letter === S && this.#bytes[this.at + 2] === i) this.#size();
    else this.#skip();
  }

  #key(base: number): void {
    this.at += "<Key>".length;
    this.offsets[base + key] = this.at;
    const end = this.#isLong ? this.#toFarNext() : this.#toNext();
    this.offsets[base + keyEnd] = end;
    this.#isLong = end - (this.offsets[base + key] as number) > longKey;
    this.at += "</Key>".length;
  }

  #date(base: number): void {
    this.at += "<LastModified>".length;
    this.offsets[base + date] = this.at;
    this.#toEnd(dateLength);
    this.at += "</LastModified>".length;
  }

  #etag(base: number): void {
    this.at += "<ETag>".length;
    const start = this.at;
    const end = this.#toEnd(etagLength);
    const quoted = this.#quoteAt(start);
    this.offsets[base + etag] = start + quoted;
    this.offsets[base + etagEnd] = end - quoted;
    this.at += "</ETag>".length;
  }

  #size(): void {
    this.at += "<Size>".length;
    let size = 0;
    const end = this.#to;
    for (let at = this.at; at < end; at++) {
      const byte = this.#bytes[at] as number;
      if (byte === lessThan) {
        this.at = at + "</Size>".length;
        break;
      }
      size = size * 10 + byte - digit0;
    }
    this.sizes[this.count] = size;
  }

  /** Past an element that tells nothing here; `Owner` and `RestoreStatus` hold others. */
  #skip(): void {
    const bytes = this.#bytes;
    let depth = 0;
    do {
      depth += bytes[this.at + 1] === slash ? -1 : 1;
      this.at++;
      this.#toNext();
    } while (depth > 0 && this.at < this.#to);
  }

  /** To where the text ends whose length is likely this. */
  #toEnd(likely: number): number {
    if (this.#bytes[this.at + likely] === lessThan) this.at += likely;
    else this.#toNext();
    return this.at;
  }

  #toNext(): number {
    const bytes = this.#bytes;
    const to = this.#to;
    let at = this.at;
    while (at < to && bytes[at] !== lessThan) at++;
    this.at = at;
    return at;
  }

  /** A call into native code, which pays for long texts. */
  #toFarNext(): number {
    const next = this.#bytes.indexOf(lessThan, this.at);
    this.at = next === -1 ? this.#to : Math.min(next, this.#to);
    return this.at;
  }

  /** Length of the quote that an ETag begins with, and ends with as well: `"`, `&quot;` or `&#34;`. */
  #quoteAt(start: number): number {
    const first = this.#bytes[start];
    if (first === quote) return 1;
    if (first !== ampersand) return 0;
    return this.#bytes[start + 1] === 0x71 ? "&quot;".length : "&#34;".length;
  }

  #isWhole(base: number): boolean {
    const has = (field: number): boolean => this.offsets[base + field] !== 0;
    return has(key) && has(date) && has(etag) && (this.sizes[this.count] as number) >= 0;
  }
}
