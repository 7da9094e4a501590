import type { Plan } from "../act/lever.ts";
import type { Acted, Change, Move } from "../model/move.ts";
import type { LeverName, Position } from "../model/order.ts";
import { leftBehind } from "../model/positions.ts";
import type { SiteRecord } from "../model/record.ts";
import type { Site } from "../model/site.ts";

/** The writes that were made, or accepted and are under way: those of the levers that came to something. */
export function writesMade(plan: Plan | null, acted: Acted | null): readonly Change[] {
  const sent = attempts(acted).filter(({ outcome }) => outcome.kind === "done" || outcome.kind === "pending");
  const levers = new Set(sent.map(({ lever }) => lever));
  return movesOf(plan).flatMap(({ lever, changes }): readonly Change[] => (levers.has(lever) ? changes : []));
}

/** The writes that would be made: away from `automatic` those of the lever that is tried first. */
export function writesPlanned(plan: Plan | null, to: Position): readonly Change[] {
  const moves = movesOf(plan);
  return (to === "automatic" ? moves : moves.slice(0, 1)).flatMap(
    ({ changes }): readonly Change[] => changes,
  );
}

/** What each lever came to, in the order in which they were pulled. */
export const attempts = (acted: Acted | null): Acted["before"] =>
  acted === null ? [] : [...acted.before, { lever: acted.lever, outcome: acted.outcome }];

/** Names and types whose visitors stay on the primary, as the switch alone sends everybody else to the standby. */
export const staysBehind = (
  { baseline }: SiteRecord,
  site: Site,
  to: Position,
  by: LeverName | undefined,
): readonly string[] => (to === "secondary" && by === "switch" ? leftBehind(baseline, site) : []);

export const firstLever = (plan: Plan | null): LeverName | undefined => movesOf(plan)[0]?.lever;

const movesOf = (plan: Plan | null): readonly Move[] => (plan?.kind === "planned" ? plan.moves : []);
