import { loadSites } from "../config/load.ts";
import { sayProblems } from "../config/problem.ts";
import type { Site } from "../model/site.ts";

/**
 * The sites this control plane looks after, read from `sites.yml` (its path in FAILOVER_SITES). A packaged function has
 * the sites themselves in place of this module, as they were read and checked here while packaging: see
 * infra/esbuild/sitesInside.ts.
 */
export const sites: readonly Site[] = readSites(process.env["FAILOVER_SITES"] ?? "sites.yml");

function readSites(file: string): readonly Site[] {
  const loaded = loadSites(file);
  if (loaded.kind === "invalid") throw new Error(`sites.yml is wrong:\n${sayProblems(loaded.problems)}`);
  if (loaded.warnings.length > 0) process.stderr.write(`${sayProblems(loaded.warnings)}\n`);
  return loaded.sites;
}
