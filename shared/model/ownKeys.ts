import type { Site } from "./site.ts";

/** Keys in the site's buckets that are the control plane's own, and no content: a whole key, or with "*" all that begin so. */
export const ownKeys = ({ releases, replication: { heartbeat } }: Keyed): readonly string[] => [
  ...(releases === null ? [] : [`${releases.prefix}*`]),
  ...(heartbeat === null ? [] : [heartbeat.key]),
];

type Keyed = Pick<Site, "releases" | "replication">;

export const isOwnKey = (site: Keyed, key: string): boolean =>
  ownKeys(site).some((own) => (own.endsWith("*") ? key.startsWith(own.slice(0, -1)) : key === own));
