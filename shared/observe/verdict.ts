import type { HeartbeatSeen } from "../model/heartbeat.ts";
import type {
  Comparison,
  EvidenceUsed,
  HeldCheck,
  ListingsCompared,
  Reading,
  ReplicaVerdict,
  SideHealth,
} from "../model/observation.ts";
import type { ReleaseCheck } from "../model/release.ts";
import type { Site } from "../model/site.ts";
import type { EpochMs } from "../model/time.ts";
import { heartbeatUnseen, heartbeatUsed } from "./heartbeat.ts";
import { judgeFresh, judgeRemembered } from "./judgeComparison.ts";
import { judgeInventory } from "./judgeInventory.ts";
import { judgeRelease } from "./judgeRelease.ts";
import type { Suspicion } from "./suspicions.ts";

/** What became of the comparison in this run. */
export type Compared =
  | ({ readonly kind: "fresh" } & ListingsCompared)
  | { readonly kind: "notDue" }
  | { readonly kind: "failed"; readonly because: string };

export interface ContentEvidence {
  readonly at: EpochMs;
  readonly compared: Compared;
  /** Of an earlier run. */
  readonly remembered: Comparison | null;
  /** null: no manifests are written. */
  readonly release: Reading<ReleaseCheck> | null;
  /** null: the primary was listed, or nothing is known of what it held. */
  readonly held: Reading<HeldCheck> | null;
}

export interface ReplicaEvidence extends ContentEvidence {
  readonly serving: SideHealth;
  readonly suspicions: readonly Suspicion[];
  /** null: none is configured. */
  readonly heartbeat: Reading<HeartbeatSeen> | null;
  /** Of the last run's verdict. */
  readonly wasStale: boolean;
  /** null: the primary is up, or it can't be told. */
  readonly primaryDownSince: EpochMs | null;
}

/** What one kind of evidence says by itself. */
export interface Judgement extends Pick<ReplicaVerdict, "kind" | "asOf" | "because"> {
  readonly by: EvidenceUsed["kind"];
}

/**
 * The one verdict on the replica, from all there is to know of it and how old that is. Whether it serves comes first: a
 * good copy that nobody is served is no standby. Then, while the primary can be listed, the listings decide, as they see
 * all of it; where it can't be, the release manifest does, which is exact in the standby alone, and after it what was
 * last compared. A heartbeat decides nothing: it tells that replication works, and of no other object. Metrics, alarms and
 * events are only told: they prove nothing.
 */
export function judgeReplica(site: Site, evidence: ReplicaEvidence, now: EpochMs): ReplicaVerdict {
  const { comparison, judged } = judgeListings(site, evidence, now);
  const released = judgeRelease(site, evidence.release, now);
  const held = judgeHeld(site, evidence, now);
  const content = decisive(judged, released, held, evidence);
  const serving = judgeServing(evidence.serving) ?? judgeServed(evidence.release);
  const first = serving ?? content;
  const others = [content, released, held, judged].filter((one) => one !== null && one !== first);
  return {
    kind: first.kind,
    asOf: first.asOf,
    because: first.because,
    restsOn: [...[...new Set([first, ...others])].flatMap(asUsed), ...heartbeatUsed(evidence.heartbeat)],
    unseen: [...new Set([...unseenIn(evidence), ...others.flatMap(asUnseen)])],
    suspicions: evidence.suspicions.map(({ says }) => says),
    comparison,
    release: evidence.release?.kind === "known" ? evidence.release.value : null,
    held: evidence.held?.kind === "known" ? evidence.held.value : null,
  };
}

function judgeListings(
  site: Site,
  evidence: ReplicaEvidence,
  now: EpochMs,
): { readonly comparison: Comparison | null; readonly judged: Judgement } {
  const { compared, remembered } = evidence;
  if (compared.kind === "fresh") return judgeFresh(site, compared, remembered);
  const failure = compared.kind === "failed" ? compared.because : null;
  return {
    comparison: remembered,
    judged: judgeRemembered(site, remembered, agedAt(site, evidence, now), failure),
  };
}

function decisive(
  judged: Judgement,
  released: Judgement | null,
  held: Judgement | null,
  evidence: ReplicaEvidence,
): Judgement {
  const { compared, wasStale } = evidence;
  if (released === null || released.kind === "unknown") return held ?? judged;
  if (compared.kind === "failed" || judged.kind === "unknown") return released;
  // What is on its way is given time, and yet a standby that was not fit is fit again only when all of it is there.
  const onTheWay = compared.kind === "fresh" && compared.comparison.pending > 0;
  return wasStale && onTheWay && judged.kind === "current" ? released : judged;
}

/** By the inventory; null: it was not asked, or could not be. */
function judgeHeld(site: Site, evidence: ReplicaEvidence, now: EpochMs): Judgement | null {
  const { held } = evidence;
  return held?.kind === "known" ? judgeInventory(site, held.value, agedAt(site, evidence, now)) : null;
}

/**
 * Until when evidence of the primary's content ages. While the primary is down and can't be listed nothing can be written
 * to it either, as far as anybody can tell: what it held then is what it holds, unless policy counts that time as well.
 */
function agedAt({ policy }: Site, { compared, primaryDownSince }: ReplicaEvidence, now: EpochMs): EpochMs {
  const stands = compared.kind === "failed" && !policy.stale.agesInOutage;
  return stands && primaryDownSince !== null ? primaryDownSince : now;
}

/** null: it serves. */
function judgeServing(serving: SideHealth): Judgement | null {
  const { kind, at: asOf } = serving;
  if (kind === "up") return null;
  const { because } = serving;
  if (kind === "down") return { by: "serving", kind: "broken", asOf, because };
  return { by: "serving", kind, asOf, because: `whether the standby serves is not known: ${because}` };
}

/** Its probes are answered, and other pages not as the newest release has them. null: they are, or nobody asked. */
function judgeServed(release: ContentEvidence["release"]): Judgement | null {
  if (release?.kind !== "known" || release.value.unserved.length === 0) return null;
  const { newest, unserved } = release.value;
  const because = `the standby does not serve release ${newest.id} as its manifest says: ${unserved.join("; ")}`;
  return { by: "serving", kind: "broken", asOf: release.at, because };
}

function unseenIn({ compared, release, held, serving, heartbeat }: ReplicaEvidence): readonly string[] {
  return [
    ...(compared.kind === "failed" ? [compared.because] : []),
    ...(release?.kind === "unknown" ? [release.because] : []),
    ...(held?.kind === "unknown" ? [held.because] : []),
    ...(release?.kind === "known" && release.value.newest.unproven > 0
      ? [`the content of ${release.value.newest.unproven} objects of release ${release.value.newest.id}`]
      : []),
    ...(serving.kind === "unknown" ? [`whether the standby serves: ${serving.because}`] : []),
    ...heartbeatUnseen(heartbeat),
  ];
}

/** What was looked at and tells nothing, as something else decided: too old, never made, newer than anybody compared. */
const asUnseen = (judged: Judgement | null): readonly string[] =>
  judged?.kind === "unknown" ? [judged.because] : [];

const asUsed = (judged: Judgement | null): readonly EvidenceUsed[] =>
  judged === null || judged.kind === "unknown"
    ? []
    : [{ kind: judged.by, asOf: judged.asOf, says: judged.because }];
