import type { Site } from "../shared/model/site.ts";
import type { EpochMs } from "../shared/model/time.ts";
import { keyOfManifest, releaseId } from "../shared/release/manifestKeys.ts";
import { manifestText } from "../shared/release/manifestText.ts";
import type { Bucket } from "./aws/bucket.ts";

/** What the site's owner deploys: a few files, each of which says which release it is from. */
export interface Release {
  readonly number: number;
  /** A deploy that leaves out the start page and what probes look for. */
  readonly bad: boolean;
}

export function deploy(
  bucket: Bucket,
  site: Site,
  release: Release,
  at: EpochMs,
): readonly ReturnType<Bucket["put"]>[] {
  const texts = probedTexts(site);
  return filesOf(site).flatMap((key) => {
    if (release.bad && key === "index.html") return bucket.current(key) ? [bucket.delete(key, at)] : [];
    return [bucket.put(key, `${key}, release ${release.number}\n${release.bad ? "" : texts}`, at)];
  });
}

/** What the pipeline writes last: the release as the primary's bucket holds it now. */
export function releaseManifest(
  bucket: Bucket,
  { name, releases, replication: { prefix } }: Site,
  at: EpochMs,
): { readonly key: string; readonly text: string } | null {
  if (releases === null) return null;
  const objects = bucket.keys().flatMap((key) => {
    const version = bucket.current(key);
    if (version === null || key.startsWith(releases.prefix) || !key.startsWith(prefix)) return [];
    const about = { checksum: null, contentType: null, cacheControl: null };
    return [
      {
        key,
        size: version.size,
        etag: version.etag.replaceAll('"', ""),
        version: version.versionId,
        ...about,
      },
    ];
  });
  const id = releaseId(at, null);
  const text = manifestText({ site: name, id, createdAt: at, prefix, objects }, null);
  return { key: keyOfManifest(releases.prefix, id), text };
}

export const releaseOf = (body: string): number | null => {
  const found = /, release (\d+)/.exec(body);
  return found === null ? null : Number(found[1]);
};

/** As a website serves them: a path that ends in a slash is its index.html. */
export const keyOf = (path: string): string => {
  const plain = path.replace(/[?#].*$/, "").replace(/^\//, "");
  return plain === "" || plain.endsWith("/") ? `${plain}index.html` : plain;
};

function filesOf(site: Site): readonly string[] {
  const probed = [...site.primary.probes, ...site.secondary.probes].map((probe) =>
    keyOf(new URL(probe.url).pathname),
  );
  const usual = [
    "index.html",
    "error.html",
    "about/index.html",
    "assets/site.css",
    "assets/site.js",
    keyOf(site.visitor.path),
  ];
  return [...new Set([...usual, ...probed])];
}

const probedTexts = (site: Site): string =>
  [...site.primary.probes, ...site.secondary.probes].flatMap((probe) => probe.text ?? []).join("\n");
