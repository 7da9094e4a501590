import { type EpochMs, epochMs } from "../model/time.ts";
import { asciiOf } from "./encodedKeys.ts";
import { date, etag, etagEnd, offset, type Page, sizeOf } from "./page.ts";
import type { Listed } from "./task.ts";

/** What a page says of one object. */
export const listedAt = (page: Page, entry: number): Listed => ({
  size: sizeOf(page, entry),
  etag: asciiOf(page.body, offset(page, entry, etag), offset(page, entry, etagEnd)),
  modifiedAt: modifiedAt(page, entry),
});

/** "2026-11-22T12:00:00.000Z", or without the fraction, as some stores have it. */
export function modifiedAt(page: Page, entry: number): EpochMs {
  const at = offset(page, entry, date);
  const number = (from: number, digits: number) => numberAt(page.body, at + from, digits);
  const day = Date.UTC(number(0, 4), number(5, 2) - 1, number(8, 2));
  const time = (number(11, 2) * 60 + number(14, 2)) * 60 + number(17, 2);
  return epochMs(day + time * 1000 + (page.body[at + 19] === dot ? number(20, 3) : 0));
}

const [dot, digit0] = [0x2e, 0x30];

function numberAt(bytes: Uint8Array, from: number, digits: number): number {
  let value = 0;
  for (let at = from; at < from + digits; at++) value = value * 10 + (bytes[at] as number) - digit0;
  return value;
}
