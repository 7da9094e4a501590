import type { DrillResult } from "./drill.ts";
import type { DurationMs, EpochMs } from "./time.ts";

/** Where the steering of a site stands: `automatic`: Route 53's health check decides. */
export type Position = "automatic" | "primary" | "secondary";
export type LeverName = "switch" | "records";

/** The named safety rules; a person can override them by name, the controller never. */
export const ruleNames = [
  "replica-serves",
  "replica-current",
  "not-both-down",
  "would-help",
  "primary-serves",
  "no-divergence",
  "cooldown",
  "flip-rate",
  "order-in-force",
  "frozen",
  "shadow",
  "stale-plan",
  "truce",
] as const;
export type RuleName = (typeof ruleNames)[number];

export interface Refusal {
  readonly rule: RuleName;
  readonly because: string;
}

/** Who asked: `iam` is what AWS vouches for; `claimed` is what the caller wrote. */
export interface Requester {
  readonly name: string;
  readonly proof: "iam" | "claimed";
}

/** A change a person asks for. Reading actions (`status`, `plan`, `history`) never get here. */
export interface OrderRequest {
  readonly id: string;
  readonly action:
    | "force"
    | "hold"
    | "release"
    | "freeze"
    | "unfreeze"
    | "ack"
    | "arm"
    | "disarm"
    | "deploy-begin"
    | "deploy-end"
    | "drill-end";
  readonly who: Requester;
  /** How it came, for the journal: "invoke", "url", or what the caller calls itself ("cli", "cli --direct"). */
  readonly via: string;
  readonly why: string;
  readonly until: EpochMs | null;
  readonly lever: LeverName | null;
  readonly overrideRules: readonly RuleName[];
  /** Which deploy lease is taken, extended or given back; null: the request is not about one. */
  readonly lease: string | null;
  /** What a live drill came to; null: the request is not about one. */
  readonly drill: DrillResult | null;
}

/**
 * A person's standing order. `force`: visitors on the secondary; `hold`: on the primary; `release`: Route 53 decides,
 * against the gate. `until` null: until released.
 */
export interface Order {
  readonly kind: "force" | "hold" | "release";
  readonly id: string;
  readonly who: Requester;
  readonly why: string;
  readonly placedAt: EpochMs;
  readonly until: EpochMs | null;
  readonly overrideRules: readonly RuleName[];
}

/** While frozen the controller moves nothing, whatever it sees. */
export interface Freeze {
  readonly id: string;
  readonly who: Requester;
  readonly why: string;
  readonly placedAt: EpochMs;
  readonly until: EpochMs | null;
}

/** A pipeline's word that it is writing to the primary. It forbids the controller nothing: it keeps others from deploying. */
export interface Deploy {
  /** The pipeline's own name for it: who knows it may extend it or give it back. */
  readonly lease: string;
  readonly who: Requester;
  readonly why: string;
  readonly placedAt: EpochMs;
  readonly until: EpochMs;
}

export const defaultDeploySpan = (20 * 60 * 1000) as DurationMs;
export const defaultOrderSpan = (4 * 60 * 60 * 1000) as DurationMs;
