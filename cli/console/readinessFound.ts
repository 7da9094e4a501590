import type { Site } from "../../shared/model/site.ts";
import type { Checked, Readiness } from "../../shared/readiness/checkSite.ts";
import type { CheckFound, ReadinessFound } from "./wire.ts";

/** What a check of readiness found, for the page. */
export const readinessFound = ({ at, checked }: Readiness, site: Site): ReadinessFound => ({
  at,
  checks: checked.map((one) => checkFound(one, site)),
});

function checkFound({ check, verdict }: Checked, site: Site): CheckFound {
  const { id, asks, severity, visitor, fix } = check;
  return verdict.kind === "finding"
    ? { id, asks, severity, ...verdict, visitor, fix: fix(site) }
    : { id, asks, severity, ...verdict };
}
