import type { LeverName, Position, Refusal, RuleName } from "./order.ts";
import type { SteeredBy } from "./record.ts";

/** What a run decided, always with a reason a person can read. */
export type Decision =
  /** All is as it should be. */
  | { readonly kind: "rest"; readonly reason: string }
  /** Something is under way or due later; nothing to do now. */
  | { readonly kind: "wait"; readonly reason: string }
  /** What would be needed to decide can't be read: hold still, and say so. */
  | { readonly kind: "holdStill"; readonly reason: string; readonly unknown: readonly string[] }
  /** Steer. The position may stay and only the reason for it change; then no lever is pulled. */
  | {
      readonly kind: "steer";
      readonly reason: string;
      readonly to: Position;
      readonly by: SteeredBy;
      readonly overridden: readonly RuleName[];
    }
  /** The pending intent is seen done, by this lever. */
  | { readonly kind: "settle"; readonly reason: string; readonly lever: LeverName }
  /** The pending intent was never begun and still holds: act on it again. */
  | { readonly kind: "resume"; readonly reason: string }
  /** The pending intent's change was accepted and listed: read it to its end, and send nothing. */
  | { readonly kind: "follow"; readonly reason: string }
  /** The pending intent no longer holds, and nobody can still be acting on it. */
  | { readonly kind: "abandon"; readonly reason: string }
  /** A person's order that moves nothing: freeze, unfreeze, ack, arm, disarm, a deploy lease, a drill's result, or a force that waits for a second person. */
  | { readonly kind: "note"; readonly reason: string; readonly overridden: readonly RuleName[] }
  /** A person's order, or a move of the controller's own, that a rule forbids. */
  | { readonly kind: "refuse"; readonly reason: string; readonly refusedBy: readonly Refusal[] };
