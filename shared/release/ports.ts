import type { BucketRef } from "../model/bucket.ts";
import type { ReleasedObject } from "../model/release.ts";
import type { DurationMs, EpochMs } from "../model/time.ts";

/** What checking a release needs of a bucket. Every method throws when it could not read. */
export interface ReleaseBucketPort {
  /** In UTF-8 byte order, page by page. */
  list(bucket: BucketRef, prefix: string): AsyncIterable<readonly ListedObject[]>;
  /** null: there is none. */
  text(bucket: BucketRef, key: string): Promise<string | null>;
  /** With its checksum; null: there is none. */
  head(bucket: BucketRef, key: string): Promise<ReleasedObject | null>;
}

/** And of the standby's web server, as its visitors ask it. */
export interface ReleaseHttpPort {
  get(request: {
    readonly url: string;
    readonly host: string | null;
    readonly address: null;
    readonly timeoutMs: DurationMs;
  }): Promise<
    | {
        readonly kind: "answered";
        readonly status: number;
        readonly headers: Readonly<Record<string, string>>;
        readonly whole: { readonly bytes: number; readonly sha256: string } | null;
      }
    | { readonly kind: "failed" | "notMade" }
  >;
}

/** And what writing one needs. */
export interface ReleaseWritePort extends ReleaseBucketPort {
  write(bucket: BucketRef, key: string, text: string): Promise<void>;
  remove(bucket: BucketRef, key: string): Promise<void>;
}

export interface ListedObject {
  readonly key: string;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly modifiedAt: EpochMs;
}
