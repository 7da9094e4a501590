import type { Decision } from "../model/decision.ts";
import type { Observation } from "../model/observation.ts";
import type { OrderRequest, Position, Refusal, RuleName } from "../model/order.ts";
import { sayMove } from "../model/positions.ts";
import type { SiteRecord } from "../model/record.ts";
import type { Site } from "../model/site.ts";
import { between, sayDuration, sayTime } from "../model/time.ts";
import { overriddenIn, type RuleContext, refusalsOf } from "./rules.ts";
import type { Situation } from "./situation.ts";
import { givesBackLease, refusesDeploy } from "./truce.ts";

/** A person's word: refused by name of the rule, noted, or steered by at once. */
export function decideOnRequest(
  record: SiteRecord,
  observation: Observation,
  situation: Situation,
  site: Site,
  request: OrderRequest,
): Decision {
  const context = (to: Position): RuleContext => ({
    record,
    observation,
    situation,
    site,
    move: { to, request },
  });
  switch (request.action) {
    case "force":
      return secondPersonNeeded(record, site, request) ?? move(context("secondary"));
    case "hold":
      return move(context("primary"));
    case "release":
      return standsFree(record, situation)
        ? note("nothing is steered: Route 53 decides already")
        : move(context("automatic"));
    case "freeze":
      return note(`${request.who.name} froze the site: ${request.why}`);
    case "unfreeze":
      return note(
        record.freeze === null ? "the site is not frozen" : `${request.who.name} lifted the freeze`,
      );
    case "ack":
      return note(`${request.who.name} acknowledged: ${request.why}`);
    case "disarm":
      return note(`${request.who.name} put the site in shadow: ${request.why}`);
    case "deploy-begin":
      return beginDeploy(record, situation, request);
    case "deploy-end":
      return note(givesBackLease(record, request));
    case "drill-end":
      return note(`${request.who.name} drilled the site: ${request.why}`);
    case "arm":
      return arm(context("automatic"));
  }
}

const standsFree = ({ steering, order }: SiteRecord, { standing }: Situation): boolean =>
  steering.by === "route53" && order === null && standing.kind === "at" && standing.position === "automatic";

function move(context: RuleContext): Decision {
  const { record, situation, move } = context;
  const { request } = move;
  if (record.intent !== null) {
    const because =
      situation.now <= record.intent.leaseUntil
        ? `${sayMove[record.intent.to]} is under way since ${sayTime(record.intent.plannedAt)}: ask again in a minute`
        : `${sayMove[record.intent.to]} was begun at ${sayTime(record.intent.plannedAt)}, and its end is not known yet`;
    return refuse([{ rule: "stale-plan", because }], request);
  }
  const refusedBy = refusalsOf(context);
  if (refusedBy.length > 0) return refuse(refusedBy, request);
  const { to } = move;
  return {
    kind: "steer",
    to,
    by: to === "automatic" && !keepsGateOff(record) ? "route53" : "order",
    reason: `${request?.who.name} ordered ${request?.action}: ${request?.why}`,
    overridden: overriddenIn(context),
  };
}

/** A release against the gate has to stand as an order, or the gate would close again a minute later. */
const keepsGateOff = (record: SiteRecord): boolean => record.steering.by === "gate";

/** Where policy asks for two people, the first force waits for the same order by somebody else. */
function secondPersonNeeded(record: SiteRecord, site: Site, request: OrderRequest): Decision | null {
  if (site.policy.twoPerson === null) return null;
  const first = record.proposal?.order.who;
  if (first !== undefined && first.name !== request.who.name) return null;
  return note(
    `${request.who.name} asks for a force; it waits for the same order by somebody else, for ${sayDuration(site.policy.twoPerson.within)}`,
  );
}

function beginDeploy(record: SiteRecord, situation: Situation, request: OrderRequest): Decision {
  const because = refusesDeploy(record, situation, request);
  const taken = `${request.who.name} took the deploy lease ${request.lease}: ${request.why}`;
  if (because === null) return note(taken);
  return request.overrideRules.includes("truce")
    ? note(taken, ["truce"])
    : refuse([{ rule: "truce", because }], request);
}

function arm(context: RuleContext): Decision {
  const { record, site, situation, move } = context;
  const greenFor = site.policy.shadow?.greenFor ?? 0;
  if (record.arming.kind === "armed") return note("the site is armed already");
  const { greenSince } = record.arming;
  const green = greenSince === null ? 0 : between(greenSince, situation.now);
  if (green >= greenFor || move.request?.overrideRules.includes("shadow"))
    return note(`${move.request?.who.name} armed the site`, green >= greenFor ? [] : ["shadow"]);
  const because =
    greenSince === null
      ? "the site has not been seen green: primary up, standby fit, record sets as they should be"
      : `the site has been green only since ${sayTime(greenSince)}`;
  return refuse([{ rule: "shadow", because }], move.request);
}

const note = (reason: string, overridden: readonly RuleName[] = []): Decision => ({
  kind: "note",
  reason,
  overridden,
});

const refuse = (refusedBy: readonly Refusal[], request: OrderRequest | null): Decision => ({
  kind: "refuse",
  reason: `${request?.who.name}'s ${request?.action} is refused: ${refusedBy.map(({ rule, because }) => `${rule}: ${because}`).join("; ")}`,
  refusedBy,
});
