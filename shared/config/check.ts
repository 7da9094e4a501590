import * as v from "valibot";
import type { Site } from "../model/site.ts";
import { at, findBetweenSites, type ReadSite } from "./betweenSites.ts";
import { type Finding, overlap, type Path, splitWrong } from "./finding.ts";
import type { Rule } from "./rule.ts";
import { rules } from "./rules.ts";
import { sitesSchema, type WrittenSite } from "./schema.ts";
import { toSite } from "./toSite.ts";
import { warnings } from "./warnings.ts";

export type Checked =
  | { readonly kind: "ok"; readonly sites: readonly Site[]; readonly warnings: readonly Finding[] }
  | { readonly kind: "invalid"; readonly errors: readonly Finding[] };

/** Checks what was written and finds all that is wrong with it at once. */
export function checkSites(written: unknown): Checked {
  const parsed = v.safeParse(sitesSchema, written);
  const misshapen = (parsed.issues ?? []).flatMap((issue) => findingsOf(issue, []));
  const sites = writtenSites(parsed.output, misshapen);
  const errors = [...misshapen, ...judge(rules, sites), ...findBetweenSites(sites)];
  if (errors.length > 0) return { kind: "invalid", errors };
  return {
    kind: "ok",
    sites: sites.map(({ host, site }) => toSite(host, site)),
    warnings: judge(warnings, sites),
  };
}

function writtenSites(output: unknown, misshapen: readonly Finding[]): readonly ReadSite[] {
  const { sites } = (output ?? {}) as { sites?: unknown };
  if (sites === null || typeof sites !== "object") return [];
  const faults = Map.groupBy(misshapen, ({ path }) => path[1]);
  return Object.entries(sites).map(([host, site]: [string, WrittenSite]) => ({
    host,
    site,
    isSound: (path) => !(faults.get(host) ?? []).some((fault) => overlap(fault.path.slice(2), path)),
  }));
}

function judge(table: readonly Rule[], sites: readonly ReadSite[]): readonly Finding[] {
  return sites.flatMap(({ host, site, isSound }) =>
    table
      .filter(({ reads }) => reads.every(isSound))
      .flatMap((rule) => rule.check(site, host))
      .map((finding) => ({ ...finding, path: [...at(host), ...finding.path] })),
  );
}

/** An issue of a union is that of the alternative which was meant: where a mapping was written, the mapping's. */
function findingsOf(issue: v.BaseIssue<unknown>, above: Path): readonly Finding[] {
  const path = [
    ...above,
    ...(issue.path ?? []).map(({ key }) => (typeof key === "number" ? key : String(key))),
  ];
  const meant = (issue.issues ?? []).filter((inner) => inner.path !== undefined);
  if (meant.length > 0) return meant.flatMap((inner) => findingsOf(inner, path));
  return [{ path, ...splitWrong(issue.message) }];
}
