import type { NoticeKind } from "../../shared/model/notice.ts";
import type { CoreWorld, Run } from "./coreWorld.ts";

/** What must hold of every run, whatever came before it; each says what is wrong, or null. */
export const coreRules: Readonly<Record<string, (run: Run) => string | null>> = {
  /** Unknown is never "no", and never "yes". */
  "latched-on-fit-alone": ({ considered: { decision }, before, observation }) => {
    const latches =
      decision.kind === "steer" && decision.by === "latch" && before.steering.position !== "secondary";
    const fit = observation.sides.secondary.kind === "up" && observation.replica.kind === "current";
    return latches && !fit ? `latched on a standby that is ${observation.replica.kind}` : null;
  },
  "sent-back-to-a-primary-that-serves": ({ considered: { decision }, before, observation }) => {
    const leaves =
      decision.kind === "steer" && decision.to !== "secondary" && before.steering.position === "secondary";
    const there = observation.visitors.every(
      ({ served }) => served.kind === "known" && served.value.by === "primary",
    );
    return leaves &&
      observation.request === null &&
      before.order === null &&
      observation.sides.primary.kind !== "up" &&
      !there
      ? `sent back to a primary that is ${observation.sides.primary.kind}`
      : null;
  },
  "frozen-kept": ({ considered: { decision }, after, acted }) => {
    if (after.freeze === null || acted === null || acted.intent.by === "order") return null;
    // A change that was accepted before is only followed to its end.
    if (acted.outcome.kind === "done" && acted.outcome.how === "alreadySo") return null;
    return decision.kind === "steer" || decision.kind === "resume"
      ? `moved while frozen by ${after.freeze.who.name}`
      : null;
  },
  "order-kept": ({ after, acted }) => {
    if (after.order === null || acted === null) return null;
    const wanted = { force: "secondary", hold: "primary", release: "automatic" }[after.order.kind];
    return acted.intent.to === wanted || acted.intent.plannedAt < after.order.placedAt
      ? null
      : `${after.order.kind} stands, and it moved to ${acted.intent.to}`;
  },
  "no-act-without-intent": ({ acted, considered }) =>
    acted === null || considered.step.record.intent?.id === acted.intent.id
      ? null
      : "acted on what was not recorded",
  "one-intent-at-a-time": ({ before, considered }) => {
    const { intent } = considered.step.record;
    const replaced = before.intent !== null && intent !== null && before.intent.id !== intent.id;
    return replaced ? "a second intent was recorded beside one that had not ended" : null;
  },
  "lease-kept": ({ before, acted, observation }) =>
    before.intent !== null && acted !== null && before.intent.leaseUntil >= observation.at
      ? "acted on an intent that another run may be at work on"
      : null,
  "no-storm": ({ after }) => {
    const { incident, told } = after;
    if (incident === null) return null;
    const often = Object.entries(told).find(
      ([kind, times]) =>
        !byPerson.has(kind as NoticeKind) && times.filter((at) => at >= incident.openedAt).length > 3,
    );
    return often === undefined ? null : `${often[0]} was told ${often[1].length} times in one incident`;
  },
};

const byPerson: ReadonlySet<NoticeKind> = new Set([
  "moved",
  "order-placed",
  "order-ended",
  "force-lapsed",
  "frozen",
  "unfrozen",
  "armed",
  "in-shadow",
  "waiting-for-second-person",
]);

/** What must hold when all has been well for long, and nobody orders anything any more. */
export function unrest({ record, isFree, servedBy }: CoreWorld): string | null {
  if (record.intent !== null) return `an intent to ${record.intent.to} never ended`;
  if (record.incident !== null) return `the incident stays ${record.incident.phase}`;
  if (record.steering.position !== "automatic")
    return `steered to ${record.steering.position} by ${record.steering.by}`;
  if (record.drift !== null) return record.drift;
  if (!isFree) return "the record sets are not what they were";
  return servedBy === "primary" ? null : "visitors are on the standby";
}
