/** The object store in the standby region that holds record and journal. Throws when it can't be reached. */
export interface ObjectStore {
  get(key: string): Promise<StoredObject | null>;
  /** Writes only over the version with this ETag. */
  replace(key: string, body: string, etag: string): Promise<WriteAnswer>;
  /** Writes only where nothing is. */
  create(key: string, body: string): Promise<WriteAnswer>;
  /** Keys with the prefix, after `startAfter`, in order. */
  keys(prefix: string, startAfter: string): AsyncIterable<readonly string[]>;
}

export interface StoredObject {
  readonly body: string;
  readonly etag: string;
}

export type WriteAnswer =
  | { readonly kind: "written"; readonly etag: string }
  /** 412: somebody wrote before us, or our own write whose answer was lost. */
  | { readonly kind: "preconditionFailed" }
  /** 409 ConditionalRequestConflict: nothing was written, try again. */
  | { readonly kind: "conflict" };
