import type { OrderRequest } from "./order.ts";
import type { RecordSet } from "./recordSet.ts";
import type { ReleaseCheck } from "./release.ts";
import type { RecordType, SideName } from "./site.ts";
import type { SwitchObjects } from "./switch.ts";
import type { DurationMs, EpochMs } from "./time.ts";

/** What was read, or why it could not be. Unknown is never "no". */
export type Reading<T> =
  | { readonly kind: "known"; readonly value: T; readonly at: EpochMs }
  | { readonly kind: "unknown"; readonly because: string; readonly at: EpochMs };

export const known = <T>(value: T, at: EpochMs): Reading<T> => ({ kind: "known", value, at });
export const unknown = (because: string, at: EpochMs): Reading<never> => ({ kind: "unknown", because, at });

/** Everything one run saw of a site. The decision rests on this, the record and the policy alone. */
export interface Observation {
  readonly begunAt: EpochMs;
  readonly at: EpochMs;
  readonly sides: Readonly<Record<SideName, SideHealth>>;
  /** One view for each of the site's names. */
  readonly visitors: readonly VisitorView[];
  readonly records: Reading<readonly RecordSet[]>;
  /** null where no switch is provisioned. */
  readonly switch: Reading<SwitchObjects> | null;
  /** null where no side is a CloudFront distribution. */
  readonly distribution: Reading<DistributionState> | null;
  /** The newest state of each alarm, by the alarm's own timestamp. */
  readonly alarms: readonly AlarmState[];
  /** Each as of when CloudWatch was last asked, which while all is calm is not on every run. */
  readonly replication: Reading<ReplicationMetrics>;
  readonly failedReplications: Reading<FailedReplications>;
  /** `s3:Replication:*` events, the newest last: those that woke this run and those of the last hour. Suspicion, never proof. */
  readonly replicationEvents: readonly ReplicationEvent[];
  readonly replica: ReplicaVerdict;
  /** What a person asked for, where that woke this run. */
  readonly request: OrderRequest | null;
}

/** What woke a run, with the times the events themselves carry. It only adds to what is observed. */
export interface Evidence {
  readonly alarms: readonly AlarmState[];
  readonly replicationEvents: readonly ReplicationEvent[];
  readonly request: OrderRequest | null;
}

export const noEvidence: Evidence = { alarms: [], replicationEvents: [], request: null };

/** A side as probed from the standby region. "down" needs every try to fail; "unknown": the probe itself could not be made. */
export type SideHealth =
  | { readonly kind: "up"; readonly at: EpochMs; readonly latencyMs: DurationMs }
  | { readonly kind: "down"; readonly at: EpochMs; readonly fault: Fault; readonly because: string }
  | { readonly kind: "unknown"; readonly at: EpochMs; readonly because: string };

/** Where in a fetch it failed; the same fault on both sides means that moving would not help. */
export type Fault = FetchFault | AnswerFault;
/** There was no answer. */
export type FetchFault = "dns" | "connect" | "timeout" | "tls";
/** There was one, and not the one that is wanted. */
export type AnswerFault = "status" | "text" | "content" | "contentType" | "location";

/** What a visitor of one name gets: the authoritative answers, and who served a fetch from the first of them. */
export interface VisitorView {
  readonly name: string;
  readonly answers: Reading<readonly DnsAnswer[]>;
  readonly served: Reading<Served>;
}

export interface DnsAnswer {
  readonly type: RecordType;
  readonly addresses: readonly string[];
  readonly ttlSeconds: number;
}

export type Served =
  | {
      readonly kind: "served";
      readonly by: SideName | "unmarked";
      readonly status: number;
      readonly latencyMs: DurationMs;
    }
  | {
      readonly kind: "failed";
      readonly by: SideName | "unmarked";
      readonly fault: Fault;
      readonly because: string;
    };

/** From GetDistribution. `deployed` is Status "Deployed": propagated to all edges. */
export interface DistributionState {
  readonly id: string;
  readonly enabled: boolean;
  readonly deployed: boolean;
  readonly aliases: readonly string[];
  readonly origins: readonly string[];
}

export interface AlarmState {
  readonly arn: string;
  readonly value: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  /** `detail.state.timestamp` of the event, StateUpdatedTimestamp of DescribeAlarms. */
  readonly at: EpochMs;
  readonly reason: string;
}

/** Newest data point of each metric, null where there is none; best effort, and "0 pending" proves nothing. */
export interface ReplicationMetrics {
  readonly latencySeconds: number | null;
  readonly operationsPending: number | null;
  readonly bytesPending: number | null;
}

/** Operations that failed in the last quarter of an hour; null: no data point, which proves nothing either. */
export interface FailedReplications {
  readonly operations: number | null;
}

export interface ReplicationEvent {
  readonly name: string;
  readonly key: string;
  readonly at: EpochMs;
  readonly failureReason: string | null;
}

/**
 * Whether the replica is fit to serve, what that rests on and how old it is. It carries what was last compared and
 * checked: a standby that fails to serve for a minute must not make the controller forget what the primary held.
 */
export interface ReplicaVerdict {
  readonly kind: "current" | "stale" | "broken" | "unknown";
  readonly asOf: EpochMs;
  readonly because: string;
  /** What decided first, then what else was known. */
  readonly restsOn: readonly EvidenceUsed[];
  /** What could not be read, and why. */
  readonly unseen: readonly string[];
  /** What was told that proves nothing. */
  readonly suspicions: readonly string[];
  readonly comparison: Comparison | null;
  /** null where no manifests are written, or none could be checked yet. */
  readonly release: ReleaseCheck | null;
  /** The last check against the inventory; null: the primary could be listed since. */
  readonly held: HeldCheck | null;
}

/** What the standby holds of what the primary was seen to hold at `asOf`, by ranges of keys. */
export interface HeldCheck {
  readonly at: EpochMs;
  readonly unchangedSince: EpochMs;
  readonly asOf: EpochMs;
  readonly known: number;
  readonly missingAtLeast: number;
  /** Ranges that are not as they were. */
  readonly otherParts: number;
  /** Objects written after the newest of the inventory: nobody compared them. */
  readonly newer: number;
  /** The first few: keys after `after`, up to `upTo` with it. */
  readonly examples: readonly {
    readonly after: string;
    readonly upTo: string | null;
    readonly newer: number;
  }[];
}

/** A verdict that rests on nothing yet. */
export const onNothing: Omit<ReplicaVerdict, "kind" | "asOf" | "because"> = {
  restsOn: [],
  unseen: [],
  suspicions: [],
  comparison: null,
  release: null,
  held: null,
};

/** The strongest first: docs/evidence.md. */
export type EvidenceKind = "serving" | "manifest" | "comparison" | "inventory" | "heartbeat";

export interface EvidenceUsed {
  readonly kind: EvidenceKind;
  readonly asOf: EpochMs;
  readonly says: string;
}

/** Result of comparing the two buckets' listings. */
export interface Comparison {
  /** When it began: what it found is as of then. */
  readonly at: EpochMs;
  readonly endedAt: EpochMs;
  /** Since when each comparison has counted the same: while nothing changes, it is made ever less often. */
  readonly unchangedSince: EpochMs;
  readonly mode: "key+size+etag";
  /** Objects of the primary bucket that were looked up in the replica; 0 proves nothing. */
  readonly compared: number;
  readonly missing: number;
  readonly differs: number;
  /** In B and not in A: deletes that were not replicated, or writes made in B. */
  readonly extra: number;
  /** Missing or different, but younger than the replication window. */
  readonly pending: number;
  /** How long the oldest missing or different object has been waiting; 0 when none is. */
  readonly lag: DurationMs;
  /** When the newest object was written that is in B and not, or not the same, in A; null: B holds nothing of its own. */
  readonly newestInSecondary: EpochMs | null;
  /** The first few keys of each class. */
  readonly examples: readonly {
    readonly key: string;
    readonly difference: "missing" | "differs" | "extra";
  }[];
}

/** Whether the secondary held something, written after `since`, that the primary lacked or had otherwise. */
export const wasWrittenSince = ({ newestInSecondary }: Comparison, since: EpochMs): boolean =>
  newestInSecondary !== null && newestInSecondary > since;

/** Or lacked something of the primary's: deleted there, or not come yet. */
export const looksDiverged = (comparison: Comparison, since: EpochMs): boolean =>
  wasWrittenSince(comparison, since) || comparison.missing > 0;

/** A comparison, and how many objects the replica held in it. */
export interface ListingsCompared {
  readonly comparison: Comparison;
  readonly inReplica: number;
}
