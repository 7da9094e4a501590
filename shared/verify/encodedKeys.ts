import { key, keyEnd, offset, type Page } from "./page.ts";

/**
 * Keys in a page are URL-encoded, and S3 orders by the UTF-8 bytes they stand for. Two stores may encode one key in two
 * ways ("/" or "%2F", "+" or "%20"), so both order and equality are of the decoded bytes, read one by one.
 */
export function compareEntries(a: Page, entryA: number, b: Page, entryB: number): number {
  const [endA, endB] = [offset(a, entryA, keyEnd), offset(b, entryB, keyEnd)];
  let [atA, atB] = [offset(a, entryA, key), offset(b, entryB, key)];
  const [bytesA, bytesB] = [a.body, b.body];
  while (atA < endA && atB < endB) {
    const [encodedA, encodedB] = [bytesA[atA] as number, bytesB[atB] as number];
    // Most bytes are plain and equal.
    if (encodedA === encodedB && encodedA !== percent) {
      atA++;
      atB++;
      continue;
    }
    const order = decoded(bytesA, atA) - decoded(bytesB, atB);
    if (order !== 0) return order;
    atA += width(encodedA);
    atB += width(encodedB);
  }
  return endA - atA - (endB - atB);
}

/** How an entry's key compares with plain UTF-8 bytes. */
export function compareWithBytes(page: Page, entry: number, plain: Uint8Array): number {
  const end = offset(page, entry, keyEnd);
  let at = offset(page, entry, key);
  const { body } = page;
  for (let n = 0; n < plain.length; n++) {
    if (at >= end) return -1;
    const order = decoded(body, at) - (plain[n] as number);
    if (order !== 0) return order;
    at += width(body[at] as number);
  }
  return at < end ? 1 : 0;
}

/** Writes the key's UTF-8 bytes, and gives where they end. */
export function writeKey(page: Page, entry: number, into: Uint8Array, from: number): number {
  const end = offset(page, entry, keyEnd);
  let written = from;
  for (let at = offset(page, entry, key); at < end; at += width(page.body[at] as number))
    into[written++] = decoded(page.body, at);
  return written;
}

export function startsWith(page: Page, entry: number, prefix: Uint8Array): boolean {
  const end = offset(page, entry, keyEnd);
  let at = offset(page, entry, key);
  for (const byte of prefix) {
    if (at >= end || decoded(page.body, at) !== byte) return false;
    at += width(page.body[at] as number);
  }
  return true;
}

/** As Java's URLEncoder writes it, which is what S3 uses: a space is "+", a plus sign "%2B". */
export const keyAt = (page: Page, entry: number): string =>
  decodeURIComponent(
    asciiOf(page.body, offset(page, entry, key), offset(page, entry, keyEnd)).replaceAll("+", " "),
  );

export const asciiOf = (body: Uint8Array, from: number, to: number): string =>
  Buffer.from(body.buffer, body.byteOffset + from, to - from).toString("latin1");

/** The first entry at or after `from` whose key is beyond `plain`. */
export function firstBeyond(page: Page, from: number, plain: Uint8Array): number {
  let [low, high] = [from, page.count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareWithBytes(page, middle, plain) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

const [percent, plus, space] = [0x25, 0x2b, 0x20];

function decoded(bytes: Uint8Array, at: number): number {
  const byte = bytes[at] as number;
  if (byte === plus) return space;
  if (byte !== percent) return byte;
  return (hexDigit(bytes[at + 1] as number) << 4) | hexDigit(bytes[at + 2] as number);
}

const width = (byte: number): number => (byte === percent ? 3 : 1);

const hexDigit = (byte: number): number => (byte <= 0x39 ? byte - 0x30 : (byte & 0xdf) - 0x37);
