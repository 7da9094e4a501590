import type { Requester } from "../model/order.ts";
import type { Site } from "../model/site.ts";
import { type Issue, type OverrideRequest, readingActions } from "./contract.ts";

/** What is wrong with a request for this site and this caller, although each of its fields is well formed. */
export function issuesInContext(
  request: OverrideRequest,
  site: Site | undefined,
  sites: readonly Site[],
  caller: Requester | null,
): readonly Issue[] {
  const issues: Issue[] = [];
  if (site === undefined)
    issues.push({ path: "site", message: `must be one of ${sites.map(({ name }) => name).join(", ")}` });
  if (readingActions.has(request.action)) return issues;
  if (request.reason === undefined)
    issues.push({ path: "reason", message: "is required: it goes into the journal" });
  if (request.requestedBy === undefined && caller === null)
    issues.push({
      path: "requestedBy",
      message: "is required on a plain invoke, as AWS does not tell who calls",
    });
  if (request.for !== undefined && !canExpire.has(request.action))
    issues.push({
      path: "for",
      message: `is not taken by ${request.action}: only force, hold, release, freeze and deploy-begin expire`,
    });
  issues.push(...leaseIssues(request), ...drillIssues(request, site));
  if (request.lever === "switch" && site?.switch === null)
    issues.push({ path: "lever", message: "no switch is provisioned for this site: use records" });
  return issues;
}
const canExpire: ReadonlySet<string> = new Set(["force", "hold", "release", "freeze", "deploy-begin"]);

function leaseIssues({ action, lease }: OverrideRequest): readonly Issue[] {
  if (action === "deploy-end" && lease === undefined)
    return [{ path: "lease", message: "is required: which one is given back" }];
  return lease === undefined || action === "deploy-begin" || action === "deploy-end"
    ? []
    : [{ path: "lease", message: `is not taken by ${action}: only deploy-begin and deploy-end take one` }];
}

function drillIssues({ action, drill }: OverrideRequest, site: Site | undefined): readonly Issue[] {
  if (action !== "drill-end")
    return drill === undefined
      ? []
      : [{ path: "drill", message: `is not taken by ${action}: only drill-end takes one` }];
  return [
    ...(drill === undefined ? [{ path: "drill", message: "is required: what the drill came to" }] : []),
    ...(site?.drill === false
      ? [{ path: "site", message: "is not declared for drills: drill: true in sites.yml" }]
      : []),
  ];
}
