import type { Decision } from "../model/decision.ts";
import type { Happening } from "../model/journal.ts";
import type { Change, Move } from "../model/move.ts";
import type { NoticeKind } from "../model/notice.ts";
import {
  type Deploy,
  defaultDeploySpan,
  type LeverName,
  type Order,
  type OrderRequest,
  type Position,
  type RuleName,
} from "../model/order.ts";
import { sayMove } from "../model/positions.ts";
import { lastingPart } from "../model/reason.ts";
import type { Intent, SiteRecord, SteeredBy } from "../model/record.ts";
import type { Site } from "../model/site.ts";
import type { Step } from "../model/step.ts";
import { after, type EpochMs, minutes } from "../model/time.ts";
import { givenUp } from "./givenUp.ts";
import { steered } from "./steered.ts";

/** How long a run may work on an intent; longer than a Lambda of ours can live (120 s). */
const lease = minutes(3);

/** What noting a decision needs besides it. `moves`: the writes planned, where the decision pulls a lever. */
export interface Noting {
  readonly site: Site;
  readonly now: EpochMs;
  readonly request: OrderRequest | null;
  readonly moves: readonly Move[];
  /** The lever by which it stands there already, where the plan found one; null: no lever was planned. */
  readonly standsBy: LeverName | null;
  readonly token: string;
}

/** Takes the decision into the record: the order, the intent to act, or only that it was made. */
export function noteDecision(record: SiteRecord, decision: Decision, noting: Noting): Step {
  const { request, now } = noting;
  const { intent } = record;
  const text = decision.reason;
  const noted = { ...record, decided: decidedAnew(record, decision, now) };
  switch (decision.kind) {
    case "steer":
      return noteSteering(ordered(noted, decision.by, request, now), decision, noting);
    case "note":
      return noteRequest(noted, text, decision.overridden, noting);
    case "refuse":
      if (request !== null)
        return {
          record: noted,
          happenings: [byPerson("refused", text, request, { refusedBy: decision.refusedBy })],
        };
      return onlyNew(
        record,
        noted,
        decided(text, { refusedBy: decision.refusedBy }, tellRefusal(decision.refusedBy.map((r) => r.rule))),
      );
    case "holdStill":
      return onlyNew(record, noted, decided(text, { unknown: decision.unknown }, "cannot-tell"));
    case "rest":
    case "wait":
      return onlyNew(record, noted, decided(text, {}));
    case "resume":
      // Sent anew, it gets another name: the one it may have had led to nothing.
      return takenUp(noted, { changeId: null }, text, now);
    case "follow":
      return takenUp(noted, {}, text, now);
    case "abandon":
      return {
        record: { ...noted, intent: null, givenUp: intent && givenUp(record, intent) },
        happenings: [happening("abandoned", text, { intent }, "move-failed")],
      };
    case "settle":
      return { record: noted, happenings: [] };
  }
}

/** The request goes among those answered, so that the same one sent again does nothing again. */
export function withAnswer(
  record: SiteRecord,
  from: number,
  { happenings }: Step,
  decision: Decision,
  request: OrderRequest | null,
  now: EpochMs,
): SiteRecord["requests"] {
  if (request === null) return record.requests;
  const journal = { from, to: from + happenings.length - 1 };
  return [...record.requests, { id: request.id, at: now, ok: decision.kind !== "refuse", journal }].slice(
    -requestsKept,
  );
}
const requestsKept = 20;

function noteSteering(
  record: SiteRecord,
  decision: Extract<Decision, { kind: "steer" }>,
  noting: Noting,
): Step {
  const { request, now, moves, token } = noting;
  const { to, by, reason, overridden } = decision;
  const said =
    request === null
      ? decided(reason, { to, by })
      : byPerson("ordered", reason, request, { to, until: request.until, overridden });
  if (moves.length === 0) {
    const since = to === record.steering.position ? record.steering.since : now;
    const steering = {
      ...record.steering,
      position: to,
      by,
      why: reason,
      since,
      lever: noting.standsBy ?? record.steering.lever,
    };
    return {
      record: steered(record, steering),
      happenings: [{ ...said, tell: request === null ? null : "order-placed" }],
    };
  }
  const intent: Intent = {
    id: token,
    from: record.steering,
    to,
    by,
    why: reason,
    plannedAt: now,
    changeId: null,
    leaseUntil: after(now, lease),
    overridden,
    moves,
  };
  const planned = happening("intended", `${sayMove[to]} is planned, ${sayMoves(to, moves)}`, {
    intent: token,
    moves: moves.map(({ lever, changes }) => ({ lever, changes: changes.map(sayChange) })),
  });
  return { record: { ...record, intent, incident: decidedIn(record, now) }, happenings: [said, planned] };
}

const sayMoves = (to: Position, moves: readonly Move[]): string =>
  moves.map(sayMoveBy).join(to === "automatic" ? ", then " : "; should that fail, ");

const sayMoveBy = (move: Move): string =>
  move.lever === "records"
    ? `by the records lever: ${move.changes.length} changes in one batch`
    : `by the switch: ${move.changes.map(({ action, url }) => `${action} ${url}`).join(", ")}`;

/** As an entry prints it: a record set's fields beside the action. */
const sayChange = (change: Change): object =>
  "recordSet" in change ? { action: change.action, ...change.recordSet } : change;

function decidedIn({ incident }: SiteRecord, now: EpochMs): SiteRecord["incident"] {
  return incident === null
    ? null
    : { ...incident, times: { ...incident.times, decided: incident.times.decided ?? now } };
}

/** The person's order takes its place in the record before anything is done about it. */
function ordered(record: SiteRecord, by: SteeredBy, request: OrderRequest | null, now: EpochMs): SiteRecord {
  if (request === null) return record;
  const kind = request.action === "force" || request.action === "hold" ? request.action : "release";
  const stands = kind !== "release" || by === "order";
  return { ...record, order: stands ? orderOf(kind, request, now) : null, proposal: null };
}

function orderOf(kind: Order["kind"], request: OrderRequest, now: EpochMs): Order {
  const { id, who, why, until, overrideRules } = request;
  return { kind, id, who, why, placedAt: now, until, overrideRules };
}

function noteRequest(
  record: SiteRecord,
  text: string,
  overridden: readonly RuleName[],
  noting: Noting,
): Step {
  const { request, now, site } = noting;
  if (request === null) return { record, happenings: [] };
  const { id, who, why, until } = request;
  const done = (next: Partial<SiteRecord>, tell: NoticeKind | null): Step => ({
    record: { ...record, ...next },
    happenings: [byPerson("ordered", text, request, { until, overridden }, tell)],
  });
  switch (request.action) {
    case "freeze":
      return done({ freeze: { id, who, why, placedAt: now, until } }, "frozen");
    case "unfreeze":
      return done({ freeze: null }, record.freeze === null ? null : "unfrozen");
    case "ack":
      return done({ flips: [] }, null);
    case "arm":
      return done(
        { arming: { kind: "armed", who, at: now } },
        record.arming.kind === "armed" ? null : "armed",
      );
    case "disarm":
      return done({ arming: { kind: "shadow", greenSince: null } }, "in-shadow");
    case "deploy-begin":
      return done({ deploy: leaseOf(request, now) }, null);
    case "deploy-end":
      return done({ deploy: record.deploy?.lease === request.lease ? null : record.deploy }, null);
    case "drill-end":
      return done(request.drill === null ? {} : { drilled: { ...request.drill, at: now, who } }, null);
    case "force": {
      const within = site.policy.twoPerson?.within ?? minutes(0);
      return done(
        { proposal: { order: orderOf("force", request, now), until: after(now, within) } },
        "waiting-for-second-person",
      );
    }
    case "hold":
    case "release":
      return done({}, null);
  }
}

function leaseOf({ id, lease, who, why, until }: OrderRequest, now: EpochMs): Deploy {
  return { lease: lease ?? id, who, why, placedAt: now, until: until ?? after(now, defaultDeploySpan) };
}

function takenUp(record: SiteRecord, changed: Partial<Intent>, text: string, now: EpochMs): Step {
  if (record.intent === null) return { record, happenings: [] };
  const intent = { ...record.intent, ...changed, leaseUntil: after(now, lease) };
  return { record: { ...record, intent }, happenings: [happening("intended", text, { intent: intent.id })] };
}

/** The same decision minute after minute is said once. */
function decidedAnew(record: SiteRecord, decision: Decision, now: EpochMs): SiteRecord["decided"] {
  const digest = digestOf(decision);
  return record.decided?.digest === digest ? record.decided : { digest, reason: decision.reason, since: now };
}

function digestOf(decision: Decision): string {
  if (decision.kind === "refuse") return `refuse ${decision.refusedBy.map(({ rule }) => rule).join(" ")}`;
  if (decision.kind === "steer") return `steer ${decision.to} ${decision.by}`;
  return `${decision.kind} ${lastingPart(decision.reason)}`;
}

/** The rules that refused what was decided last. */
export function refusedBy({ digest }: NonNullable<SiteRecord["decided"]>): readonly string[] {
  const [kind, ...rules] = digest.split(" ");
  return kind === "refuse" ? rules : [];
}

function onlyNew(before: SiteRecord, record: SiteRecord, said: Happening): Step {
  return { record, happenings: before.decided?.digest === record.decided?.digest ? [] : [said] };
}

function tellRefusal(rules: readonly RuleName[]): NoticeKind | null {
  if (rules.includes("shadow")) return "would-have-moved";
  if (rules.includes("flip-rate")) return "waiting-for-ack";
  return rules.includes("stale-plan") ? "move-failed" : null;
}

const happening = (
  kind: Happening["kind"],
  text: string,
  data: Happening["data"],
  tell: NoticeKind | null = null,
): Happening => ({ kind, who: "controller", text, data, tell });

const decided = (text: string, data: Happening["data"], tell: NoticeKind | null = null): Happening =>
  happening("decided", text, data, tell);

function byPerson(
  kind: Happening["kind"],
  text: string,
  request: OrderRequest,
  data: Happening["data"],
  tell: NoticeKind | null = null,
): Happening {
  const { id, who, via, why, action, lease, drill } = request;
  const about = { ...(lease === null ? {} : { lease }), ...(drill === null ? {} : { drill }) };
  const asked = { action, why, proof: who.proof, via, request: id, ...about };
  return { kind, who: who.name, text, data: { ...asked, ...data }, tell };
}
