import type { Side, Store } from "./store.ts";

export interface PageAsked {
  readonly side: Side;
  readonly prefix: string;
  readonly after: string;
  readonly token: string | null;
  readonly maxKeys: number;
}

export interface PageMade {
  readonly contents: readonly Buffer[];
  readonly keyCount: number;
  /** null: it is the last. */
  readonly token: string | null;
}

/** One page of a bucket. A token is the number of the object it goes on with; "+": past the delete markers before it. */
export function pageOf(store: Store, asked: PageAsked): PageMade {
  const from =
    asked.token === null ? firstFrom(store, asked) : Number.parseInt(asked.token.slice("token-".length), 10);
  const end = asked.prefix === "" ? store.count : lowerBound(store, Buffer.from(`${asked.prefix}\u{10ffff}`));
  const isPast = asked.token?.endsWith("+") === true;
  if (!isPast && from < end && hasMarkersBefore(store, from))
    return { contents: [], keyCount: 0, token: `token-${from}+` };
  const most = mostKeys(store, asked, from);
  const { contents, keyCount, next } = take(store, asked.side, { from, end, most });
  return { contents, keyCount, token: next < end ? `token-${next}` : null };
}

/** How many pages the two listings have, each from its beginning to its end. */
export function pagesOf(store: Store): number {
  let pages = 0;
  for (const side of ["primary", "secondary"] as const) {
    let token: string | null = null;
    do {
      token = pageOf(store, { side, prefix: "", after: "", token, maxKeys: 1000 }).token;
      pages++;
    } while (token !== null);
  }
  return pages;
}

function firstFrom(store: Store, { after, prefix }: PageAsked): number {
  const start = lowerBound(store, Buffer.from(prefix));
  return after === "" ? start : Math.max(start, lowerBound(store, Buffer.concat([Buffer.from(after), zero])));
}

const zero = Buffer.from([0]);

/**
 * In every other stretch of the `markers` shape nine of ten keys are deleted: S3 counts their delete markers, so pages are
 * short there. Before every 700th object there are more markers than a page passes over: it ends, and one that begins there
 * is empty and yet not the last.
 */
const [stretch, apart] = [5000, 700];
const isDeleted = ({ shape }: Store, at: number): boolean =>
  shape === "markers" && Math.floor(at / stretch) % 2 === 1;
const hasMarkersBefore = (store: Store, at: number): boolean => isDeleted(store, at) && at % apart === 0;

const mostKeys = (store: Store, { maxKeys }: PageAsked, from: number): number =>
  isDeleted(store, from) ? Math.min(maxKeys, 100, apart - (from % apart)) : maxKeys;

function take(store: Store, side: Side, { from, end, most }: { from: number; end: number; most: number }) {
  const others = store.others[side];
  const contents: Buffer[] = [];
  let [at, keyCount] = [from, 0];
  let other = others.findIndex(([place]) => place >= from);
  while (at < end && keyCount < most) {
    const [place, instead] = others[other === -1 ? others.length : other] ?? [end, null];
    const run = Math.min(place - at, end - at, most - keyCount);
    contents.push(store.rendered.slice(at, at + run));
    at += run;
    keyCount += run;
    if (at !== place || at >= end || (instead !== null && keyCount === most)) continue;
    if (instead !== null) {
      contents.push(instead);
      keyCount++;
    }
    at++;
    other = other + 1 < others.length ? other + 1 : -1;
  }
  return { contents, keyCount, next: at };
}

/** The first object whose key is not before `key`. */
function lowerBound({ keys, count }: Store, key: Buffer): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Buffer.compare(keys.slice(middle, middle + 1), key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
