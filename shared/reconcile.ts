import type { Plan } from "./act/lever.ts";
import { type LeverPorts, pullLevers } from "./act/pullLevers.ts";
import { type Considered, concludeAndLook, consider, type Thought } from "./consider.ts";
import type { Decision } from "./model/decision.ts";
import type { Acted } from "./model/move.ts";
import { type Evidence, noEvidence, type Observation } from "./model/observation.ts";
import type { AnsweredRequest, SiteRecord } from "./model/record.ts";
import type { Site } from "./model/site.ts";
import type { Clock } from "./model/time.ts";
import type { OverrideAddress } from "./notify/commands.ts";
import { tell } from "./notify/compose.ts";
import { deliver, withoutSent } from "./notify/deliver.ts";

import type { Publisher } from "./notify/ports.ts";
import { observe } from "./observe/observe.ts";
import type { ObservePorts } from "./observe/ports.ts";
import { withAnswer } from "./record/noteDecision.ts";
import type { ObjectStore } from "./record/ports.ts";
import { amend, commit, type Held, load, type Stamp } from "./record/store.ts";

export interface Ports {
  readonly clock: Clock;
  /** A text that no other call ever gives. */
  readonly token: () => string;
  readonly observe: ObservePorts;
  readonly lever: LeverPorts;
  readonly store: ObjectStore;
  readonly publisher: Publisher;
  readonly override: OverrideAddress;
}

/** What one wake of the loop came to. */
export interface Report {
  readonly site: string;
  readonly decision: Decision;
  readonly plan: Plan | null;
  /** null: no lever was pulled. */
  readonly acted: Acted | null;
  readonly record: SiteRecord;
  /** As last seen: after the act, where it is over. */
  readonly observation: Observation;
  /** The journal entries this wake wrote; `to` below `from`: none. */
  readonly journal: { readonly from: number; readonly to: number };
  /** Set where the person's request had been answered before: nothing was done again. */
  readonly repeated: AnsweredRequest | null;
}

/**
 * The whole product: observe, decide, record the intent, act, record the outcome, notify. Whatever woke it only brings
 * evidence; null: the record has it already, as events come twice, late, and by the thousand. Throws when the record
 * can't be read or written: without memory nothing is done.
 */
export async function reconcile(ports: Ports, site: Site, evidence: Evidence): Promise<Report | null> {
  for (let races = 0; races < racesAtMost; races += 1) {
    const held = await load(ports.store, site, ports.clock.now());
    if (isOldNews(evidence, held.record)) return null;
    const observation = await observe(ports.observe, site, held.record, unanswered(evidence, held.record));
    const considered = consider(held.record, observation, site, thought(ports));
    const intended = await recordIntent(ports, held, considered, observation, site);
    // Another run changed the record meanwhile: what we decided rests on what no longer is.
    if (intended === null) continue;
    const [acted] = await Promise.all([
      act(ports, intended, considered.decision, site),
      notifyMeanwhile(ports, intended, site),
    ]);
    const concluded = await recordOutcome(ports, intended, considered, acted, observation, site);
    const notified = await notify(ports, concluded.held, site);
    return reportOf({ held, notified, considered, acted, observation: concluded.seen, evidence });
  }
  throw new Error(`${site.name}: other runs changed the record ${racesAtMost} times in a row`);
}
const racesAtMost = 5;

/** Alarms alone, of which each is remembered as it is, or newer: the run that brought it in saw to it, or the next minute's. */
const isOldNews = ({ alarms, replicationEvents, request }: Evidence, record: SiteRecord): boolean =>
  alarms.length > 0 &&
  replicationEvents.length === 0 &&
  request === null &&
  alarms.every(({ arn, at }) => record.alarms.some((known) => known.arn === arn && known.at >= at));

/** Nothing is done before this is written; null: another run was first. */
async function recordIntent(
  ports: Ports,
  held: Held,
  { decision, step, now }: Considered,
  observation: Observation,
  site: Site,
): Promise<Held | null> {
  const record = tell(step.record, step.happenings, { site, observation, decision, now });
  const requests = withAnswer(record, held.record.journal.next, step, decision, observation.request, now);
  const answer = await commit(ports.store, held, { ...record, requests }, step.happenings, stamp(ports));
  return answer.kind === "committed" ? answer.held : null;
}

async function act(ports: Ports, { record }: Held, decision: Decision, site: Site): Promise<Acted | null> {
  if (record.intent === null) return null;
  if (decision.kind === "settle")
    return { lever: decision.lever, outcome: { kind: "done", how: "alreadySo", changeId: null }, before: [] };
  return acts.has(decision.kind) ? pullLevers(ports.lever, record.intent, site) : null;
}

const acts: ReadonlySet<Decision["kind"]> = new Set(["steer", "resume", "follow"]);

/** Done is what a visitor is served, so the outcome is recorded with a fresh look at the world. */
async function recordOutcome(
  ports: Ports,
  intended: Held,
  { decision }: Considered,
  acted: Acted | null,
  before: Observation,
  site: Site,
): Promise<Concluded> {
  const { intent } = intended.record;
  if (acted === null || intent === null) return { held: intended, seen: before };
  // What was seen before an act that is over may show the very change that came to nothing.
  const isOver = acted.outcome.kind !== "pending" && acted.outcome.kind !== "unknown";
  const observation = isOver ? await observe(ports.observe, site, intended.record, noEvidence) : before;
  const held = await amend(
    ports.store,
    site,
    intended,
    () => stamp(ports),
    (record) => {
      if (record.intent?.id !== intent.id) return null;
      const now = ports.clock.now();
      const { record: next, happenings } = concludeAndLook(record, intent, acted, observation, site, now);
      return { record: tell(next, happenings, { site, observation, decision, now }), happenings };
    },
  );
  return { held, seen: observation };
}

/** The record with the outcome, and the world as it was seen last: after the act, where there was one. */
interface Concluded {
  readonly held: Held;
  readonly seen: Observation;
}

/** A change takes up to a minute to be INSYNC: what led to it is told at once. What fails here is sent after the act. */
async function notifyMeanwhile(ports: Ports, intended: Held, site: Site): Promise<void> {
  if (intended.record.intent === null) return;
  await notify(ports, intended, site).catch(() => undefined);
}

/** Sends the outbox; what was sent leaves it, and what was not stays for the next run. */
async function notify(ports: Ports, held: Held, site: Site): Promise<Held> {
  if (held.record.outbox.length === 0) return held;
  const { sent } = await deliver(ports.publisher, held.record.outbox, ports.override);
  return amend(
    ports.store,
    site,
    held,
    () => stamp(ports),
    (record) => withoutSent(record, sent, ports.clock.now()),
  );
}

/** A request that was answered before (its answer got lost on the way) is not put to the loop again. */
function unanswered(evidence: Evidence, record: SiteRecord): Evidence {
  return answerGiven(evidence, record) === null ? evidence : { ...evidence, request: null };
}

function answerGiven({ request }: Evidence, record: SiteRecord): AnsweredRequest | null {
  return record.requests.find(({ id }) => id === request?.id) ?? null;
}

const thought = (ports: Ports): Thought => ({ now: ports.clock.now(), token: ports.token() });

const stamp = (ports: Ports): Stamp => ({ now: ports.clock.now(), writer: ports.token() });

function reportOf(run: {
  readonly held: Held;
  readonly notified: Held;
  readonly considered: Considered;
  readonly acted: Acted | null;
  readonly observation: Observation;
  readonly evidence: Evidence;
}): Report {
  const { held, notified, considered, acted, observation, evidence } = run;
  return {
    site: held.record.site,
    decision: considered.decision,
    plan: considered.plan,
    acted,
    observation,
    record: notified.record,
    journal: { from: held.record.journal.next, to: notified.record.journal.next - 1 },
    repeated: answerGiven(evidence, held.record),
  };
}
