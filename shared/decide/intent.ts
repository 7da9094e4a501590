import type { Decision } from "../model/decision.ts";
import { type Standing, sayMove, sayStand } from "../model/positions.ts";
import type { Intent } from "../model/record.ts";
import { sayTime } from "../model/time.ts";
import type { Situation } from "./situation.ts";

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
  if (standing.kind === "at" && standing.position === intent.to)
    return intent.changeId === null
      ? { kind: "settle", reason: `${change} is seen made` }
      : { kind: "follow", reason: `${change} was accepted: ${intent.changeId} is followed to its end` };
  if (standing.kind !== "at" || standing.position !== intent.from.position)
    return { kind: "abandon", reason: `${change} lost to somebody else's: ${whatStands(standing)}` };
  return allowed.kind === "steer" && allowed.to === intent.to
    ? { kind: "resume", reason: `${change} was never made and is still due: ${allowed.reason}` }
    : { kind: "abandon", reason: `${change} was never made and is no longer due: ${allowed.reason}` };
}

function whatStands(standing: Standing): string {
  return standing.kind === "at" ? `the record sets stand ${sayStand[standing.position]}` : standing.because;
}
