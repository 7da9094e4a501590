import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reasonOf } from "../../shared/model/reason.ts";
import { Mistake } from "../mistake.ts";
import type { WayBack } from "./wayBack.ts";

export function writeLists(folder: string, bucket: string, all: readonly WayBack[]): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of listsOf(bucket, all)) writeFileSync(join(folder, name), text);
  } catch (cause) {
    throw new Mistake(`--out ${folder}: ${reasonOf(cause)}`, undefined, cause);
  }
}

/** The lists, each with its file name and lines; one that is empty is written too, so that none of an earlier run stays. */
const listsOf = (bucket: string, all: readonly WayBack[]): readonly (readonly [string, string])[] => [
  ["manifest.csv", manifestOf(bucket, all)],
  ["deletes.txt", keysOf("deleted", all)],
  ["conflicts.txt", keysOf("conflict", all)],
];

/** S3BatchOperations_CSV_20180820 with the fields Bucket, Key, VersionId: no header, keys URL-encoded (docs/aws-facts.md 5). */
const manifestOf = (bucket: string, all: readonly WayBack[]): string =>
  all
    .flatMap((each) => (each.kind === "copy" ? [`${bucket},${encoded(each.key)},${each.versionId}\n`] : []))
    .join("");

/** A line for each key, URL-encoded, as a key may hold a line's end. */
const keysOf = (kind: WayBack["kind"], all: readonly WayBack[]): string =>
  all.flatMap((each) => (each.kind === kind ? [`${encoded(each.key)}\n`] : [])).join("");

const encoded = (key: string): string => encodeURIComponent(key).replaceAll("%2F", "/");
