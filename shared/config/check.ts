import * as v from "valibot";
import type { Site } from "../model/site.ts";
import { at, findBetweenSites, type ReadSite } from "./betweenSites.ts";
import { type Finding, overlap, type Path, splitWrong } from "./finding.ts";
import { notProvisioned, placeholdersIn, withStandIns } from "./placeholders.ts";
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
  const { sites, errors } = judged(written, placeholdersIn(written).map(notProvisioned));
  if (errors.length > 0) return { kind: "invalid", errors };
  return {
    kind: "ok",
    sites: sites.map(({ host, site }) => toSite(host, site)),
    warnings: judge(warnings, sites),
  };
}

/** A site that may have placeholders where ids will be; here stand-ins are in their place. */
export interface PlannedSite {
  readonly host: string;
  readonly site: WrittenSite;
}

export type CheckedPlan =
  | { readonly kind: "ok"; readonly sites: readonly PlannedSite[] }
  | { readonly kind: "invalid"; readonly errors: readonly Finding[] };

/** The same for what is still to be provisioned: everything but the ids that are not there yet. */
export function checkPlan(written: unknown): CheckedPlan {
  const { value, findings } = withStandIns(written);
  const { sites, errors } = judged(value, findings);
  return errors.length > 0 ? { kind: "invalid", errors } : { kind: "ok", sites };
}

/** What was found before stands in for whatever else is found in the same places. */
function judged(written: unknown, found: readonly Finding[]) {
  const parsed = v.safeParse(sitesSchema, written);
  const schemaFindings = (parsed.issues ?? []).flatMap((issue) => findingsOf(issue, []));
  const isNew = ({ path }: Finding) => !found.some((one) => overlap(one.path, path));
  const misshapen = [...found, ...schemaFindings.filter(isNew)];
  const sites = writtenSites(parsed.output, misshapen);
  return { sites, errors: [...misshapen, ...judge(rules, sites), ...findBetweenSites(sites)] };
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
