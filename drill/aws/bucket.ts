import { hash } from "node:crypto";
import type { EpochMs } from "../../shared/model/time.ts";

/** One version of an object. `number` orders the versions of all buckets as they were made. */
export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
  readonly number: number;
  readonly body: string;
  readonly etag: string;
  /** UTF-8 bytes. */
  readonly size: number;
  readonly modifiedAt: EpochMs;
  readonly deleteMarker: boolean;
  replication: "PENDING" | "COMPLETED" | "FAILED" | "REPLICA" | null;
}

/** A versioned bucket: strong read-after-write, single keys atomic, listing in UTF-8 byte order (aws-facts 5). */
export class Bucket {
  readonly name: string;
  readonly region: string;
  readonly #versions = new Map<string, ObjectVersion[]>();
  #keys: string[] | null = [];
  #made = 0;

  constructor(name: string, region: string) {
    this.name = name;
    this.region = region;
  }

  current(key: string): ObjectVersion | null {
    const newest = this.#versions.get(key)?.at(-1);
    return newest === undefined || newest.deleteMarker ? null : newest;
  }

  /** When its delete marker was put there, by whoever may write here; null: it is there, or replication took it away. */
  deletedAt(key: string): EpochMs | null {
    const newest = this.#versions.get(key)?.at(-1);
    return newest?.deleteMarker === true && newest.replication === null ? newest.modifiedAt : null;
  }

  version(key: string, versionId: string): ObjectVersion | null {
    return this.#versions.get(key)?.find((version) => version.versionId === versionId) ?? null;
  }

  /** Keys that have a current version, in listing order. */
  keys(): readonly string[] {
    this.#keys ??= [...this.#versions.keys()].filter((key) => this.current(key) !== null).sort(byBytes);
    return this.#keys;
  }

  put(key: string, body: string, at: EpochMs): ObjectVersion {
    return this.#add(this.#make(key, body, at, false));
  }

  delete(key: string, at: EpochMs): ObjectVersion {
    return this.#add(this.#make(key, "", at, true));
  }

  /** A replica keeps the source's version id and creation time; an older version never covers a newer one. */
  replicate(source: ObjectVersion): void {
    const newest = this.#versions.get(source.key)?.at(-1);
    if (newest !== undefined && newest.modifiedAt >= source.modifiedAt && newest.number >= source.number)
      return;
    this.#add({ ...source, replication: "REPLICA" });
  }

  #make(key: string, body: string, at: EpochMs, deleteMarker: boolean): ObjectVersion {
    this.#made += 1;
    return {
      key,
      versionId: `${this.region}-${this.#made}`,
      number: this.#made,
      body,
      etag: `"${hash("md5", body)}"`,
      size: Buffer.byteLength(body),
      modifiedAt: at,
      deleteMarker,
      replication: null,
    };
  }

  #add(version: ObjectVersion): ObjectVersion {
    const versions = this.#versions.get(version.key);
    const listedAlready = this.current(version.key) !== null;
    if (versions === undefined) this.#versions.set(version.key, [version]);
    else versions.push(version);
    if (listedAlready === version.deleteMarker) this.#relist(version);
    return version;
  }

  /** The journal's keys only ever grow at the end: no need to sort for that. */
  #relist(version: ObjectVersion): void {
    const last = this.#keys?.at(-1);
    if (
      this.#keys !== null &&
      !version.deleteMarker &&
      (last === undefined || byBytes(last, version.key) < 0)
    ) {
      this.#keys.push(version.key);
    } else this.#keys = null;
  }
}

/** UTF-8 order differs from JavaScript's `<` where surrogate pairs are. */
function byBytes(a: string, b: string): number {
  if (/^[\0-\x7f]*$/.test(a)) return a < b ? -1 : a > b ? 1 : 0;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
