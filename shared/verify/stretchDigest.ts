import { createHash } from "node:crypto";
import { writeKey } from "./encodedKeys.ts";
import { etag, etagEnd, offset, type Page, sizeOf } from "./page.ts";

/** Filled and emptied within one call, so that all can share it. A key has at most 1024 bytes, an ETag some dozens. */
const buffer = Buffer.alloc(64 * 1024);
const mostForOne = 2048;

/** SHA-256 of keys (decoded), sizes and ETags in key order, cut to 128 bits; and how many. */
export class StretchDigest {
  count = 0;
  readonly #hash = createHash("sha256");

  /** Entries `from` to before `to`, of those the wanted ones. */
  add(page: Page, from: number, to: number, wanted: (page: Page, entry: number) => boolean): void {
    let used = 0;
    for (let entry = from; entry < to; entry++) {
      if (!wanted(page, entry)) continue;
      if (used + mostForOne > buffer.length) used = this.#take(used);
      used = write(page, entry, used);
      this.count++;
    }
    this.#take(used);
  }

  value(): string {
    return this.#hash.digest().subarray(0, 16).toString("base64url");
  }

  #take(used: number): 0 {
    this.#hash.update(buffer.subarray(0, used));
    return 0;
  }
}

function write(page: Page, entry: number, from: number): number {
  let at = writeKey(page, entry, buffer, from);
  buffer[at++] = 0;
  at = buffer.writeDoubleLE(sizeOf(page, entry), at);
  const end = Math.min(offset(page, entry, etagEnd), offset(page, entry, etag) + longestEtag);
  for (let read = offset(page, entry, etag); read < end; read++) buffer[at++] = page.body[read] as number;
  buffer[at++] = 0;
  return at;
}

const longestEtag = 512;
