import type { BucketRef } from "../model/bucket.ts";
import type { Clock } from "../model/time.ts";

/** What comparing needs of the world. */
export interface VerifyPorts {
  readonly clock: Clock;
  readonly listing: ListingPort;
  /** Asked about single objects where a listing can't tell; null: what it can't tell stays unproven. */
  readonly heads: HeadPort | null;
}

export interface ListingPort {
  /**
   * One ListObjectsV2 with EncodingType=url, keys in UTF-8 byte order (docs/aws-facts.md 5). Never throws for what S3 or
   * the network does. `maxKeys` is at most 1000. The body may be put into `memory`.
   */
  page(bucket: BucketRef, ask: PageAsk, memory?: PageMemory): Promise<PageAnswer>;
}

/** Who asks with it again needs no more what was put into it. It may be replaced by a larger one. */
export interface PageMemory {
  bytes: Uint8Array;
}

export interface PageAsk {
  readonly prefix: string;
  /** "" for the first key. A token leads past a page that is empty and yet not the last. */
  readonly from: { readonly after: string } | { readonly token: string };
  readonly maxKeys: number;
}

/** `page`: the answer's body as it came, an XML document `ListBucketResult`. */
export type PageAnswer =
  | { readonly kind: "page"; readonly body: Uint8Array }
  /** S3 asks for fewer requests. */
  | { readonly kind: "slowDown"; readonly because: string }
  /** No answer, a broken one, or a server's error: may be asked again. */
  | { readonly kind: "unavailable"; readonly because: string }
  /** Asking again would not change it: no such bucket, no permission. */
  | { readonly kind: "refused"; readonly because: string };

export interface HeadPort {
  /** HeadObject with ChecksumMode=ENABLED. */
  head(bucket: BucketRef, key: string): Promise<HeadAnswer>;
}

export type HeadAnswer =
  | { readonly kind: "found"; readonly head: ObjectHead }
  /** `deleteMarker`: the bucket says that the key was deleted, and not only that it has none. */
  | { readonly kind: "absent"; readonly deleteMarker: boolean }
  | { readonly kind: "unavailable"; readonly because: string };

export interface ObjectHead {
  /** Without quotes. */
  readonly etag: string;
  /** Of one part, and not encrypted with a key of KMS or of the customer (docs/aws-facts.md 5). */
  readonly etagIsMd5: boolean;
  /** null in a bucket that was never versioned. */
  readonly versionId: string | null;
  /** "CRC64NVME:…": algorithm and value; with "-N" at its end it is of N parts. Empty where none is kept. */
  readonly checksums: readonly string[];
  /** `x-amz-replication-status` is REPLICA: replication wrote it, so the primary held it. */
  readonly isReplica: boolean;
}
