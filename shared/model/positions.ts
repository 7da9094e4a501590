import type { Position } from "./order.ts";
import { plainName, type RecordChange, type RecordSet } from "./recordSet.ts";
import { holds, sameSets } from "./sameSets.ts";
import type { Site } from "./site.ts";

/**
 * What the site's record sets look like in each position of the `records` lever. All is told from the baseline: the
 * sets as they stood in `automatic`, which a release restores to the letter.
 */
export function recordSetsIn(position: Position, baseline: readonly RecordSet[]): readonly RecordSet[] {
  if (position === "automatic") return baseline;
  const known = steered.get(baseline) ?? {
    primary: baseline.map((set) => (set.Failover === "PRIMARY" ? withoutHealthCheck(set) : set)),
    secondary: baseline.flatMap((set) => swapped(set, baseline)),
  };
  steered.set(baseline, known);
  return known[position];
}
const steered = new WeakMap<readonly RecordSet[], Record<"primary" | "secondary", readonly RecordSet[]>>();

/** A change of the steering, as people say it. */
export const sayMove: Readonly<Record<Position, string>> = {
  automatic: "the release to Route 53",
  primary: "the move to the primary",
  secondary: "the move to the standby",
};

/** Where the record sets stand, as people say it. */
export const sayStand: Readonly<Record<Position, string>> = {
  automatic: "as failover pairs, and Route 53 decides",
  primary: "so that visitors stay on the primary",
  secondary: "so that visitors stay on the standby",
};

export type Standing =
  | { readonly kind: "at"; readonly position: Position }
  /** A failover pair as the site needs it, but not the one remembered: somebody edited it. */
  | { readonly kind: "edited"; readonly because: string }
  | { readonly kind: "drifted"; readonly because: string };

/** Which position the listed record sets show; `baseline` null: not seen yet. */
export function standingOf(
  listed: readonly RecordSet[],
  baseline: readonly RecordSet[] | null,
  site: Site,
): Standing {
  if (baseline !== null) {
    for (const position of ["automatic", "primary", "secondary"] as const)
      if (sameSets(listed, recordSetsIn(position, baseline))) return { kind: "at", position };
  }
  const flaw = flawAsFailoverPairs(listed, site);
  if (flaw !== null) return { kind: "drifted", because: flaw };
  if (baseline === null) return { kind: "at", position: "automatic" };
  return {
    kind: "edited",
    because: `${sayDifference(listed, baseline)}; they are failover pairs all the same`,
  };
}

/** The batch that leads from one state to another: DELETE of the exact listed set, CREATE of the new one. */
export function changesBetween(
  from: readonly RecordSet[],
  to: readonly RecordSet[],
): readonly RecordChange[] {
  return [
    ...from.filter((set) => !holds(to, set)).map((recordSet) => ({ action: "DELETE" as const, recordSet })),
    ...to.filter((set) => !holds(from, set)).map((recordSet) => ({ action: "CREATE" as const, recordSet })),
  ];
}

/**
 * Names and types whose PRIMARY has no partner, as Route 53 answers it whatever its health: visitors who stay on the
 * primary when a health check fails over. As listed, or where that is not known as an S3 website standby has no IPv6.
 */
export function leftBehind(baseline: readonly RecordSet[] | null, site: Site): readonly string[] {
  if (baseline !== null)
    return baseline
      .filter((set) => set.Failover === "PRIMARY" && partnerOf(set, baseline) === undefined)
      .map(({ Name, Type }) => `${plainName(Name)} ${Type}`);
  if (site.secondary.target.kind !== "s3-website") return [];
  return site.names.filter(({ types }) => types.includes("AAAA")).map(({ name }) => `${name} AAAA`);
}

const partnerOf = (set: RecordSet, sets: readonly RecordSet[]): RecordSet | undefined =>
  sets.find((other) => other.Name === set.Name && other.Type === set.Type && other.Failover !== set.Failover);

function withoutHealthCheck(set: RecordSet): RecordSet {
  const { HealthCheckId: _, ...rest } = set;
  return rest;
}

/**
 * PRIMARY points at the secondary's target without a health check, SECONDARY at the primary's. A PRIMARY without a
 * partner (an AAAA that the standby can't serve) is taken away: its visitors would stay on the primary for good.
 */
function swapped(set: RecordSet, baseline: readonly RecordSet[]): RecordSet[] {
  const partner = partnerOf(set, baseline);
  if (partner === undefined) return [];
  const { AliasTarget, TTL, ResourceRecords } = partner;
  const { AliasTarget: _a, TTL: _t, ResourceRecords: _r, HealthCheckId: _h, ...own } = set;
  return [
    {
      ...own,
      ...(AliasTarget === undefined ? {} : { AliasTarget }),
      ...(TTL === undefined ? {} : { TTL }),
      ...(ResourceRecords === undefined ? {} : { ResourceRecords }),
    },
  ];
}

/** Why these are not the failover pairs the site needs in `automatic`; null: they are. */
function flawAsFailoverPairs(listed: readonly RecordSet[], site: Site): string | null {
  const flaws = site.names.flatMap(({ name, types }) =>
    types.map((type) => {
      const sets = listed.filter((set) => plainName(set.Name) === plainName(name) && set.Type === type);
      const flaw = flawAsPair(sets, site);
      return flaw === null ? null : `${name} ${type} ${flaw}`;
    }),
  );
  return flaws.find((flaw) => flaw !== null) ?? null;
}

function flawAsPair(sets: readonly RecordSet[], { primary, secondary }: Site): string | null {
  const first = sets.find((set) => set.Failover === "PRIMARY");
  const second = sets.find((set) => set.Failover === "SECONDARY");
  if (sets.length === 0) return "has no record set";
  if (first === undefined) return "has no PRIMARY failover record set";
  if (sets.length > (second === undefined ? 1 : 2)) return "has more record sets than one pair";
  if (first.HealthCheckId === undefined) return "PRIMARY has no health check";
  const astray =
    misdirected(first, primary.target.domainName) ??
    (second && misdirected(second, secondary.target.domainName));
  return astray ?? null;
}

function misdirected(set: RecordSet, domainName: string): string | null {
  const there = set.AliasTarget !== undefined && plainName(set.AliasTarget.DNSName) === plainName(domainName);
  return there ? null : `${set.Failover} does not point at ${domainName}`;
}

function sayDifference(listed: readonly RecordSet[], baseline: readonly RecordSet[]): string {
  const changed = changesBetween(baseline, listed).map(
    ({ recordSet }) => `${plainName(recordSet.Name)} ${recordSet.Type}`,
  );
  return `record sets of ${[...new Set(changed)].join(", ")} are not as remembered`;
}
