import type { FoundHealthCheck, SiteReader } from "./ports.ts";

/** The switch of a calculated check, with its children by what they ask. */
export interface FoundSwitch {
  readonly bucket: string;
  readonly hold: string;
  readonly force: string;
  readonly endpoint: FoundHealthCheck;
  readonly holdCheck: string;
  readonly forceChecks: readonly [string, string];
}

/** null: this check is none of a switch. Two children are inverted and ask the same; one asks the same host; one does not. */
export async function findSwitch(reader: SiteReader, check: FoundHealthCheck): Promise<FoundSwitch | null> {
  if (check.type !== "CALCULATED" || check.children.length !== 4) return null;
  const children = await Promise.all(check.children.map((id) => reader.healthCheck(id)));
  const known = children.filter((child) => child !== null);
  const [first, second, ...more] = known.filter(({ inverted }) => inverted);
  const hold = known.find(({ inverted, host }) => !inverted && host === first?.host);
  const endpoint = known.find(({ inverted, host }) => !inverted && host !== first?.host);
  if (!first || !second || more.length > 0 || !hold || !endpoint || first.host !== second.host) return null;
  const bucket = /^(.+)\.s3\.[a-z0-9-]+\.amazonaws\.com$/.exec(first.host ?? "")?.[1];
  if (bucket === undefined) return null;
  return {
    bucket,
    hold: (hold.path ?? "").replace(/^\//, ""),
    force: (first.path ?? "").replace(/^\//, ""),
    endpoint,
    holdCheck: hold.id,
    forceChecks: [first.id, second.id],
  };
}
