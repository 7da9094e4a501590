/**
 * One answered page, as offsets into its bytes: no string and no object is made for a key. It may be short, or empty, and
 * yet not the last: S3 counts the delete markers it passes over.
 */
export interface Page {
  readonly body: Uint8Array;
  readonly count: number;
  /** `fields` numbers for each entry: see `key`, `keyEnd`, `etag`, `etagEnd`, `date`. */
  readonly offsets: Int32Array;
  readonly sizes: Float64Array;
  readonly truncated: boolean;
  /** Leads on after a page without keys; null where S3 gave none. */
  readonly token: string | null;
}

export const fields = 5;
/** Keys are URL-encoded; quotes of ETags are left out; dates are ISO 8601 in UTC. */
export const [key, keyEnd, etag, etagEnd, date] = [0, 1, 2, 3, 4] as const;

export const offset = (page: Page, entry: number, field: number): number =>
  page.offsets[entry * fields + field] as number;

export const sizeOf = (page: Page, entry: number): number => page.sizes[entry] as number;
