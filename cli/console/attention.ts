import { between, type EpochMs, epochMs, minutes, sayDuration } from "../../shared/model/time.ts";
import type { SiteStatus } from "../../shared/override/status.ts";
import type { SiteSeen } from "./wire.ts";

/** How much a site needs a person: at once, to be watched, to be known of, or not at all. */
export const levels = ["act", "watch", "know", "calm"] as const;
export type Level = (typeof levels)[number];

export interface Attention {
  readonly level: Level;
  readonly says: string;
}

/** The loop runs every minute: silent for longer than this it is not watching. */
const silentAfter = minutes(5);

export function attentionTo({ seen, trouble }: SiteSeen, now: EpochMs): Attention {
  if (trouble !== null) return { level: "act", says: `can't be seen: ${trouble.because}` };
  if (seen === null) return { level: "know", says: "not seen yet" };
  const { status } = seen;
  if (status.lastRunAt === null) return { level: "act", says: "THE CONTROLLER HAS NOT RUN yet" };
  const silence = between(epochMs(Date.parse(status.lastRunAt)), now);
  if (silence > silentAfter)
    return { level: "act", says: `THE CONTROLLER IS SILENT, last run ${sayDuration(silence)} ago` };
  return { level: levelOf(status), says: status.headline };
}

function levelOf(status: SiteStatus): Level {
  const { traffic, sides, proposal, drift, phase, fit, order, freeze, arming, underWay } = status;
  const servedDown = traffic === "unknown" || (traffic !== "split" && sides[traffic].health === "down");
  if (servedDown || proposal !== null || drift !== null) return "act";
  if (phase !== "calm" || underWay !== null || traffic === "split") return "watch";
  if (fit !== "fit" || order !== null || freeze !== null || arming === "shadow" || traffic === "secondary")
    return "know";
  return sides.secondary.health === "up" && sides.primary.health === "up" ? "calm" : "know";
}

/** What needs a person first; then by name. */
export function inOrder(sites: readonly SiteSeen[], now: EpochMs): readonly (SiteSeen & Attention)[] {
  const found = sites.map((site) => ({ ...site, ...attentionTo(site, now) }));
  const rank = ({ level }: Attention): number => levels.indexOf(level);
  return found.sort((a, b) => rank(a) - rank(b) || (a.site < b.site ? -1 : 1));
}
