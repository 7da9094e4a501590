import type { EpochMs } from "./time.ts";

/** What changed for a person. One message; the same kind is told a bounded number of times an incident. */
export const noticeKinds = [
  "primary-looks-down",
  "held-back",
  "would-not-help",
  "false-alarm",
  "failed-over",
  "ready-to-return",
  "released",
  "back",
  "moved",
  "move-failed",
  "move-stands",
  "order-placed",
  "order-ended",
  "force-lapsed",
  "frozen",
  "unfrozen",
  "deploy-expired",
  "cannot-tell",
  "records-edited",
  "switch-pulled",
  "change-lost",
  "replica-unfit",
  "replica-stale",
  "replica-fit",
  "waiting-for-ack",
  "waiting-for-second-person",
  "armed",
  "in-shadow",
  "would-have-moved",
  "not-ready",
  "ready-again",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export interface Notice {
  /** Stable over retries: site and number. */
  readonly id: string;
  readonly kind: NoticeKind;
  readonly site: string;
  readonly incident: string | null;
  readonly at: EpochMs;
  /** The state, in its first six words. */
  readonly headline: string;
  readonly why: string;
  /** What a visitor gets now. */
  readonly visitors: string;
  readonly next: string;
  /** What this run of the controller made of it; "": nothing to do. */
  readonly decided: string;
  /** The incident's times so far; "": there is no incident. */
  readonly times: string;
  /** Override actions worth handing over, most useful first. */
  readonly ways: readonly WayOut[];
  /** The site's own SNS topic; null: the service's. */
  readonly topicArn: string | null;
  /** The place of this kind of notice in the runbook: a URL, or a path in the clone. */
  readonly runbook: string;
}

export interface WayOut {
  readonly say: string;
  /** `failback-manifest` is of the command line alone: it needs the person's own credentials. */
  readonly action: OverrideWay["action"] | "failback-manifest";
  readonly overrideRules?: readonly string[];
}

/** A way out that the override function takes. */
export interface OverrideWay extends WayOut {
  readonly action: "force" | "hold" | "release" | "freeze" | "unfreeze" | "ack" | "arm" | "status";
}
export const isOverride = (way: WayOut): way is OverrideWay => way.action !== "failback-manifest";
