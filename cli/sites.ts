import { fileURLToPath } from "node:url";
import { loadSites } from "../shared/config/load.ts";
import { nearest } from "../shared/config/nearest.ts";
import { sayProblems } from "../shared/config/problem.ts";
import type { Site } from "../shared/model/site.ts";
import type { Cli } from "./cli.ts";
import { Mistake } from "./mistake.ts";

/** The sites of `--sites`, FAILOVER_SITES or the clone's own sites.yml. Throws a Mistake that names line and remedy. */
export function sitesFrom(
  asked: string | undefined,
  { environment }: Pick<Cli, "environment">,
): readonly Site[] {
  const loaded = loadSites(sitesFile(asked, { environment }));
  if (loaded.kind === "invalid") throw new Mistake(sayProblems(loaded.problems));
  return loaded.sites;
}

/** Which file that is. */
export const sitesFile = (asked: string | undefined, { environment }: Pick<Cli, "environment">): string =>
  asked ?? environment["FAILOVER_SITES"] ?? fileURLToPath(new URL("../sites.yml", import.meta.url));

/** The site asked for; where there is only one, it needs no name. */
export function chooseSite(sites: readonly Site[], asked: string | undefined): Site {
  const names = sites.map(({ name }) => name);
  const [only] = sites;
  if (asked === undefined && only !== undefined && sites.length === 1) return only;
  if (asked === undefined) throw new Mistake(`which site? One of ${names.join(", ")}`);
  const found = sites.find(({ name }) => name === asked);
  if (found !== undefined) return found;
  const meant = nearest(asked, names);
  throw new Mistake(
    meant === null
      ? `there is no site ${asked} in sites.yml: ${names.join(", ")}`
      : `there is no site ${asked} in sites.yml. Did you mean ${meant}?`,
  );
}
