import type { Plan } from "./act/lever.ts";
import { planMoves } from "./act/plan.ts";
import { decide } from "./decide/decide.ts";
import { advanceIncident } from "./decide/incident.ts";
import { assess } from "./decide/situation.ts";
import type { Decision } from "./model/decision.ts";
import type { Acted } from "./model/move.ts";
import type { Observation } from "./model/observation.ts";
import { lastingPart } from "./model/reason.ts";
import type { Intent, SiteRecord } from "./model/record.ts";
import type { Site } from "./model/site.ts";
import type { Step } from "./model/step.ts";
import type { EpochMs } from "./model/time.ts";
import { conclude } from "./record/conclude.ts";
import { noteDecision } from "./record/noteDecision.ts";
import { remember } from "./record/remember.ts";

/** All that is thought between seeing and doing, without any I/O. */
export interface Considered {
  readonly decision: Decision;
  /** The writes that the decision asks for; null: it pulls no lever. */
  readonly plan: Plan | null;
  readonly step: Step;
  /** When it was thought: one moment for all that comes of it. */
  readonly now: EpochMs;
}

/** When it is thought, and a text that no other thought has. */
export interface Thought {
  readonly now: EpochMs;
  readonly token: string;
}

/** What is made of an observation: remembered, decided, planned, noted. A plan that is only shown is thought the same way. */
export function consider(
  record: SiteRecord,
  observation: Observation,
  site: Site,
  { now, token }: Thought,
): Considered {
  const seen = takeIn(record, observation, site, now);
  const wanted = decide(seen.record, observation, site, now);
  const plan = planFor(wanted, seen.record, observation, site);
  const decision = plan?.kind === "impossible" ? prevented(wanted, plan.because, observation) : wanted;
  const { moves, standsBy } = plan?.kind === "planned" ? plan : { moves: [], standsBy: null };
  const { request } = observation;
  const noted = noteDecision(seen.record, decision, { site, now, request, moves, standsBy, token });
  return {
    decision,
    plan,
    step: { record: noted.record, happenings: [...seen.happenings, ...noted.happenings] },
    now,
  };
}

/** What is made of an act's outcome, and of the look at the world that followed it. */
export function concludeAndLook(
  record: SiteRecord,
  intent: Intent,
  acted: Acted,
  observation: Observation,
  site: Site,
  now: EpochMs,
): Step {
  const concluded = conclude(record, intent, acted, now);
  const seen = takeIn(concluded.record, observation, site, now);
  return { record: seen.record, happenings: [...concluded.happenings, ...seen.happenings] };
}

/** What is remembered of what was seen, and how far the incident is by it. */
function takeIn(record: SiteRecord, observation: Observation, site: Site, now: EpochMs): Step {
  const remembered = remember(record, observation, site);
  const advanced = advanceIncident(
    remembered.record,
    assess(remembered.record, observation, site, now),
    site,
  );
  return { record: advanced.record, happenings: [...remembered.happenings, ...advanced.happenings] };
}

/** A move of the controller's to where the steering stands already needs no lever; a person's word is read anew. */
function planFor(decision: Decision, record: SiteRecord, observation: Observation, site: Site): Plan | null {
  if (decision.kind !== "steer") return null;
  if (decision.to === record.steering.position && observation.request === null) return null;
  return planMoves(decision.to, record, observation, site);
}

function prevented(wanted: Decision, because: string, { request }: Observation): Decision {
  const reason = `${lastingPart(wanted.reason)}; not done: ${because}`;
  return request === null
    ? { kind: "holdStill", reason, unknown: [because] }
    : { kind: "refuse", reason, refusedBy: [{ rule: "stale-plan", because }] };
}
