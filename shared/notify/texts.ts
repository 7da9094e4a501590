import type { NoticeKind, WayOut } from "../model/notice.ts";
import type { Site } from "../model/site.ts";
import { sayDuration } from "../model/time.ts";
import { arm, force, forceAnyway, freeze, freezeEnds, hold, letGo, release, status } from "./ways.ts";

interface NoticeText {
  /** After the site's name; the state within the first six words of the whole. */
  readonly headline: string;
  readonly next: (site: Site) => string;
  readonly ways: readonly WayOut[];
}

const nothing = (): string => "";
export const failbackSentence = ({ policy }: Site): string => {
  const { mode, stableFor } = policy.failback;
  if (mode === "automatic")
    return "Route 53 sends visitors back by itself when the primary is healthy again.";
  const then =
    mode === "manual" ? "then a person has to release it" : "and nothing would be lost; then it is released";
  return `Visitors go back when the primary has been stable for ${sayDuration(stableFor)}, ${then}.`;
};

/** What is said of each kind of notice, besides why it happened and what a visitor gets. */
export const noticeTexts: Readonly<Record<NoticeKind, NoticeText>> = {
  "primary-looks-down": {
    headline: "PRIMARY LOOKS DOWN, visitors not moved yet",
    next: () => "Route 53 moves visitors by itself once its health check fails.",
    ways: [force, hold, status],
  },
  "held-back": {
    headline: "PRIMARY DOWN, failover HELD BACK",
    next: () =>
      "Visitors stay on the primary until what holds them there lets go: the replica fit again, or the order's end.",
    ways: [forceAnyway, letGo, status],
  },
  "would-not-help": {
    headline: "BOTH SIDES FAIL the same way",
    next: () =>
      "Failing over would not help: look for what they have in common (a deploy, DNS, a certificate).",
    ways: [status, freeze],
  },
  "false-alarm": {
    headline: "primary ANSWERS AGAIN, nobody was moved",
    next: () => "Nothing to do.",
    ways: [status],
  },
  "failed-over": {
    headline: "FAILED OVER to the standby",
    next: failbackSentence,
    ways: [release, hold, freeze, status],
  },
  "ready-to-return": {
    headline: "primary STABLE, ready to fail back",
    next: ({ policy }) =>
      policy.failback.mode === "manual"
        ? "The failback waits for a person's release."
        : "Visitors go back as soon as no rule forbids it.",
    ways: [release, freeze, status],
  },
  released: {
    headline: "RELEASED, visitors go back to primary",
    next: () =>
      "Route 53 sends visitors back as its health check sees the primary; caches follow within the TTL.",
    ways: [force, status],
  },
  back: { headline: "BACK on the primary", next: () => "The incident is over.", ways: [status] },
  moved: { headline: "MOVED by order", next: nothing, ways: [letGo, status] },
  "move-failed": {
    headline: "MOVE FAILED, not carried out",
    next: () => "The controller looks again every minute.",
    ways: [status, freeze],
  },
  "move-stands": {
    headline: "MOVE STANDS, given up too early",
    next: () => "The controller stands by it, and releases it when that is due.",
    ways: [letGo, status],
  },
  "order-placed": { headline: "ORDER STANDS, position unchanged", next: nothing, ways: [letGo, status] },
  "order-ended": {
    headline: "ORDER ENDED, Route 53 decides again",
    next: nothing,
    ways: [hold, force, status],
  },
  "force-lapsed": {
    headline: "FORCE LAPSED, no second person came",
    next: () => "Nothing was moved.",
    ways: [force, status],
  },
  frozen: {
    headline: "FROZEN by order",
    next: nothing,
    ways: [freezeEnds, status],
  },
  unfrozen: { headline: "UNFROZEN, the controller acts again", next: nothing, ways: [status, freeze] },
  "deploy-expired": {
    headline: "DEPLOY LEASE RAN OUT, not given back",
    next: () =>
      "Another pipeline may deploy now. Whether this one ended, and wrote all it had to, is not known here.",
    ways: [status],
  },
  "cannot-tell": {
    headline: "HOLDING STILL, something can't be read",
    next: () => "Nothing is moved on what is not known. The controller looks again every minute.",
    ways: [status, force, hold],
  },
  "records-edited": {
    headline: "RECORD SETS EDITED by somebody else",
    next: () => "The controller does not undo a person's edit.",
    ways: [status, freeze],
  },
  "switch-pulled": {
    headline: "SWITCH PULLED by somebody else",
    next: () => "The controller does not undo it; a release clears whatever stands.",
    ways: [status, { ...release, overrideRules: ["stale-plan"] }, freeze],
  },
  "change-lost": {
    headline: "CHANGE LOST, steered as before it",
    next: () => "The controller goes on from there; what is still due is planned anew.",
    ways: [status, freeze],
  },
  "replica-unfit": {
    headline: "REPLICA NOT FIT to serve",
    next: ({ policy }) =>
      policy.gate
        ? "The primary is held while visitors are on it, so that Route 53 does not send them to the replica."
        : "Policy has no gate: Route 53 would send visitors there all the same.",
    ways: [status, hold],
  },
  "replica-stale": {
    headline: "REPLICA STALE, may serve by policy",
    next: () => "In a failover visitors would get an older site rather than none.",
    ways: [status, hold],
  },
  "replica-fit": { headline: "REPLICA FIT to serve again", next: nothing, ways: [status] },
  "waiting-for-ack": {
    headline: "MOVES TOO OFTEN, waits for ack",
    next: () => "Visitors stay where they are until a person acknowledges.",
    ways: [{ say: "Acknowledge, and let the controller go on", action: "ack" }, status],
  },
  "waiting-for-second-person": {
    headline: "FORCE ASKED FOR, second person needed",
    next: () => "It is done when somebody else orders the same.",
    ways: [force, status],
  },
  armed: { headline: "ARMED, the controller steers", next: nothing, ways: [status, freeze] },
  "in-shadow": {
    headline: "IN SHADOW, watched and not steered",
    next: nothing,
    ways: [arm, status],
  },
  "would-have-moved": {
    headline: "IN SHADOW, would have moved visitors",
    next: () => "Nothing was done: the site is not armed.",
    ways: [arm, force, status],
  },
  "not-ready": {
    headline: "NOT READY to fail over",
    next: () => "Nothing is moved for it. failover check says what to do about each finding.",
    ways: [status],
  },
  "ready-again": { headline: "READY to fail over again", next: nothing, ways: [status] },
};
