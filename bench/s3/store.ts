import { compareKeys } from "../../shared/verify/keyOrder.ts";
import { type Shape, shapes } from "./shapes.ts";

export type Side = "primary" | "secondary";

/** Keys that differ between the two buckets: found again, they tell that a comparison is exact. */
export interface Planted {
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly differs: readonly string[];
}

/** The objects of both buckets in listing order, rendered as S3 lists them. */
export interface Store {
  readonly shape: Shape;
  readonly count: number;
  readonly keys: Packed;
  readonly rendered: Packed;
  readonly planted: Planted;
  /** What a bucket has in place of an object; null: nothing. In order of the objects' numbers. */
  readonly others: Readonly<Record<Side, readonly (readonly [number, Buffer | null])[]>>;
}

const ofEachKind = 4;

export function makeStore(shape: Shape, count: number): Store {
  const keys = inListingOrder(Array.from({ length: count }, (_, n) => shapes[shape](n)));
  const place = (n: number): number => Math.floor(((n + 0.5) / (3 * ofEachKind)) * count);
  const placesOf = (kind: number) => Array.from({ length: ofEachKind }, (_, n) => place(3 * n + kind));
  const [missing, extra, differs] = [placesOf(0), placesOf(1), placesOf(2)];
  const named = (places: readonly number[]) => places.map((at) => keys[at] ?? "");
  return {
    shape,
    count,
    keys: packed(keys, (key) => key),
    rendered: packed(keys, (key, n) => render(key, n, "0")),
    planted: { missing: named(missing), extra: named(extra), differs: named(differs) },
    others: {
      primary: extra.map((at) => [at, null] as const),
      secondary: [
        ...missing.map((at) => [at, null] as const),
        ...differs.map((at) => [at, Buffer.from(render(keys[at] ?? "", at, "f"))] as const),
      ].sort(([a], [b]) => a - b),
    },
  };
}

/** JavaScript's own order is S3's where there are no surrogates, and sorts a million long keys ten times as fast. */
const inListingOrder = (keys: string[]): string[] =>
  keys.some((key) => /[\ud800-\udfff]/.test(key)) ? keys.sort(compareKeys) : keys.sort();

/** Many short texts in one piece of memory. */
export class Packed {
  readonly bytes: Buffer;
  readonly ends: Float64Array;

  constructor(bytes: Buffer, ends: Float64Array) {
    this.bytes = bytes;
    this.ends = ends;
  }

  slice(from: number, to: number): Buffer {
    return this.bytes.subarray(this.#end(from), this.#end(to));
  }

  #end(n: number): number {
    return n === 0 ? 0 : (this.ends[n - 1] as number);
  }
}

function packed(keys: readonly string[], textOf: (key: string, n: number) => string): Packed {
  const ends = new Float64Array(keys.length);
  const parts: Buffer[] = [];
  let end = 0;
  for (let from = 0; from < keys.length; from += 10_000) {
    const texts = keys.slice(from, from + 10_000).map((key, n) => textOf(key, from + n));
    for (const [n, text] of texts.entries()) ends[from + n] = end += Buffer.byteLength(text);
    parts.push(Buffer.from(texts.join("")));
  }
  return new Packed(Buffer.concat(parts), ends);
}

const monthMs = 30 * 86_400_000;

function render(key: string, n: number, digit: string): string {
  const written = new Date(Date.UTC(2026, 0, 1) + ((n * 7919) % monthMs)).toISOString();
  const md5 = `${digit}${(n * 2_654_435_761).toString(16).padStart(31, "a").slice(-31)}`;
  return `<Contents><Key>${urlEncoded(key)}</Key><LastModified>${written.slice(0, 19)}.000Z</LastModified><ETag>&quot;${md5}&quot;</ETag><Size>${(n % 90_000) + 1}</Size><StorageClass>STANDARD</StorageClass></Contents>`;
}

const urlEncoded = (key: string): string =>
  encodeURIComponent(key).replaceAll("%2F", "/").replaceAll("%20", "+");
