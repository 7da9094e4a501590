import type { ReleasedObject, ReleaseFound, ReleaseManifest } from "../model/release.ts";
import type { ListedObject } from "./ports.ts";

/** What one release's manifest names, crossed off as it is listed. */
export interface Tally {
  /** Whether the manifest names the key. */
  see(object: ListedObject): boolean;
  /** Of the same size and another ETag. */
  readonly doubts: readonly ReleasedObject[];
  found(differing: readonly ReleasedObject[], unproven: number): ReleaseFound;
}

const examplesOfEach = 5;

export function tallyOf({ id, createdAt, objects }: ReleaseManifest): Tally {
  const wanted = new Map(objects.map((object) => [object.key, object]));
  const doubts: ReleasedObject[] = [];
  const differs: ReleasedObject[] = [];
  return {
    doubts,
    see(object) {
      const named = wanted.get(object.key);
      if (named === undefined) return false;
      wanted.delete(object.key);
      if (named.size !== object.size) differs.push(named);
      else if (named.etag !== object.etag) doubts.push(named);
      return true;
    },
    found(differing, unproven) {
      const missing = [...wanted.keys()];
      const other = [...differs, ...differing].map(({ key }) => key);
      const first = (keys: readonly string[], difference: "missing" | "differs") =>
        keys.slice(0, examplesOfEach).map((key) => ({ key, difference }));
      const examples = [...first(missing, "missing"), ...first(other, "differs")];
      const counts = { missing: missing.length, differs: other.length, unproven };
      return { id, createdAt, objects: objects.length, ...counts, examples };
    },
  };
}
