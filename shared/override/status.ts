import { assess } from "../decide/situation.ts";
import type { LastDrill } from "../model/drill.ts";
import type { Phase, Times } from "../model/incident.ts";
import { type Comparison, type EvidenceKind, looksDiverged, type Observation } from "../model/observation.ts";
import type { LeverName, Position } from "../model/order.ts";
import type { SiteRecord, SteeredBy } from "../model/record.ts";
import type { SideName, Site } from "../model/site.ts";
import { between, type EpochMs, isoTime } from "../model/time.ts";
import { sayVisitors } from "../notify/compose.ts";
import { refusedBy } from "../record/noteDecision.ts";
import { type Outlook, outlookOf } from "./outlook.ts";

/** How a site stands, made anew from the record and an observation at each asking; never stored. Times are ISO 8601. */
export type SiteStatus = SiteStanding & Outlook & { readonly drill: LastDrill };

export interface SiteStanding {
  readonly site: string;
  readonly asOf: string;
  readonly position: Position;
  readonly by: SteeredBy;
  readonly lever: LeverName;
  readonly since: string;
  readonly why: string;
  readonly phase: Phase;
  readonly incident: {
    readonly id: string;
    readonly openedAt: string;
    readonly why: string;
    readonly times: SaidTimes;
  } | null;
  /** The one before it; null: there was none. */
  readonly lastIncident: { readonly id: string; readonly openedAt: string } | null;
  readonly traffic: "primary" | "secondary" | "split" | "unknown";
  readonly visitors: string;
  readonly sides: Readonly<
    Record<SideName, { readonly health: "up" | "down" | "unknown"; readonly because: string }>
  >;
  readonly replica: {
    readonly verdict: string;
    readonly because: string;
    readonly asOf: string;
    readonly ageSeconds: number;
    /** How long the oldest missing or different object had been waiting by the last comparison; null: there was none. */
    readonly lagSeconds: number | null;
    /** What decided first, then what else was known; then what could not be read, and what was told and proves nothing. */
    readonly restsOn: readonly {
      readonly kind: EvidenceKind;
      readonly asOf: string;
      readonly says: string;
    }[];
    readonly unseen: readonly string[];
    readonly suspicions: readonly string[];
  };
  readonly fit: "fit" | "unfit" | "unknown";
  readonly route53HealthCheck: "healthy" | "unhealthy" | "unknown";
  readonly order: SaidTerm | null;
  /** A force that waits for a second person; `until`: for so long. */
  readonly proposal: SaidTerm | null;
  readonly freeze: SaidTerm | null;
  /** A deploy under way, by a pipeline that took the lease. */
  readonly deploy: (SaidTerm & { readonly lease: string }) | null;
  readonly arming: "shadow" | "armed";
  /** A change that is planned or under way, and not yet seen made. */
  readonly underWay: { readonly to: Position; readonly plannedAt: string } | null;
  readonly drift: string | null;
  /** Whether somebody else pulled the switch; null: it stands as it was left. */
  readonly switchDrift: string | null;
  readonly lastDecision: { readonly reason: string; readonly since: string } | null;
  /** Whether the way back is forbidden as the primary lacks what was done on the standby. */
  readonly diverged: boolean;
  readonly unsentNotices: number;
  /** When a run last wrote the record; null: none ever did. */
  readonly lastRunAt: string | null;
}

type SaidTimes = Readonly<Record<keyof Times, string | null>>;

export interface SaidTerm {
  readonly kind: "force" | "hold" | "release" | "freeze" | "deploy";
  readonly who: string;
  readonly why: string;
  readonly until: string | null;
}

export function statusOf(
  record: SiteRecord,
  observation: Observation,
  site: Site,
  drill: LastDrill,
): SiteStatus {
  const standing = standingOf(record, observation, site);
  return { ...outlookOf(standing, site), ...standing, drill };
}

function standingOf(record: SiteRecord, observation: Observation, site: Site): SiteStanding {
  const situation = assess(record, observation, site, observation.at);
  const { steering, incident, lastIncident, order, proposal, freeze, deploy, intent, decided } = record;
  const { replica } = observation;
  return {
    site: site.name,
    asOf: isoTime(observation.at),
    position: steering.position,
    by: steering.by,
    lever: steering.lever,
    since: isoTime(steering.since),
    why: steering.why,
    phase: incident?.phase ?? "calm",
    incident:
      incident === null
        ? null
        : {
            id: incident.id,
            openedAt: isoTime(incident.openedAt),
            why: incident.why,
            times: sayTimes(incident.times),
          },
    lastIncident:
      lastIncident === null ? null : { id: lastIncident.id, openedAt: isoTime(lastIncident.openedAt) },
    traffic: situation.traffic,
    visitors: sayVisitors(observation.visitors),
    sides: {
      primary: { health: situation.primary.kind, because: situation.primary.because },
      secondary: { health: situation.secondary.kind, because: situation.secondary.because },
    },
    replica: {
      verdict: replica.kind,
      because: replica.because,
      asOf: isoTime(replica.asOf),
      ageSeconds: Math.round(between(replica.asOf, observation.at) / 1000),
      lagSeconds: replica.comparison === null ? null : Math.round(replica.comparison.lag / 1000),
      restsOn: replica.restsOn.map((used) => ({ ...used, asOf: isoTime(used.asOf) })),
      unseen: replica.unseen,
      suspicions: replica.suspicions,
    },
    fit: situation.fitness.kind,
    route53HealthCheck: situation.route53,
    order: order === null ? null : sayTerm(order.kind, order),
    proposal: proposal === null ? null : sayTerm("force", { ...proposal.order, until: proposal.until }),
    freeze: freeze === null ? null : sayTerm("freeze", freeze),
    deploy: deploy === null ? null : { ...sayTerm("deploy", deploy), lease: deploy.lease },
    arming: record.arming.kind,
    underWay: intent === null ? null : { to: intent.to, plannedAt: isoTime(intent.plannedAt) },
    drift: record.drift,
    switchDrift: record.switchDrift,
    lastDecision: decided === null ? null : { reason: decided.reason, since: isoTime(decided.since) },
    diverged: isDiverged(record, replica.comparison),
    unsentNotices: record.outbox.length,
    lastRunAt: record.revision === 0 ? null : isoTime(record.savedAt),
  };
}

function isDiverged({ decided, incident }: SiteRecord, comparison: Comparison | null): boolean {
  if (decided === null || incident === null || comparison === null) return false;
  return refusedBy(decided).includes("no-divergence") && looksDiverged(comparison, incident.openedAt);
}

function sayTerm(
  kind: SaidTerm["kind"],
  term: { readonly who: { readonly name: string }; readonly why: string; readonly until: EpochMs | null },
): SaidTerm {
  return { kind, who: term.who.name, why: term.why, until: term.until === null ? null : isoTime(term.until) };
}

const sayTimes = (times: Times): SaidTimes =>
  Object.fromEntries(
    Object.entries(times).map(([what, at]: [string, EpochMs | null]) => [
      what,
      at === null ? null : isoTime(at),
    ]),
  ) as SaidTimes;
