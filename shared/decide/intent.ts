import type { Decision } from "../model/decision.ts";
import type { LeverName } from "../model/order.ts";
import { sayMove } from "../model/positions.ts";
import type { Intent } from "../model/record.ts";
import { sayTime } from "../model/time.ts";
import type { Situation } from "./situation.ts";
import { type SteeringStanding, sayStanding } from "./standing.ts";

/**
 * A change is under way, or a run died in the middle of one. Until the lease ends the run that holds it may be at work,
 * and nobody else touches it: what is listed may still be PENDING. After it what is listed tells how far the change
 * came, and `allowed` whether it should, and may, still be made.
 */
export function decideOnIntent(intent: Intent, allowed: Decision, situation: Situation): Decision {
  const { standing } = situation;
  const change = sayMove[intent.to];
  const underWay = `${change} is under way: since ${sayTime(intent.plannedAt)}`;
  if (situation.now <= intent.leaseUntil) return { kind: "wait", reason: underWay };
  if (standing.kind === "unknown")
    return {
      kind: "holdStill",
      reason: `whether ${change} was made is not known: ${standing.because}`,
      unknown: [standing.because],
    };
  if (standing.kind === "at" && standing.position === intent.to) return seenMade(intent, standing.by, change);
  if (standing.kind !== "at" || standing.position !== intent.from.position)
    return { kind: "abandon", reason: `${change} lost to somebody else's: ${whatStands(standing)}` };
  return allowed.kind === "steer" && allowed.to === intent.to
    ? { kind: "resume", reason: `${change} was never made and is still due: ${allowed.reason}` }
    : { kind: "abandon", reason: `${change} was never made and is no longer due: ${allowed.reason}` };
}

/** What a lever is not known to have brought to the name servers yet is followed to its end. */
function seenMade({ to, changeId, moves }: Intent, by: LeverName, change: string): Decision {
  if (changeId !== null)
    return { kind: "follow", reason: `${change} was accepted: ${changeId} is followed to its end` };
  if (by === "switch" && to !== "automatic")
    return { kind: "follow", reason: `${change} stands in the switch: the name servers are asked` };
  const lever = to === "automatic" ? (moves.at(-1)?.lever ?? by) : by;
  return { kind: "settle", reason: `${change} is seen made`, lever };
}

const whatStands = (standing: Exclude<SteeringStanding, { kind: "unknown" }>): string =>
  standing.kind === "at" ? sayStanding(standing) : standing.because;
