import type { EpochMs } from "../model/time.ts";
import { type Check, type Question, type Verdict, verdictOf } from "./check.ts";
import type { Ground } from "./ground.ts";
import type { Deployed, GroundPorts } from "./ports.ts";
import { readGround } from "./readGround.ts";
import { checks } from "./table.ts";

/** How a site's ground stands: every check that applies to it, in the table's order. */
export interface Readiness {
  readonly site: string;
  readonly at: EpochMs;
  readonly checked: readonly Checked[];
}

export interface Checked {
  readonly check: Check;
  readonly verdict: Verdict;
}

/** Reads the ground of a site and judges it. Changes nothing; what can't be read is unknown, not an exception. */
export async function checkSite(
  ports: GroundPorts,
  deployed: Deployed | null,
  remembered: Pick<Ground, "record" | "drill" | "canary">,
  { site, sites }: Pick<Question, "site" | "sites">,
): Promise<Readiness> {
  const ground = { ...(await readGround(ports, deployed, site)), ...remembered };
  const checked = checks.flatMap((check) => {
    const flaws = check.judge({ site, sites, ground });
    return flaws === null ? [] : [{ check, verdict: verdictOf(flaws) }];
  });
  return { site: site.name, at: ground.at, checked };
}
