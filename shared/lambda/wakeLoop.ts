import type { Evidence } from "../model/observation.ts";
import type { Site } from "../model/site.ts";
import { type Report, reconcile } from "../reconcile.ts";
import { ports } from "./runtime.ts";
import { logger, reportRun } from "./telemetry.ts";

/** What a function answers when it woke the loop, or had no site to wake it for; seen by whoever invokes it by hand. */
export interface Woken {
  readonly runs: readonly Pick<Report, "site" | "decision">[];
}

/**
 * The one way into the loop. Sites run side by side, so that one that is slow or broken delays no other; when any
 * failed, the invocation fails, after all are done.
 */
export async function wakeLoop(
  sites: readonly Site[],
  evidenceFor: (site: Site) => Evidence,
): Promise<Woken> {
  const runs = await Promise.allSettled(sites.map((site) => runOnce(site, evidenceFor(site))));
  const faults = runs.flatMap((run) => (run.status === "rejected" ? [run.reason] : []));
  if (faults.length > 0) {
    throw new AggregateError(faults, `The loop failed for ${faults.length} of ${sites.length} sites`);
  }
  const reports = runs.flatMap((run) =>
    run.status === "fulfilled" && run.value !== null ? [run.value] : [],
  );
  return { runs: reports.map(({ site, decision }) => ({ site, decision })) };
}

/** An event that belongs to no site is said to be so and let go: trying it again would not change that. */
export function dropped(what: string, about: Readonly<Record<string, unknown>>): Woken {
  logger.warn(`Dropped: ${what}`, about);
  return { runs: [] };
}

async function runOnce(site: Site, evidence: Evidence): Promise<Report | null> {
  const startedAt = performance.now();
  try {
    const report = await reconcile(ports, site, evidence);
    if (report === null) logger.info("Known already", { site: site.name });
    else reportRun(report, Math.round(performance.now() - startedAt));
    return report;
  } catch (cause) {
    const error = new Error(`The loop failed for ${site.name}`, { cause });
    logger.error(error.message, { site: site.name, error });
    throw error;
  }
}
