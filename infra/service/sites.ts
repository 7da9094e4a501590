import type { Site } from "../../shared/model/site.ts";

/** The region the service goes to: what `--region` says, else the standby region that all sites share. */
export function regionOf(sites: readonly Site[], asked: string | undefined): string {
  const standby = [...new Set(sites.map((site) => site.secondary.region))];
  const region = asked ?? (standby.length === 1 ? standby[0] : undefined);
  if (region === undefined) {
    throw new Error(
      `The sites have more than one standby region (${standby.join(", ")}): keep a sites.yml for each region, ` +
        "and deploy each with FAILOVER_SITES=… of its own.",
    );
  }
  const doomed = sites.find((site) => site.primary.region === region);
  if (doomed !== undefined) {
    throw new Error(
      `${region} is the primary region of ${doomed.name}: a control plane there goes down with the site. ` +
        `Deploy it to the standby region, ${doomed.secondary.region}.`,
    );
  }
  return region;
}
