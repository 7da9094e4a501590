import { type Acted, sayLever } from "../model/move.ts";
import type { NoticeKind } from "../model/notice.ts";
import type { LeverName } from "../model/order.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Intent, SiteRecord } from "../model/record.ts";
import type { Step } from "../model/step.ts";
import type { EpochMs } from "../model/time.ts";
import { givenUp } from "./givenUp.ts";
import { steered } from "./steered.ts";

/** Takes the outcome of an act into the record: the steering stands where it was put, or the intent ends, or stays. */
export function conclude(record: SiteRecord, intent: Intent, acted: Acted, now: EpochMs): Step {
  const { lever, outcome, before } = acted;
  const data = {
    intent: intent.id,
    to: intent.to,
    lever,
    outcome,
    ...(before.length === 0 ? {} : { before }),
  };
  const step = (
    next: Partial<SiteRecord>,
    kind: "acted" | "abandoned",
    text: string,
    tell: NoticeKind | null,
  ): Step => ({
    record: { ...record, ...next },
    happenings: [{ kind, who: "controller", text, data, tell }],
  });
  switch (outcome.kind) {
    case "done": {
      const { to: position, by, why } = intent;
      const steering = { position, by, lever, why, since: now };
      const text = `${said[position]}${byOther(acted)}${saidHow[outcome.how]}`;
      const mayBeLost = lever === "records" && outcome.how === "alreadySo";
      const lastInSync = mayBeLost ? (record.lastInSync ?? intent.from) : null;
      const next = steered(
        {
          ...record,
          intent: null,
          incident: actedIn(record, now),
          drift: driftAfter(record.drift, intent, acted, "records"),
          switchDrift: driftAfter(record.switchDrift, intent, acted, "switch"),
          givenUp: givenUp(
            record,
            intent,
            levers.filter((one) => isNotKnown(intent, acted, one)),
          ),
          lastInSync,
        },
        steering,
      );
      return step(next, "acted", by === "order" ? `${text}: ${why}` : text, tellOf(intent));
    }
    case "pending":
      return step(
        { intent: { ...intent, changeId: outcome.changeId } },
        "acted",
        `not finished: ${outcome.because}`,
        null,
      );
    case "unknown":
      return step({}, "acted", `not known whether it was done: ${outcome.because}`, "cannot-tell");
    case "lostRace":
    case "failed":
      return step(
        { intent: null, givenUp: givenUp(record, intent) },
        "abandoned",
        `nothing was changed: ${outcome.because}`,
        "move-failed",
      );
  }
}

const said = {
  automatic: "steering released to Route 53",
  primary: "steered to the primary",
  secondary: "steered to the standby",
} as const;

const saidHow = {
  changed: ", and read back",
  alreadySo: ": found done",
  unseen: "; which side the name servers answer could not be told",
} as const;

/** Which lever it was, where more than one was pulled; what came to nothing says why. */
function byOther({ lever, before }: Acted): string {
  if (before.length === 0) return "";
  const all = before.every(({ outcome }) => outcome.kind === "done");
  if (all) return ` by ${[...before.map((tried) => sayLever[tried.lever]), sayLever[lever]].join(" and ")}`;
  const tried = before.map((one) => `${sayLever[one.lever]}: ${becauseOf(one.outcome)}`).join("; ");
  return ` by ${sayLever[lever]} (${tried})`;
}

const levers: readonly LeverName[] = ["switch", "records"];

/**
 * Whether nobody knows what a lever came to that was to be tried before the one that did it: no answer came, or none is
 * at hand, as an earlier run tried it.
 */
function isNotKnown({ to, moves }: Intent, { lever, before }: Acted, one: LeverName): boolean {
  const tried = before.find((each) => each.lever === one);
  if (tried !== undefined) return tried.outcome.kind === "unknown";
  const at = (name: LeverName): number => moves.findIndex((move) => move.lever === name);
  return to !== "automatic" && at(one) !== -1 && at(one) < at(lever);
}

/** Of a lever that this move had nothing to do with, what was not known before is not known now. */
function driftAfter(drift: string | null, intent: Intent, acted: Acted, lever: LeverName): string | null {
  if (isNotKnown(intent, acted, lever)) return `what became of ${sayLever[lever]} is not known`;
  return intent.moves.some((move) => move.lever === lever) ? null : drift;
}

const becauseOf = (outcome: Outcome): string => ("because" in outcome ? outcome.because : outcome.kind);

/** The latch and the gate keep visitors where they are; the message that led to them has said so. */
function tellOf({ by, from }: Intent): NoticeKind | null {
  if (by === "order") return "moved";
  if (by !== "route53") return null;
  if (from.position === "secondary") return "released";
  return from.by === "order" ? "order-ended" : null;
}

function actedIn({ incident }: SiteRecord, now: EpochMs): SiteRecord["incident"] {
  return incident === null
    ? null
    : { ...incident, times: { ...incident.times, acted: incident.times.acted ?? now } };
}
