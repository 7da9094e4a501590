import type { Decision } from "../model/decision.ts";
import type { Standing } from "../model/positions.ts";
import type { Intent } from "../model/record.ts";
import { isoTime } from "../model/time.ts";
import type { Situation } from "./situation.ts";

/**
 * A change is under way, or a run died in the middle of one. Until the lease ends the run that holds it may be at work,
 * and nobody else touches it: what is listed may still be PENDING. After it what is listed tells how far the change
 * came, and `allowed` whether it should, and may, still be made.
 */
export function decideOnIntent(intent: Intent, allowed: Decision, situation: Situation): Decision {
  const { standing } = situation;
  const to = `the change to ${intent.to} (planned ${isoTime(intent.plannedAt)})`;
  if (situation.now <= intent.leaseUntil) return { kind: "wait", reason: `${to} is under way` };
  if (standing.kind === "unknown")
    return {
      kind: "holdStill",
      reason: `whether ${to} was made is not known: ${standing.because}`,
      unknown: [standing.because],
    };
  if (standing.kind === "at" && standing.position === intent.to)
    return intent.changeId === null
      ? { kind: "settle", reason: `${to} is seen made` }
      : { kind: "resume", reason: `${to} was accepted: ${intent.changeId} is followed to its end` };
  if (standing.kind !== "at" || standing.position !== intent.from.position)
    return { kind: "abandon", reason: `${to} lost to somebody else's: ${whatStands(standing)}` };
  return allowed.kind === "steer" && allowed.to === intent.to
    ? { kind: "resume", reason: `${to} was never made and still holds: ${allowed.reason}` }
    : { kind: "abandon", reason: `${to} was never made and no longer holds: ${allowed.reason}` };
}

function whatStands(standing: Standing): string {
  return standing.kind === "at" ? `the record sets stand at ${standing.position}` : standing.because;
}
