import { compareEntries, keyAt } from "./encodedKeys.ts";
import type { Exceptions } from "./exceptions.ts";
import { listedAt } from "./listed.ts";
import { etag, etagEnd, offset, type Page, sizeOf } from "./page.ts";
import { areSameBytes, type Stretch } from "./stretch.ts";
import type { Tally } from "./tally.ts";

export interface PairRules {
  /** Whether the ETag is part of what has to be equal. */
  readonly etags: boolean;
  readonly exceptions: Exceptions;
}

/** Two stretches of the same range of keys. Replicas keep key, size, ETag and date, so most are equal as bytes. */
export function compareStretches(ours: Stretch, theirs: Stretch, rules: PairRules, tally: Tally): void {
  if (!rules.exceptions.any && areSameBytes(ours, theirs)) tally.both(ours.to - ours.from);
  else walk(ours, theirs, rules, tally);
}

/** In lock-step, as both are in one order. */
function walk(ours: Stretch, theirs: Stretch, { etags, exceptions }: PairRules, tally: Tally): void {
  let [a, b] = [ours.from, theirs.from];
  let equal = 0;
  while (a < ours.to || b < theirs.to) {
    const order = orderOf(ours, a, theirs, b);
    if (exceptions.any && (order <= 0 ? exceptions.has(ours.page, a) : exceptions.has(theirs.page, b))) {
      // Not looked at.
    } else if (order < 0) tally.missing(keyAt(ours.page, a), listedAt(ours.page, a));
    else if (order > 0) tally.extra(keyAt(theirs.page, b), listedAt(theirs.page, b));
    else if (isSame(ours.page, a, theirs.page, b, etags)) equal++;
    else tally.unequal(keyAt(ours.page, a), listedAt(ours.page, a), listedAt(theirs.page, b));
    if (order <= 0) a++;
    if (order >= 0) b++;
  }
  tally.both(equal);
}

/** A stretch that has ended sorts after everything. */
function orderOf(ours: Stretch, a: number, theirs: Stretch, b: number): number {
  if (a === ours.to) return 1;
  return b === theirs.to ? -1 : compareEntries(ours.page, a, theirs.page, b);
}

const isSame = (a: Page, entryA: number, b: Page, entryB: number, etags: boolean): boolean =>
  sizeOf(a, entryA) === sizeOf(b, entryB) && (!etags || isSameEtag(a, entryA, b, entryB));

function isSameEtag(a: Page, entryA: number, b: Page, entryB: number): boolean {
  const [from, to] = [offset(a, entryA, etag), offset(a, entryA, etagEnd)];
  const shift = offset(b, entryB, etag) - from;
  if (offset(b, entryB, etagEnd) - shift !== to) return false;
  for (let at = from; at < to; at++) if (a.body[at] !== b.body[at + shift]) return false;
  return true;
}
