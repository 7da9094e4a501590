import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { reasonOf } from "../../shared/model/reason.ts";
import type { ReleasedObject, ReleaseManifest } from "../../shared/model/release.ts";
import { Mistake } from "../mistake.ts";

export interface FolderDifference {
  readonly key: string;
  /** `missing`: in the folder, and not in the bucket. What the bucket has besides is its own affair. */
  readonly difference: "missing" | "differs";
}

/** What the bucket does not hold as the folder does that was deployed from: a sync that ended early, or another bucket. */
export function notAsInFolder(folder: string, manifest: ReleaseManifest): readonly FolderDifference[] {
  const inBucket = new Map(manifest.objects.map((object) => [object.key, object]));
  return filesIn(folder).flatMap((file): readonly FolderDifference[] => {
    const key = `${manifest.prefix}${file.replaceAll("\\", "/")}`;
    const object = inBucket.get(key);
    if (object === undefined) return [{ key, difference: "missing" }];
    return isSame(join(folder, file), object) ? [] : [{ key, difference: "differs" }];
  });
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
      statSync(join(folder, file)).isFile(),
    );
  } catch (error) {
    throw new Mistake(`${folder} can't be read: ${reasonOf(error)}`);
  }
}

/** By checksum or ETag where they are of the whole content; else the size has to do. */
function isSame(file: string, { size, etag, checksum }: ReleasedObject): boolean {
  const body = readFileSync(file);
  if (body.length !== size) return false;
  const digest = (algorithm: string, encoding: "hex" | "base64") =>
    createHash(algorithm).update(body).digest(encoding);
  if (checksum?.startsWith("SHA256:")) return checksum === `SHA256:${digest("sha256", "base64")}`;
  return !/^[0-9a-f]{32}$/.test(etag) || etag === digest("md5", "hex") || checksum !== null;
}
