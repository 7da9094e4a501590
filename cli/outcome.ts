import type { Answered } from "../shared/override/contract.ts";
import type { exitCodes } from "./exitCodes.ts";

/** What an answer comes to, in the exit codes' words. Under way is done, as far as a person's part goes. */
export function outcomeOf(answer: Answered): keyof typeof exitCodes {
  const { ok, decision, outcome } = answer;
  if (waitsForSecondPerson(answer)) return "refused";
  if (ok) return "done";
  if (decision.kind === "refuse")
    return answer.refusedBy.some(({ rule }) => rule === "truce") ? "truce" : "refused";
  return outcome?.kind === "lostRace" || outcome?.kind === "failed" ? "refused" : "unknown";
}

/** A force that was noted, and not done: the same by somebody else does it. */
export const waitsForSecondPerson = ({ ok, decision, status }: Answered): boolean =>
  ok && decision.kind === "note" && status.proposal !== null;
