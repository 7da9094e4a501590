import type { Happening, Step } from "../model/journal.ts";
import type { Observation, ReplicaVerdict, SideHealth } from "../model/observation.ts";
import { standingOf } from "../model/positions.ts";
import type { SideMemory, SiteRecord } from "../model/record.ts";
import type { SideName, Site } from "../model/site.ts";
import { between, type EpochMs, isoTime, minutes } from "../model/time.ts";

/** A side not seen for longer than this has not been watched: its time of being up starts again. */
const unwatchedAfter = minutes(3);

/** Takes what a run saw into the record: sides, alarms, replica, record sets, and orders that ran out. */
export function remember(record: SiteRecord, observation: Observation, site: Site): Step {
  const steps = [rememberSides, rememberReplica, rememberRecordSets, forgetExpired];
  return steps.reduce<Step>(
    (step, take) => {
      const { record, happenings } = take(step.record, observation, site);
      return { record, happenings: [...step.happenings, ...happenings] };
    },
    { record: { ...record, alarms: observation.alarms }, happenings: [] },
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

function rememberReplica(record: SiteRecord, { replica }: Observation): Step {
  const happenings =
    record.replica.kind === replica.kind
      ? []
      : [
          observed(
            sayReplica(replica),
            { replica },
            replica.kind === "current" ? "replica-fit" : "replica-unfit",
          ),
        ];
  return { record: { ...record, replica }, happenings: firstSight(record) ? untold(happenings) : happenings };
}

const sayReplica = (replica: ReplicaVerdict): string =>
  `the replica is ${replica.kind === "unknown" ? "not known to be current" : replica.kind} as of ${isoTime(replica.asOf)}: ${replica.because}`;

/** While nobody steers, whatever valid pairs are listed are what a release will restore. */
function rememberRecordSets(record: SiteRecord, { records }: Observation, site: Site): Step {
  if (records.kind === "unknown") return { record, happenings: [] };
  const standing = standingOf(records.value, record.baseline, site);
  const free = record.steering.position === "automatic" && record.intent === null;
  const adopt = free && (standing.kind === "edited" || (record.baseline === null && standing.kind === "at"));
  if (adopt) {
    const text =
      record.baseline === null
        ? "the record sets as they stand are remembered"
        : `somebody edited the record sets; remembered: ${standing.kind === "edited" ? standing.because : ""}`;
    const happening = observed(
      text,
      { recordSets: records.value },
      record.baseline === null ? null : "records-edited",
    );
    return { record: { ...record, baseline: records.value, drift: null }, happenings: [happening] };
  }
  const drift = driftOf(record, standing);
  const happenings =
    drift === null || drift === record.drift
      ? []
      : [observed(drift, { recordSets: records.value }, "records-edited")];
  return { record: { ...record, drift }, happenings };
}

function driftOf(record: SiteRecord, standing: ReturnType<typeof standingOf>): string | null {
  if (record.intent !== null) return record.drift;
  if (standing.kind !== "at") return `somebody else changed the record sets: ${standing.because}`;
  return standing.position === record.steering.position
    ? null
    : `the record sets stand at ${standing.position}, the record says ${record.steering.position}`;
}

function forgetExpired(record: SiteRecord, { at }: Observation): Step {
  const { order, freeze, proposal } = record;
  const ended: Happening[] = [];
  if (isOver(order, at))
    ended.push(observed(`${order.who.name}'s ${order.kind} ended by its time`, { order }));
  if (isOver(freeze, at))
    ended.push(observed(`${freeze.who.name}'s freeze ended by its time`, { freeze }, "unfrozen"));
  if (isOver(proposal, at))
    ended.push(
      observed(`nobody approved ${proposal.order.who.name}'s force in time`, { proposal }, "order-ended"),
    );
  return {
    record: {
      ...record,
      order: isOver(order, at) ? null : order,
      freeze: isOver(freeze, at) ? null : freeze,
      proposal: isOver(proposal, at) ? null : proposal,
    },
    happenings: ended,
  };
}

const isOver = <T extends { readonly until: EpochMs | null }>(term: T | null, at: EpochMs): term is T =>
  term !== null && term.until !== null && term.until <= at;

/** What a new site is found to be like is journaled, not told. */
const firstSight = (record: SiteRecord): boolean => record.revision === 0;
const untold = (happenings: readonly Happening[]): Happening[] =>
  happenings.map((h) => ({ ...h, tell: null }));

const observed = (text: string, data: Happening["data"], tell: Happening["tell"] = null): Happening => ({
  kind: "observed",
  who: "controller",
  text,
  data,
  tell,
});
