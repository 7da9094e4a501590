import type { Happening } from "../model/journal.ts";
import type { AlarmState, Observation, ReplicaVerdict, SideHealth } from "../model/observation.ts";
import type { SideMemory, SiteRecord } from "../model/record.ts";
import type { SideName, Site } from "../model/site.ts";
import type { Step } from "../model/step.ts";
import { between, type EpochMs, minutes } from "../model/time.ts";
import { rememberRecordSets } from "./rememberRecordSets.ts";
import { rememberSwitch } from "./rememberSwitch.ts";

/** A side not seen for longer than this has not been watched: its time of being up starts again. */
const unwatchedAfter = minutes(3);

/** Takes what a run saw into the record: sides, alarms, replica, record sets, and orders that ran out. */
export function remember(record: SiteRecord, observation: Observation, site: Site): Step {
  const steps = [rememberSides, rememberReplica, rememberRecordSets, rememberSwitch, forgetExpired];
  return steps.reduce<Step>(
    (step, take) => {
      const { record, happenings } = take(step.record, observation, site);
      return { record, happenings: [...step.happenings, ...happenings] };
    },
    { record: { ...record, ...signals(record, observation) }, happenings: [] },
  );
}

/** What alarms, metrics and S3 said, as of when. */
function signals(record: SiteRecord, observation: Observation): Partial<SiteRecord> {
  const { replication, failedReplications, replicationEvents } = observation;
  const alarms = newestAlarms(record, observation);
  return { alarms, metrics: { replication, failedReplications }, replicationEvents };
}

/** Another run may have written since this one looked, and have learned of a newer state. */
function newestAlarms(record: SiteRecord, observation: Observation): readonly AlarmState[] {
  return observation.alarms.map(
    (seen) => record.alarms.find(({ arn, at }) => arn === seen.arn && at > seen.at) ?? seen,
  );
}

function rememberSides(record: SiteRecord, { sides }: Observation): Step {
  const happenings = (["primary", "secondary"] as const).flatMap((side) =>
    record.sides[side].kind === sides[side].kind
      ? []
      : [observed(saySide(side, sides[side]), { side, ...sides[side] })],
  );
  const next = {
    primary: sideMemory(record.sides.primary, sides.primary),
    secondary: sideMemory(record.sides.secondary, sides.secondary),
  };
  return { record: { ...record, sides: next }, happenings };
}

function sideMemory(memory: SideMemory, seen: SideHealth): SideMemory {
  const unbroken = memory.kind === seen.kind && between(memory.seenAt, seen.at) <= unwatchedAfter;
  return { kind: seen.kind, since: unbroken ? memory.since : seen.at, seenAt: seen.at };
}

function saySide(side: SideName, seen: SideHealth): string {
  const name = side === "primary" ? "the primary" : "the standby";
  switch (seen.kind) {
    case "up":
      return `${name} answers (${seen.latencyMs} ms)`;
    case "down":
      return `${name} is down: ${seen.because}`;
    case "unknown":
      return `${name} can't be probed: ${seen.because}`;
  }
}

function rememberReplica(record: SiteRecord, { replica }: Observation, { policy }: Site): Step {
  if (record.replica.kind === replica.kind) return { record: { ...record, replica }, happenings: [] };
  const mayServe = replica.kind === "stale" && policy.stale.when === "serve";
  const tell = replica.kind === "current" ? "replica-fit" : mayServe ? "replica-stale" : "replica-unfit";
  const happening = observed(sayReplica(replica), { replica }, firstSight(record) ? null : tell);
  return { record: { ...record, replica }, happenings: [happening] };
}

const sayReplica = ({ kind, because }: ReplicaVerdict): string =>
  `the replica is ${kind === "unknown" ? "not known to be current" : kind}: ${because}`;

function forgetExpired(record: SiteRecord, { at }: Observation): Step {
  const { order, freeze, deploy, proposal } = record;
  const ended: Happening[] = [];
  if (isOver(order, at))
    ended.push(observed(`${order.who.name}'s ${order.kind} ended by its time`, { order }));
  if (isOver(freeze, at))
    ended.push(observed(`${freeze.who.name}'s freeze ended by its time`, { freeze }, "unfrozen"));
  if (isOver(deploy, at))
    ended.push(
      observed(`${deploy.who.name}'s deploy lease ran out: ${deploy.why}`, { deploy }, "deploy-expired"),
    );
  if (isOver(proposal, at))
    ended.push(
      observed(`nobody approved ${proposal.order.who.name}'s force in time`, { proposal }, "force-lapsed"),
    );
  return {
    record: {
      ...record,
      order: isOver(order, at) ? null : order,
      freeze: isOver(freeze, at) ? null : freeze,
      deploy: isOver(deploy, at) ? null : deploy,
      proposal: isOver(proposal, at) ? null : proposal,
    },
    happenings: ended,
  };
}

const isOver = <T extends { readonly until: EpochMs | null }>(term: T | null, at: EpochMs): term is T =>
  term !== null && term.until !== null && term.until <= at;

/** What a new site is found to be like is journaled, not told. */
const firstSight = (record: SiteRecord): boolean => record.revision === 0;

const observed = (text: string, data: Happening["data"], tell: Happening["tell"] = null): Happening => ({
  kind: "observed",
  who: "controller",
  text,
  data,
  tell,
});
