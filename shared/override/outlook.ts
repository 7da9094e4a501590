import type { WayOut } from "../model/notice.ts";
import type { Site } from "../model/site.ts";
import { minutes, ms, sayDuration } from "../model/time.ts";
import { failbackSentence } from "../notify/texts.ts";
import {
  arm,
  bringBack,
  force,
  forceAnyway,
  freeze,
  freezeEnds,
  hold,
  letGo,
  release,
} from "../notify/ways.ts";
import type { SaidTerm, SiteStanding } from "./status.ts";

/** A site's standing in a few words, what happens next by itself, and the ways out of it, most useful first. */
export interface Outlook {
  readonly headline: string;
  readonly next: string;
  readonly ways: readonly WayOut[];
}

/** The situation that stands first in the list speaks; a freeze and the shadow are said besides. */
export function outlookOf(standing: SiteStanding, site: Site): Outlook {
  const main =
    situations.map((situation) => situation(standing, site)).find((said) => said !== null) ?? well(standing);
  const also = [unwatched(standing), frozen(standing), inShadow(standing)].filter((said) => said !== null);
  return {
    headline: [main, ...also].map(({ headline }) => headline).join(", "),
    next: [main, ...also].map(({ next }) => next).join(" "),
    // While it is frozen, every order is refused.
    ways: standing.freeze === null ? [...also, main].flatMap(({ ways }) => ways) : [freezeEnds],
  };
}

type Situation = (standing: SiteStanding, site: Site) => Outlook | null;

const underWay: Situation = ({ underWay }) =>
  underWay && {
    headline: `MOVING to ${places[underWay.to]}`,
    next: "The change is followed until all of Route 53's name servers have it: look again in a minute.",
    ways: [],
  };
const places = { automatic: "where Route 53 decides", primary: "the primary", secondary: "the standby" };

const proposed: Situation = ({ proposal }) =>
  proposal && {
    headline: "FORCE ASKED FOR, second person needed",
    next: `It is done when somebody other than ${proposal.who} orders the same, ${untilSaid(proposal)}.`,
    ways: [{ ...force, say: "Agree, as the second person" }],
  };

const edited: Situation = ({ drift }) =>
  drift === null
    ? null
    : {
        headline: "RECORD SETS EDITED by somebody else",
        next: "The controller moves nothing until they are as remembered, or are failover pairs again.",
        ways: [freeze],
      };

const pulled: Situation = ({ switchDrift }) =>
  switchDrift === null
    ? null
    : {
        headline: "SWITCH PULLED by somebody else",
        next: "It steers visitors as it stands, and the controller moves nothing until it is as it was left.",
        ways: [{ ...release, overrideRules: ["stale-plan"] }, freeze],
      };

const notKnown: Situation = ({ traffic }) =>
  traffic === "unknown"
    ? {
        headline: "NOT KNOWN who serves the visitors",
        next: "Nothing is moved on what is not known; the controller looks again every minute.",
        ways: [force, hold],
      }
    : null;

const split: Situation = ({ traffic }) =>
  traffic === "split"
    ? {
        headline: "VISITORS SPLIT between the two sides",
        next: "A move may be on its way through the name servers: look again in a minute.",
        ways: [force, hold],
      }
    : null;

/** A move of a person's, made and not yet seen by visitors. */
const following: Situation = ({ traffic, order, position, by, phase, incident }) => {
  if (traffic === "primary" && order?.kind === "force" && position === "secondary")
    return {
      headline: `FORCED by ${order.who}, visitors follow`,
      next: `They get the standby within the TTL. ${orderEnds(order)}`,
      ways: [release],
    };
  const released = by === "route53" && phase !== "failedOver" && incident?.times.released != null;
  return traffic === "secondary" && released
    ? {
        headline: "RELEASED, visitors go back to the primary",
        next: "They do as Route 53's health check sees the primary, and within the TTL.",
        ways: [force, freeze],
      }
    : null;
};

const onStandby: Situation = ({ traffic, by, order, phase, diverged }, site) => {
  if (traffic !== "secondary") return null;
  if (order?.kind === "force")
    return { headline: `ON THE STANDBY by ${order.who}'s force`, next: orderEnds(order), ways: [release] };
  if (by === "latch" && diverged)
    return {
      headline: "FAILED OVER to the standby, latched there",
      next: "The primary lacks what was done on the standby: visitors stay until it is brought back, or a person overrides no-divergence.",
      ways: [bringBack, release, freeze],
    };
  if (by === "latch")
    return {
      headline: "FAILED OVER to the standby, latched there",
      next:
        phase === "ready" && site.policy.failback.mode === "manual"
          ? "The primary is stable: the way back waits for a person's release."
          : failbackSentence(site),
      ways: [release, freeze],
    };
  return {
    headline: "FAILED OVER to the standby by Route 53",
    next: "Route 53 sends visitors back at its first green check, unless the controller latches this.",
    ways: [force, hold],
  };
};

const primaryDown: Situation = ({ phase, sides, by, order }) => {
  if (phase !== "suspected" && sides.primary.health !== "down") return null;
  if (order?.kind === "hold")
    return {
      headline: `PRIMARY DOWN, held there by ${order.who}`,
      next: orderEnds(order),
      ways: [release, force],
    };
  if (by === "gate")
    return {
      headline: "PRIMARY DOWN, failover HELD BACK",
      next: "Visitors stay on the primary until the replica is fit again.",
      ways: [forceAnyway, letGo],
    };
  return {
    headline: "PRIMARY DOWN, visitors not moved yet",
    next: "Route 53 moves visitors by itself once its health check fails.",
    ways: [force, hold],
  };
};

const ordered: Situation = ({ order }) =>
  order && { headline: `${order.kind.toUpperCase()} by ${order.who}`, next: orderEnds(order), ways: [letGo] };

const unfit: Situation = ({ fit, by }) => {
  if (fit === "fit") return null;
  const word = fit === "unfit" ? "NOT FIT" : "NOT KNOWN to be fit";
  return {
    headline: `ON THE PRIMARY, and the standby is ${word}`,
    next:
      by === "gate"
        ? "The primary is held: Route 53 fails over again once the replica is fit."
        : "If the primary failed now, visitors would get what the standby has.",
    ways: by === "gate" ? [forceAnyway, letGo] : [hold],
  };
};

const situations = [
  underWay,
  proposed,
  edited,
  pulled,
  notKnown,
  split,
  following,
  onStandby,
  primaryDown,
  ordered,
  unfit,
];

const well = ({ freeze: frozen, arming }: SiteStanding): Outlook => ({
  headline: "WELL, on the primary",
  next:
    frozen === null && arming === "armed"
      ? "If the primary fails, Route 53 moves visitors by itself, and the controller latches that."
      : "If the primary fails, Route 53 moves visitors by itself.",
  ways: [force, hold, freeze],
});

/** Runs come every minute: two without one mean that nobody watches. */
const unwatched = ({ lastRunAt, asOf }: SiteStanding): Outlook | null => {
  const last = lastRunAt === null ? null : ms(Date.parse(asOf) - Date.parse(lastRunAt));
  if (last !== null && last <= minutes(2)) return null;
  const since = last === null ? "ever" : `for ${sayDuration(last)}`;
  return {
    headline: "NOT WATCHED",
    next: `No run has come ${since}: the controller does nothing.`,
    ways: [],
  };
};

const frozen = ({ freeze }: SiteStanding): Outlook | null =>
  freeze && {
    headline: "FROZEN",
    next: `${freeze.who} froze it ${untilSaid(freeze)}: the controller moves nothing.`,
    ways: [freezeEnds],
  };

const inShadow = ({ arming }: SiteStanding): Outlook | null =>
  arming === "armed"
    ? null
    : { headline: "IN SHADOW", next: "In shadow, the controller watches and moves nothing.", ways: [arm] };

const orderEnds = (order: SaidTerm): string =>
  order.until === null
    ? "It stays so until a person releases it."
    : `It stays so ${untilSaid(order)}; then the controller decides anew.`;

const untilSaid = ({ until }: SaidTerm): string =>
  until === null ? "until it is lifted" : `until ${until.slice(0, 19)}Z`;
