import type { DurationMs } from "./time.ts";

/** A bucket, and the region where it is asked for. */
export interface BucketRef {
  readonly name: string;
  readonly region: string;
}

/** What the loop asks of two buckets: what the secondary should hold is what the primary holds. */
export interface BucketsAsked {
  readonly site: string;
  readonly primary: BucketRef;
  readonly secondary: BucketRef;
  readonly prefix: string;
  /** Keys not looked at: a whole key, or with "*" at its end all that begin so. */
  readonly exceptions: readonly string[];
  /** Objects younger than this may still be on their way: pending. */
  readonly window: DurationMs;
  readonly time: DurationMs;
  /** Whether an older comparison will do where the site is too large to be compared in a run. */
  readonly calm: boolean;
}
