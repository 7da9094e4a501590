import { date, etagEnd, key, keyEnd, offset, type Page, sizeOf } from "./page.ts";

/** Entries `from` to before `to` of a page. */
export interface Stretch {
  readonly page: Page;
  readonly from: number;
  readonly to: number;
}

/** Whether both hold the same entries, to the byte. */
export function areSameBytes(a: Stretch, b: Stretch): boolean {
  if (a.to - a.from !== b.to - b.from) return false;
  if (a.to === a.from) return true;
  return sizeOf(a.page, a.to - 1) === sizeOf(b.page, b.to - 1) && bytesOf(a).equals(bytesOf(b));
}

/** From the first entry's key to the last one's date or ETag: its size, which may stand further on, is not in it. */
function bytesOf({ page, from, to }: Stretch): Buffer {
  const start = offset(page, from, key);
  const end = Math.max(
    offset(page, to - 1, keyEnd),
    offset(page, to - 1, date) + dateLength,
    offset(page, to - 1, etagEnd),
  );
  return Buffer.from(page.body.buffer, page.body.byteOffset + start, end - start);
}

const dateLength = "2026-11-22T12:00:00".length;
