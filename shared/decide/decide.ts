import type { Decision } from "../model/decision.ts";
import type { Observation } from "../model/observation.ts";
import type { Position, Refusal } from "../model/order.ts";
import { lastingPart } from "../model/reason.ts";
import type { SiteRecord, SteeredBy } from "../model/record.ts";
import type { Site } from "../model/site.ts";
import { type EpochMs, sayDuration } from "../model/time.ts";
import { decideOnIntent } from "./intent.ts";
import { decideOnRequest } from "./request.ts";
import { refusalsOf } from "./rules.ts";
import { assess, type Situation } from "./situation.ts";

/**
 * What is to be done about a site: pure, from what is remembered, what was seen, and the policy. A person's word comes
 * first, then a change that is under way, then the order in force, the gate, the latch, and Route 53 by itself.
 */
export function decide(record: SiteRecord, observation: Observation, site: Site, now: EpochMs): Decision {
  const situation = assess(record, observation, site, now);
  const { request } = observation;
  if (request !== null) return decideOnRequest(record, observation, situation, site, request);
  const wanted = wantedSteering(record, situation, site);
  const allowed = wanted.kind === "steer" ? underRules(wanted, record, observation, situation, site) : wanted;
  return record.intent === null ? allowed : decideOnIntent(record.intent, allowed, situation);
}

/** Where the steering should stand, before any rule is asked. */
function wantedSteering(record: SiteRecord, situation: Situation, site: Site): Decision {
  return (
    byOrder(record) ??
    byGate(record, situation, site) ??
    byLatch(record, situation, site) ??
    byRoute53(record, situation)
  );
}

function byOrder({ order, steering }: SiteRecord): Decision | null {
  if (order === null) return null;
  const to = positionOrdered[order.kind];
  const reason = `${order.who.name} ordered ${order.kind}: ${order.why}`;
  return steering.position === to && steering.by === "order" ? rest(reason) : steer(to, "order", reason);
}
const positionOrdered = { force: "secondary", hold: "primary", release: "automatic" } as const;

/** While the replica is not fit, Route 53 must not send visitors there by itself. */
function byGate({ steering }: SiteRecord, situation: Situation, site: Site): Decision | null {
  const { fitness, traffic } = situation;
  const gated = steering.by === "gate";
  if (fitness.kind === "fit" || (!gated && !site.policy.gate)) return null;
  if (fitness.kind === "unfit") {
    const reason = `the replica is not fit to serve, so the primary has to be held: ${fitness.because}`;
    if (gated) return rest(reason);
    return traffic === "primary" && steering.position !== "secondary"
      ? steer("primary", "gate", reason)
      : null;
  }
  return gated
    ? holdStill("whether the replica is fit again is not known; the primary stays held", fitness.because)
    : null;
}

/** Once visitors are on the standby they stay there until the way back is safe. */
function byLatch(record: SiteRecord, situation: Situation, site: Site): Decision | null {
  const { steering, incident } = record;
  const { primary, traffic } = situation;
  if (steering.position === "secondary") return wayBack(record, situation, site);
  if (!site.policy.latch || incident?.phase !== "failedOver") return null;
  if (traffic !== "secondary" && traffic !== "split") return null;
  // Back before a latch could be set: visitors are on their way home, and a latch would throw them out again.
  if (primary.kind === "up") return wait("the primary answers, and no latch was set; Route 53 decides");
  const seen = "Route 53 sent visitors to the standby";
  const { fitness } = situation;
  switch (fitness.kind) {
    case "fit":
      return steer(
        "secondary",
        "latch",
        `${seen}, and the replica is fit, so the latch is due: ${fitness.because}`,
      );
    case "unfit":
      return wait(`${seen}; not latched, as the replica is not fit: ${fitness.because}`);
    case "unknown":
      return holdStill(`${seen}; not latched while the replica is not known to be fit`, fitness.because);
  }
}

/** Latched on the standby, or left there by an order that ended: when and why visitors may go back. */
function wayBack({ steering, incident }: SiteRecord, situation: Situation, { policy }: Site): Decision {
  const { secondary, primary, route53, traffic, primaryUpFor } = situation;
  const goBack = (reason: string): Decision => steer("automatic", "route53", reason);
  const stay = (reason: string): Decision =>
    steering.by === "latch" ? wait(reason) : steer("secondary", "latch", reason);
  if (incident === null && traffic === "primary")
    return goBack("visitors are on the primary already, and no incident is open");
  if (primary.kind !== "up") return stay("latched on the standby: the primary is not back");
  if (secondary.kind === "down")
    return goBack(`the standby is down and the primary answers: ${secondary.because}`);
  if (primaryUpFor === null || primaryUpFor < policy.failback.stableFor)
    return stay("the primary answers; it has to stay up before visitors go back");
  if (route53 === "unhealthy") return stay("our probes reach the primary, Route 53's health check does not");
  if (policy.failback.mode === "manual")
    return stay("the primary is stable; the failback waits for a person's release");
  return goBack(`the way back is due: the primary has been up for ${sayDuration(primaryUpFor)}`);
}

function byRoute53({ steering }: SiteRecord, situation: Situation): Decision {
  if (steering.position !== "automatic") return steer("automatic", "route53", whyFree[steering.by]);
  if (steering.by !== "route53") return steer("automatic", "route53", whyFree[steering.by]);
  if (situation.commonFault !== null)
    return wait(`both sides fail the same way, so failing over would not help: ${situation.commonFault}`);
  if (situation.primary.kind === "up")
    return situation.route53 === "unhealthy"
      ? wait("our probes reach the primary, Route 53's health check does not; Route 53 decides")
      : rest("the primary serves, and Route 53 decides");
  return situation.primary.kind === "down"
    ? wait("the primary looks down; Route 53's health check decides")
    : holdStill("the primary can't be probed", situation.primary.because);
}
const whyFree: Record<SteeredBy, string> = {
  gate: "the replica is fit to serve again: Route 53 decides",
  order: "the order ended: Route 53 decides",
  latch: "the latch ended: Route 53 decides",
  route53: "Route 53 decides",
};

/** The controller's own moves pass every rule, or are refused by name. Naming another reason for the same position is no move. */
function underRules(
  wanted: Extract<Decision, { kind: "steer" }>,
  record: SiteRecord,
  observation: Observation,
  situation: Situation,
  site: Site,
): Decision {
  if (wanted.to === record.steering.position || wanted.by === "order")
    return blockedOrder(wanted, record, situation);
  if (situation.standing.kind === "unknown")
    return holdStill(`${lastingPart(wanted.reason)}; not done`, situation.standing.because);
  const refusedBy = refusalsOf({
    record,
    observation,
    situation,
    site,
    move: { to: wanted.to, request: null },
  });
  return refusedBy.length === 0 ? wanted : refused(wanted, refusedBy);
}

function refused(wanted: Decision, refusedBy: readonly Refusal[]): Decision {
  const because = refusedBy.map((refusal) => `${refusal.rule}: ${refusal.because}`).join("; ");
  return { kind: "refuse", reason: `${lastingPart(wanted.reason)}; not done: ${because}`, refusedBy };
}

/** An order that stands is steered by, unless the site was frozen since, or the record sets can't be read or were changed. */
function blockedOrder(
  wanted: Extract<Decision, { kind: "steer" }>,
  record: SiteRecord,
  { standing }: Situation,
): Decision {
  if (wanted.to === record.steering.position) return wanted;
  if (standing.kind === "unknown")
    return holdStill(`${lastingPart(wanted.reason)}; not done`, standing.because);
  const { freeze, order } = record;
  if (freeze !== null && !order?.overrideRules.includes("frozen"))
    return refused(wanted, [{ rule: "frozen", because: `frozen by ${freeze.who.name}: ${freeze.why}` }]);
  if (standing.kind === "at") return wanted;
  const because = `somebody else changed the record sets: ${standing.because}`;
  return refused(wanted, [{ rule: "stale-plan", because }]);
}

const rest = (reason: string): Decision => ({ kind: "rest", reason });
const wait = (reason: string): Decision => ({ kind: "wait", reason });
const holdStill = (reason: string, because: string): Decision => ({
  kind: "holdStill",
  reason: `${reason}: ${because}`,
  unknown: [because],
});
const steer = (to: Position, by: SteeredBy, reason: string): Decision => ({
  kind: "steer",
  to,
  by,
  reason,
  overridden: [],
});
