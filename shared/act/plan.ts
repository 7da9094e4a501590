import { type Move, sayLever } from "../model/move.ts";
import type { Observation } from "../model/observation.ts";
import type { LeverName, Position } from "../model/order.ts";
import { leftBehind } from "../model/positions.ts";
import type { SiteRecord } from "../model/record.ts";
import type { Site } from "../model/site.ts";
import type { LeverPlan, Plan } from "./lever.ts";
import { planRecords } from "./planRecords.ts";
import { planSwitch } from "./planSwitch.ts";

/**
 * The exact writes that would lead to the position, from what is observed; nothing is read or written. Away from
 * `automatic` each lever that can is planned, the best first: one is enough. Back to it whatever stands is cleared, the
 * switch first: under record sets that stand otherwise it counts for nothing, so no step between moves anybody.
 */
export function planMoves(to: Position, record: SiteRecord, observation: Observation, site: Site): Plan {
  const levers = leversInTurn(to, record, observation, site);
  const plans = levers.map((lever) => ({ lever, plan: planOf[lever](to, record, observation, site) }));
  return to === "automatic" ? all(plans) : firstThatWorks(plans);
}

interface Planned {
  readonly lever: LeverName;
  readonly plan: LeverPlan;
}

const planOf = { switch: planSwitch, records: planRecords };

/**
 * The switch first, as it needs nothing of us-east-1; unless it would leave visitors behind on the primary, as it does
 * where a PRIMARY has no partner: then the record sets, which move everybody. A person's word names one.
 */
function leversInTurn(
  to: Position,
  record: SiteRecord,
  { request }: Observation,
  site: Site,
): readonly LeverName[] {
  if (site.switch === null) return ["records"];
  if (to === "automatic") return ["switch", "records"];
  if (request !== null && request.lever !== null) return [request.lever];
  const abandons = to === "secondary" && leftBehind(record.baseline, site).length > 0;
  return abandons ? ["records", "switch"] : ["switch", "records"];
}

function all(plans: readonly Planned[]): Plan {
  const because = reasons(plans);
  return because.length > 0
    ? { kind: "impossible", because: because.join("; ") }
    : { kind: "planned", moves: movesOf(plans), standsBy: null };
}

/** What stands there already makes everything after it needless. */
function firstThatWorks(plans: readonly Planned[]): Plan {
  const standsAt = plans.findIndex(({ plan }) => plan.kind === "nothing");
  const moves = movesOf(standsAt < 0 ? plans : plans.slice(0, standsAt));
  if (moves.length > 0 || standsAt >= 0)
    return { kind: "planned", moves, standsBy: plans[standsAt]?.lever ?? null };
  return { kind: "impossible", because: reasons(plans).join("; ") };
}

const movesOf = (plans: readonly Planned[]): readonly Move[] =>
  plans.flatMap(({ plan }) => (plan.kind === "planned" ? [plan.move] : []));

/** Where there is one lever alone, its reason needs no name. */
const reasons = (plans: readonly Planned[]): readonly string[] =>
  plans.flatMap(({ lever, plan }) => {
    if (plan.kind !== "impossible") return [];
    return plans.length === 1 ? [plan.because] : [`by ${sayLever[lever]}: ${plan.because}`];
  });
