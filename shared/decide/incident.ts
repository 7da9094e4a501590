import { noTimes, type Phase, type PhaseEvent, type Times } from "../model/incident.ts";
import type { Happening } from "../model/journal.ts";
import type { NoticeKind } from "../model/notice.ts";
import type { Incident, SiteRecord } from "../model/record.ts";
import type { Site } from "../model/site.ts";
import type { Step } from "../model/step.ts";
import { between, type EpochMs, isoTime, sayDuration } from "../model/time.ts";
import { type PhaseRow, phaseRow } from "./phases.ts";
import type { Situation } from "./situation.ts";

/** Moves the incident on by what the situation shows, and notes how long the site has been green. */
export function advanceIncident(record: SiteRecord, situation: Situation, site: Site): Step {
  return eventsIn(record, situation, site).reduce<Step>(
    (step, event) => {
      const { record, happenings } = advanceBy(event, step.record, situation);
      return { record, happenings: [...step.happenings, ...happenings] };
    },
    { record: { ...record, arming: greenness(record, situation) }, happenings: [] },
  );
}

/** One row of the phase table, applied. */
function advanceBy(event: PhaseEvent, record: SiteRecord, situation: Situation): Step {
  const { now } = situation;
  const row = phaseRow(record.incident?.phase ?? "calm", event);
  if (row.from === row.to)
    return { record: { ...record, incident: seenMoving(record.incident, event, now) }, happenings: [] };
  const before = record.incident ?? opened(record, row, now);
  const times = timesAfter(before.times, row, record, now);
  const replica = before.replica ?? (row.to === "failedOver" ? replicaNow(record) : null);
  const incident: Incident = { ...before, phase: row.to, since: now, why: row.why, times, replica };
  const happening = phaseChanged(row, incident, record, situation);
  const flips = moved(row) ? [...record.flips, now].slice(-flipsKept) : record.flips;
  return {
    record: {
      ...record,
      flips,
      incident: row.to === "calm" ? null : incident,
      lastIncident: row.to === "calm" ? incident : record.lastIncident,
    },
    happenings: [happening],
  };
}
const flipsKept = 20;

/** The events in the order in which they have to be taken: how the primary is, what we did, where visitors are, for how long. */
function eventsIn(record: SiteRecord, situation: Situation, site: Site): PhaseEvent[] {
  const { primary, traffic, primaryUpFor, route53 } = situation;
  const events: PhaseEvent[] = [];
  if (primary.kind !== "unknown") events.push(primary.kind === "up" ? "primaryUp" : "primaryDown");
  if (wasReleased(record)) events.push("released");
  if (traffic === "secondary" || (traffic === "split" && primary.kind !== "up"))
    events.push("visitorsOnSecondary");
  if (traffic === "primary") events.push("visitorsOnPrimary");
  const stable = primaryUpFor !== null && primaryUpFor >= site.policy.failback.stableFor;
  if (stable && route53 !== "unhealthy") events.push("primaryStable");
  return events;
}

/** Let go from the secondary, and the phase does not say so yet. */
const wasReleased = ({ incident }: SiteRecord): boolean =>
  incident !== null && incident.times.released !== null && incident.times.released > incident.since;

function opened(record: SiteRecord, row: PhaseRow, now: EpochMs): Incident {
  const { primary } = record.sides;
  return {
    id: `${record.site}-${isoTime(now).replace(/\D/g, "").slice(0, 14)}`,
    openedAt: now,
    phase: row.to,
    since: now,
    why: row.why,
    times: { ...noTimes, firstBadProbe: primary.kind === "down" ? primary.since : null, detected: now },
    replica: null,
  };
}

function timesAfter(times: Times, row: PhaseRow, record: SiteRecord, now: EpochMs): Times {
  switch (row.to) {
    case "calm":
      return { ...times, visitorsBack: moved(row) ? now : null };
    case "suspected":
    case "returning":
      return times;
    case "failedOver":
      return {
        ...times,
        dnsMoved: times.dnsMoved ?? now,
        visitorsMoved: times.visitorsMoved ?? now,
        primaryBack: null,
      };
    case "recovering":
    case "ready":
      return { ...times, primaryBack: record.sides.primary.since };
  }
}

const replicaNow = ({ replica }: SiteRecord): Incident["replica"] => ({
  kind: replica.kind,
  asOf: replica.asOf,
});

/** Visitors seen on the secondary after a phase that did not know it yet. */
function seenMoving(incident: Incident | null, event: PhaseEvent, now: EpochMs): Incident | null {
  if (incident === null || event !== "visitorsOnSecondary" || incident.times.visitorsMoved !== null)
    return incident;
  return { ...incident, times: { ...incident.times, dnsMoved: now, visitorsMoved: now } };
}

/** Rows by which visitors changed sides. */
const moved = (row: PhaseRow): boolean =>
  row.on === "visitorsOnSecondary" ? true : row.on === "visitorsOnPrimary" && row.from !== "suspected";

function phaseChanged(
  row: PhaseRow,
  incident: Incident,
  record: SiteRecord,
  { primary, commonFault }: Situation,
): Happening {
  const detail = row.on === "primaryDown" ? `: ${primary.because}` : "";
  const length =
    row.to === "calm" ? ` (after ${sayDuration(between(incident.openedAt, incident.since))})` : "";
  return {
    kind: "observed",
    who: "controller",
    text: `${row.why}${detail}${length}`,
    data: { from: row.from, to: row.to, on: row.on, times: incident.times, content: incident.replica },
    tell: tellOf(row, record, commonFault),
  };
}

function tellOf(row: PhaseRow, record: SiteRecord, commonFault: string | null): NoticeKind | null {
  if (row.to === "suspected" && commonFault !== null) return "would-not-help";
  const told: Record<Phase, NoticeKind | null> = {
    calm: row.from === "suspected" ? "false-alarm" : "back",
    suspected: record.steering.position === "primary" ? "held-back" : "primary-looks-down",
    failedOver: row.on === "visitorsOnSecondary" ? "failed-over" : null,
    recovering: null,
    ready: "ready-to-return",
    returning: null,
  };
  return told[row.to];
}

/** Since when all has been as it should be; a site in shadow is armed only after a while of it. */
function greenness(record: SiteRecord, { primary, fitness, standing, now }: Situation): SiteRecord["arming"] {
  if (record.arming.kind === "armed") return record.arming;
  const green =
    primary.kind === "up" &&
    fitness.kind === "fit" &&
    standing.kind === "at" &&
    standing.position === "automatic";
  return { kind: "shadow", greenSince: green ? (record.arming.greenSince ?? now) : null };
}
