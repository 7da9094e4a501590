import type { BucketRef } from "../model/bucket.ts";
import type { DurationMs, EpochMs } from "../model/time.ts";
import type { Paused } from "./result.ts";

/** Two buckets to compare: what the secondary should hold is what the primary holds. */
export interface CompareTask {
  readonly primary: BucketRef;
  readonly secondary: BucketRef;
  readonly scope: Scope;
  readonly mode: ModeAsked;
  /** Split points of an earlier comparison; null: nothing is known, and the key space is probed. */
  readonly learned: readonly string[] | null;
  /** What an earlier run of the same task left; its counts are gone on with. */
  readonly resume: Paused | null;
  /** Objects younger than this at `now` may still be on their way: pending. */
  readonly window: DurationMs;
  readonly now: EpochMs;
  /** Whether to digest what the primary holds. Costs a few per cent of CPU. */
  readonly inventory: boolean;
}

export interface Scope {
  /** As of the replication rule; "" for all keys. */
  readonly prefix: string;
  /** Keys not looked at: a whole key, or with "*" at its end all keys that begin so. */
  readonly exceptions: readonly string[];
}

/**
 * `auto`: key, size and ETag; where ETags of objects of equal size differ, single objects are asked about (version id,
 * checksum) if there is a port for it. `key+size+etag`: another ETag is a difference. `key+size`: ETags are not looked at.
 */
export type ModeAsked = "auto" | "key+size+etag" | "key+size";

/** What a comparison may cost. */
export interface Limits {
  /** No page is asked for after it: the comparison pauses, and can be resumed. null: none. */
  readonly deadline: EpochMs | null;
  /** Pauses the comparison at once. */
  readonly signal: AbortSignal | null;
  /** Requests under way at any time, over both buckets. */
  readonly inFlight: number;
  readonly requestsPerSecond: number | null;
  /** Of the pages held at any time: about 2 MB for each request in flight. */
  readonly memoryBytes: number;
  /** How often a page is asked for before the comparison fails. */
  readonly tries: number;
}

export interface Listeners {
  onProgress?(progress: Progress): void;
  /** Every difference, as it is found: in key order within a range, and ranges run side by side. */
  onDifference?(difference: Difference): void;
}

export interface Progress {
  /** Keys of both listings that were walked. */
  readonly objects: number;
  /** Share of the key space done, as far as it is known. */
  readonly share: number | null;
  readonly requests: number;
}

export interface Difference {
  readonly key: string;
  readonly difference: DifferenceKind;
  readonly primary: Listed | null;
  readonly secondary: Listed | null;
}

/**
 * `pending`: missing or different, and younger than the window. `unproven`: equal in size, and nothing that was asked
 * tells whether the content is; never counted as equal.
 */
export type DifferenceKind = "missing" | "differs" | "extra" | "pending" | "unproven";

export interface Listed {
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly modifiedAt: EpochMs;
}
