import type { EpochMs } from "./time.ts";

/** What a deploy says it put into the primary's bucket: docs/release-manifest.md. */
export interface ReleaseManifest {
  readonly site: string;
  /** Sorts by time: "20261124T031500Z", and what the pipeline adds. */
  readonly id: string;
  readonly createdAt: EpochMs;
  /** Of the keys it speaks for; "" for all of the bucket. */
  readonly prefix: string;
  readonly objects: readonly ReleasedObject[];
}

export interface ReleasedObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** null in a bucket that was never versioned. Replicas keep it: docs/aws-facts.md 5. */
  readonly version: string | null;
  /** "CRC64NVME:…" or "SHA256:…", base64 as S3 gives it; null where S3 keeps none. */
  readonly checksum: string | null;
  readonly contentType: string | null;
  readonly cacheControl: string | null;
}

/** A release as a check found it in the standby's bucket. */
export interface ReleaseFound {
  readonly id: string;
  readonly createdAt: EpochMs;
  readonly objects: number;
  readonly missing: number;
  readonly differs: number;
  /** Equal in size, and nothing that was asked tells whether the content is. */
  readonly unproven: number;
  /** The first few, in key order. */
  readonly examples: readonly { readonly key: string; readonly difference: "missing" | "differs" }[];
}

/** The newest releases, checked in the standby's bucket alone. */
export interface ReleaseCheck {
  readonly at: EpochMs;
  /** Since when each check has found the same. */
  readonly unchangedSince: EpochMs;
  readonly newest: ReleaseFound;
  /** The newest that is whole; null: none of those looked for is. */
  readonly whole: string | null;
  /** Of all releases whose manifests were seen in either bucket; newest first. */
  readonly ids: readonly string[];
  /** Keys under the prefix that the newest manifest does not name. */
  readonly beside: number;
  /** What the standby's web server answers otherwise than the newest manifest says, of some objects that it was asked for. */
  readonly unserved: readonly string[];
}

export const isWhole = ({ missing, differs }: ReleaseFound): boolean => missing + differs === 0;

/** How many releases the standby is behind: those that are newer than its newest whole one. */
export const releasesBehind = ({ whole, ids }: ReleaseCheck): number =>
  whole === null ? ids.length : ids.filter((id) => id > whole).length;
