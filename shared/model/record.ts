import type { Drilled } from "./drill.ts";
import type { Phase, Times } from "./incident.ts";
import type { JournalEntry } from "./journal.ts";
import type { Move } from "./move.ts";
import type { Notice } from "./notice.ts";
import type { AlarmState, Observation, ReplicaVerdict } from "./observation.ts";
import type { Deploy, Freeze, LeverName, Order, Position, Requester } from "./order.ts";
import type { RecordSet } from "./recordSet.ts";
import type { SideName } from "./site.ts";
import type { EpochMs } from "./time.ts";

/**
 * All that is remembered of a site, in one object that is only changed by compare-and-swap. Whatever a cold start must
 * not forget is here: pending intent, order, incident, recent flips, unsent notices.
 */
export interface SiteRecord {
  readonly format: 1;
  readonly site: string;
  readonly revision: number;
  /** Unique to the write that made this version: tells our own write from another's when its answer was lost. */
  readonly writer: string;
  /** When a run last wrote: the control plane's own sign of life. */
  readonly savedAt: EpochMs;
  readonly steering: Steering;
  /**
   * The last steering that all name servers are known to have, where what followed was only found done and never seen
   * INSYNC: Route 53 may lose that yet, and then this is what stands again. null: `steering` itself is known to.
   */
  readonly lastInSync: Steering | null;
  readonly intent: Intent | null;
  readonly order: Order | null;
  readonly freeze: Freeze | null;
  /** The deploy under way; null: none, as far as pipelines take the lease. */
  readonly deploy: Deploy | null;
  /** The last live drill of this site; null: it never had one. */
  readonly drilled: Drilled | null;
  readonly incident: Incident | null;
  /** The one that ended last, with all its times. */
  readonly lastIncident: Incident | null;
  readonly arming: Arming;
  /** A force that waits for a second person. */
  readonly proposal: Proposal | null;
  readonly sides: Readonly<Record<SideName, SideMemory>>;
  readonly alarms: readonly AlarmState[];
  /** What CloudWatch last said of the replication, each with its time; null: it was not asked yet. */
  readonly metrics: Pick<Observation, "replication" | "failedReplications"> | null;
  /** Those of the last hour, a few: what S3 said once is not forgotten by the next run. */
  readonly replicationEvents: Observation["replicationEvents"];
  readonly replica: ReplicaVerdict;
  /** The record sets as last seen in position `automatic`: what a release restores, to the letter. */
  readonly baseline: readonly RecordSet[] | null;
  /** Whether the record sets were last seen as this record says they are; null: yes. */
  readonly drift: string | null;
  /** The same of the switch's objects. */
  readonly switchDrift: string | null;
  /** The last move that ended without the switch being seen to do it: an object found there that names it is our own. */
  readonly givenUp: GivenUp | null;
  /** When visitors were seen to move between the sides lately: cool-down and flip rate count these. */
  readonly flips: readonly EpochMs[];
  /** The last decision, so that the same one, minute after minute, is journaled and told once. */
  readonly decided: { readonly digest: string; readonly reason: string; readonly since: EpochMs } | null;
  readonly outbox: readonly Notice[];
  /** When notices of each kind were told in the last day: nothing becomes a storm. */
  readonly told: Readonly<Record<string, readonly EpochMs[]>>;
  /** Number of the next notice: ids are stable over retries. */
  readonly nextNotice: number;
  /** Requests answered lately, so that a repeated one is answered the same and done once. */
  readonly requests: readonly AnsweredRequest[];
  readonly journal: JournalHead;
}

/** Where the steering stands, by whom, since when. `route53`: nobody steers, the health check decides. */
export interface Steering {
  readonly position: Position;
  readonly by: SteeredBy;
  readonly lever: LeverName;
  readonly since: EpochMs;
  readonly why: string;
}
export type SteeredBy = "route53" | "latch" | "gate" | "order";

/** Written before the act, removed after it. A run that dies between is resumed from here. */
export interface Intent {
  readonly id: string;
  readonly from: Steering;
  readonly to: Position;
  readonly by: SteeredBy;
  readonly why: string;
  /**
   * Away from `automatic`: each is tried until one is done. Back to it: each has to be done, in this order, so that
   * whatever stands is cleared.
   */
  readonly moves: readonly Move[];
  readonly plannedAt: EpochMs;
  /** Nobody acts on it after this, and nobody else touches it before. */
  readonly leaseUntil: EpochMs;
  /** Route 53's name for the change, where it was accepted and is not known to be INSYNC yet. */
  readonly changeId: string | null;
  readonly overridden: readonly string[];
}

/** Of a move that is over: enough to stand by it, should it be found to have been made. */
export interface GivenUp {
  readonly intent: Intent["id"];
  readonly to: Position;
  readonly by: SteeredBy;
  readonly why: string;
  /** Those that may have made it. */
  readonly levers: readonly LeverName[];
}

/** What is remembered of a side's health: since when without a gap it has been so, and when it was last seen. */
export interface SideMemory {
  readonly kind: "up" | "down" | "unknown";
  readonly since: EpochMs;
  readonly seenAt: EpochMs;
}

export type Arming =
  | { readonly kind: "shadow"; readonly greenSince: EpochMs | null }
  | { readonly kind: "armed"; readonly who: Requester | null; readonly at: EpochMs };

export interface Proposal {
  readonly order: Order;
  readonly until: EpochMs;
}

export interface Incident {
  readonly id: string;
  readonly openedAt: EpochMs;
  readonly phase: Phase;
  readonly since: EpochMs;
  readonly why: string;
  readonly times: Times;
  /** What was known of the replica when visitors were sent to it; null: they were not yet. */
  readonly replica: { readonly kind: ReplicaVerdict["kind"]; readonly asOf: EpochMs } | null;
}

export interface AnsweredRequest {
  readonly id: string;
  readonly at: EpochMs;
  readonly ok: boolean;
  readonly journal: { readonly from: number; readonly to: number };
}

/** The chain's head, and the entries of the last change, which may not be written yet. */
export interface JournalHead {
  readonly next: number;
  readonly hash: string;
  readonly unwritten: readonly JournalEntry[];
}
