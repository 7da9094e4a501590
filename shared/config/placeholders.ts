import { type Finding, type Path, sayPath, shown } from "./finding.ts";

/**
 * What stands in sites.yml for an id that AWS has yet to give: the word `provision`, or a host name that begins with it
 * (`provision.cloudfront.net`). `failover provision` makes what is missing and writes the id in its place.
 */
export const placeholder = "provision";
const hostPlaceholder = /\bprovision\.(?:cloudfront\.net|execute-api\.[a-z0-9-]+\.amazonaws\.com)\b/;

export const isPlaceholder = (value: unknown): boolean =>
  typeof value === "string" && (value === placeholder || hostPlaceholder.test(value));

/** Nothing in sites.yml lies deeper; an alias that holds itself would have no end. */
const deepest = 12;

/** Where placeholders stand, in the file's order. */
export function placeholdersIn(value: unknown, path: Path = []): readonly Path[] {
  if (isPlaceholder(value)) return [path];
  if (value === null || typeof value !== "object" || path.length === deepest) return [];
  return Array.isArray(value)
    ? value.flatMap((item, i) => placeholdersIn(item, [...path, i]))
    : Object.entries(value).flatMap(([key, item]) => placeholdersIn(item, [...path, key]));
}

/** What the functions and every other command say of them: without the ids they could neither see nor steer. */
export const notProvisioned = (path: Path): Finding => ({
  path,
  message: "is not provisioned yet",
  remedy: "run npx failover provision, which makes it and writes its id here",
});

/**
 * The same document with well-formed ids in their place, so that everything else in it can be checked. Ids that no rule
 * may find twice differ. A placeholder where nothing can be made is a finding.
 */
export function withStandIns(written: unknown): {
  readonly value: unknown;
  readonly findings: readonly Finding[];
} {
  const value = structuredClone(written);
  const findings: Finding[] = [];
  for (const [i, path] of placeholdersIn(written).entries()) {
    const found = valueAt(written, path);
    if (found !== placeholder) continue;
    const regionOf = (side: "primary" | "secondary") =>
      String(valueAt(written, [...path.slice(0, 2), side, "region"]));
    const standIn = standIns.find(([where]) => where.test(sayPath(path.slice(2))))?.[1](i, regionOf);
    if (standIn === undefined) findings.push(notMade(path));
    else putAt(value, path, standIn);
  }
  return { value, findings };
}

const notMade = (path: Path): Finding => ({
  path,
  message: `${shown(placeholder)} stands here, and nothing is made for it`,
  remedy: "write the id of what is there; compare with the example sites.yml",
});

const arn = (service: string, region: string, rest: string) =>
  `arn:aws:${service}:${region}:000000000000:${rest}`;
const uuid = (i: number) => `00000000-0000-0000-0000-${String(i).padStart(12, "0")}`;

type StandIn = (i: number, regionOf: (side: "primary" | "secondary") => string) => string;

/** What can be provisioned, by its place in a site. */
const standIns: readonly (readonly [where: RegExp, standIn: StandIn])[] = [
  [/^primary\.target\.distributionId$/, () => "E0PROVISION"],
  [/^secondary\.target\.hostedZoneId$/, () => "Z0PROVISION"],
  [/^healthCheck\.id$/, uuid],
  [/^switch\.checks\.(?:endpoint|hold|force\[[01]\])$/, uuid],
  [/^healthCheck\.alarms\[\d+\]$/, () => arn("cloudwatch", "us-east-1", "alarm:provision")],
  [/^replication\.alarms\[\d+\]$/, (_, of) => arn("cloudwatch", of("secondary"), "alarm:provision")],
  [/^replication\.events$/, (_, of) => arn("sns", of("primary"), "provision")],
  [/^notices\.topic$/, (_, of) => arn("sns", of("secondary"), "provision")],
];

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) => (at as Readonly<Record<string | number, unknown>> | undefined)?.[key],
    value,
  );
}

function putAt(value: unknown, path: Path, put: unknown): void {
  const holder = valueAt(value, path.slice(0, -1)) as Record<string | number, unknown>;
  const last = path.at(-1);
  if (last !== undefined) holder[last] = put;
}
