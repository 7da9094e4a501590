import type { Site } from "./site.ts";

/** Keys in the site's buckets that are the control plane's own, and no content: a whole key, or with "*" all that begin so. */
export const ownKeys = ({ releases }: Pick<Site, "releases">): readonly string[] =>
  releases === null ? [] : [`${releases.prefix}*`];

export const isOwnKey = (site: Pick<Site, "releases">, key: string): boolean =>
  ownKeys(site).some((own) => (own.endsWith("*") ? key.startsWith(own.slice(0, -1)) : key === own));
