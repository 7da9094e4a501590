import { type Comparison, type Observation, wasWrittenSince } from "../model/observation.ts";
import type { LeverName, OrderRequest, Position, Refusal, RuleName } from "../model/order.ts";
import { sayStand } from "../model/positions.ts";
import type { Incident, SiteRecord } from "../model/record.ts";
import type { Site } from "../model/site.ts";
import { saySwitch } from "../model/switch.ts";
import { after, before, sayDuration, sayTime } from "../model/time.ts";
import type { Situation } from "./situation.ts";
import { sayStanding } from "./standing.ts";

/** A move somebody wants: a person (`request` set) or the controller itself. */
export interface Move {
  readonly to: Position;
  readonly request: OrderRequest | null;
}

export interface RuleContext {
  readonly record: SiteRecord;
  readonly observation: Observation;
  readonly situation: Situation;
  readonly site: Site;
  readonly move: Move;
}

interface Rule {
  readonly name: RuleName;
  readonly asks: string;
  /** Why the move is refused; null: it is not. */
  readonly refuses: (context: RuleContext) => string | null;
}

/** The safety rules, by name. A person can override each of them by name; the controller none. */
export const rules: readonly Rule[] = [
  { name: "frozen", asks: "Is the site frozen?", refuses: refusesFrozen },
  { name: "shadow", asks: "Is the site armed?", refuses: refusesShadow },
  { name: "order-in-force", asks: "Does another order stand?", refuses: refusesOtherOrder },
  { name: "would-help", asks: "Do both sides fail in the same way?", refuses: refusesSameFault },
  { name: "not-both-down", asks: "Are both sides down?", refuses: refusesBothDown },
  {
    name: "replica-serves",
    asks: "Does the standby serve?",
    refuses: (c) => refusesUnfit(c, "replica-serves"),
  },
  {
    name: "replica-current",
    asks: "Is the replica current?",
    refuses: (c) => refusesUnfit(c, "replica-current"),
  },
  { name: "primary-serves", asks: "Does the primary serve?", refuses: refusesPrimaryDown },
  {
    name: "no-divergence",
    asks: "Has the primary all that was done on the standby?",
    refuses: refusesDivergence,
  },
  { name: "cooldown", asks: "Did visitors move only just now?", refuses: refusesCooldown },
  { name: "flip-rate", asks: "Do visitors move too often?", refuses: refusesFlipRate },
  { name: "stale-plan", asks: "Do the record sets stand as the plan says?", refuses: refusesStalePlan },
];

/** Every rule that refuses the move, less those the person overrode by name. */
export function refusalsOf(context: RuleContext): readonly Refusal[] {
  const overridden = context.move.request?.overrideRules ?? [];
  return allRefusals(context).filter(({ rule }) => !overridden.includes(rule));
}

/** The overridden rules that would have refused: these go into the journal. */
export function overriddenIn(context: RuleContext): readonly RuleName[] {
  const overridden = context.move.request?.overrideRules ?? [];
  return allRefusals(context)
    .map(({ rule }) => rule)
    .filter((rule) => overridden.includes(rule));
}

function allRefusals(context: RuleContext): Refusal[] {
  return rules.flatMap(({ name, refuses }) => {
    const because = refuses(context);
    return because === null ? [] : [{ rule: name, because }];
  });
}

const towardsSecondary = ({ move }: RuleContext): boolean => move.to === "secondary";

/** Whether the move takes visitors off the secondary, or lets Route 53 do so. */
const awayFromSecondary = ({ move, record, situation }: RuleContext): boolean =>
  move.to !== "secondary" && (record.steering.position === "secondary" || situation.traffic === "secondary");

function refusesFrozen({ record }: RuleContext): string | null {
  const { freeze } = record;
  if (freeze === null) return null;
  const until = freeze.until === null ? "" : ` until ${sayTime(freeze.until)}`;
  return `by ${freeze.who.name}${until}: ${freeze.why}`;
}

/** A person who gives an order knows what they do; shadow keeps the controller's own hands off. */
function refusesShadow({ record, move }: RuleContext): string | null {
  return record.arming.kind === "shadow" && move.request === null
    ? "the site is in shadow: it is watched, and not steered until a person arms it"
    : null;
}

function refusesOtherOrder({ record, move }: RuleContext): string | null {
  const { order } = record;
  if (order === null || move.request === null) return null;
  if (move.request.action === "release" || move.request.action === order.kind) return null;
  const until = order.until === null ? "until released" : `until ${sayTime(order.until)}`;
  return `${order.who.name} ordered ${order.kind} ${until}: ${order.why}`;
}

function refusesSameFault(context: RuleContext): string | null {
  const { commonFault } = context.situation;
  return towardsSecondary(context) && commonFault !== null
    ? `failing over would not help: both sides fail the same way (${commonFault})`
    : null;
}

function refusesBothDown({ move, situation }: RuleContext): string | null {
  return move.to !== "automatic" && situation.primary.kind === "down" && situation.secondary.kind === "down"
    ? `both sides are down: primary ${situation.primary.because}; standby ${situation.secondary.because}`
    : null;
}

function refusesUnfit(context: RuleContext, rule: RuleName): string | null {
  const { fitness } = context.situation;
  const ungates = context.move.to === "automatic" && context.record.steering.by === "gate";
  if (!towardsSecondary(context) && !ungates) return null;
  if (fitness.kind === "fit" || fitness.rule !== rule) return null;
  return fitness.kind === "unfit" ? fitness.because : `not known: ${fitness.because}`;
}

function refusesPrimaryDown(context: RuleContext): string | null {
  const { primary, secondary } = context.situation;
  if (!awayFromSecondary(context) || primary.kind === "up") return null;
  // A standby that is down too is no reason to stay; Route 53 answers the primary as the last resort anyway.
  if (secondary.kind === "down" && context.move.to === "automatic") return null;
  return primary.kind === "down"
    ? `the primary is down: ${primary.because}`
    : `not known: ${primary.because}`;
}

/** Content written or deleted on the standby since the failover, and not on the primary, would be lost to visitors. */
function refusesDivergence(context: RuleContext): string | null {
  const { record, observation, situation } = context;
  if (!awayFromSecondary(context) || record.incident === null) return null;
  if (situation.secondary.kind === "down") return null;
  const { replica } = observation;
  const comparison = replica.kind === "current" || replica.kind === "stale" ? replica.comparison : null;
  if (comparison === null) return notCompared;
  const diverged = writtenSince(comparison, record.incident) ?? deletedSince(comparison, record.incident);
  // What an earlier run compared knows nothing of what was written since.
  return diverged ?? (comparison.endedAt < observation.begunAt ? notCompared : null);
}
const notCompared = "not known: the buckets were not compared just now";

function writtenSince(comparison: Comparison, { openedAt }: Incident): string | null {
  const { newestInSecondary: newest } = comparison;
  return newest !== null && wasWrittenSince(comparison, openedAt)
    ? `the standby holds writes of ${sayTime(newest)} that the primary lacks${named(comparison, "extra", "differs")}`
    : null;
}

/** All was there when visitors were sent to it, and now it lacks what the primary has had since before: somebody deleted it. */
function deletedSince(comparison: Comparison, { openedAt, replica }: Incident): string | null {
  const { at, lag, missing } = comparison;
  const wasWhole = replica?.kind === "current";
  if (!wasWhole || missing === 0 || before(at, lag) >= openedAt) return null;
  return `the standby lacks ${missing} objects that it held when visitors were sent there: deleted on it, they would come back${named(comparison, "missing")}`;
}

function named({ examples }: Comparison, ...kinds: readonly string[]): string {
  const keys = examples.filter(({ difference }) => kinds.includes(difference)).map(({ key }) => key);
  return keys.length === 0 ? "" : ` (first: ${keys.slice(0, 3).join(", ")})`;
}

function refusesCooldown(context: RuleContext): string | null {
  const { record, move, situation, site } = context;
  const last = record.flips.at(-1);
  if (move.request !== null || !awayFromSecondary(context) || last === undefined) return null;
  const until = after(last, site.policy.cooldown);
  return situation.now < until
    ? `visitors moved at ${sayTime(last)}; they stay for ${sayDuration(site.policy.cooldown)}`
    : null;
}

function refusesFlipRate(context: RuleContext): string | null {
  const { record, move, situation, site } = context;
  const { max, within } = site.policy.flipRate;
  if (move.request !== null || !awayFromSecondary(context)) return null;
  const recent = record.flips.filter((at) => after(at, within) > situation.now);
  return recent.length >= max
    ? `visitors moved ${recent.length} times within ${sayDuration(within)}: this waits for a person's ack`
    : null;
}

function refusesStalePlan({ situation, record, move }: RuleContext): string | null {
  const { standing } = situation;
  switch (standing.kind) {
    case "unknown":
      return standing.because;
    case "edited":
    case "drifted":
      return `somebody else changed the record sets: ${standing.because}`;
    case "at":
      return standing.position === record.steering.position || standing.position === move.to
        ? null
        : `${sayStanding(standing)}; ${saidLeft(standing.by, record.steering.position)}`;
  }
}

const saidLeft = (by: LeverName, position: Position): string =>
  by === "switch" ? `it was left ${saySwitch[position]}` : `they were left ${sayStand[position]}`;
