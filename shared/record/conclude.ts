import type { NoticeKind } from "../model/notice.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Intent, SiteRecord } from "../model/record.ts";
import type { Step } from "../model/step.ts";
import type { EpochMs } from "../model/time.ts";
import { steered } from "./steered.ts";

/** Takes the outcome of an act into the record: the steering stands where it was put, or the intent ends, or stays. */
export function conclude(record: SiteRecord, intent: Intent, outcome: Outcome, now: EpochMs): Step {
  const step = (
    next: Partial<SiteRecord>,
    kind: "acted" | "abandoned",
    text: string,
    tell: NoticeKind | null,
  ): Step => ({
    record: { ...record, ...next },
    happenings: [
      { kind, who: "controller", text, data: { intent: intent.id, to: intent.to, outcome }, tell },
    ],
  });
  switch (outcome.kind) {
    case "done": {
      const { to: position, by, lever, why } = intent;
      const steering = { position, by, lever, why, since: now };
      const text =
        outcome.how === "changed" ? `${said[position]}, and read back` : `${said[position]}: found done`;
      const lastInSync = outcome.how === "changed" ? null : (record.lastInSync ?? intent.from);
      const next = steered(
        { ...record, intent: null, incident: actedIn(record, now), drift: null, lastInSync },
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
      return step({ intent: null }, "abandoned", `nothing was changed: ${outcome.because}`, "move-failed");
  }
}

const said = {
  automatic: "steering released to Route 53",
  primary: "steered to the primary",
  secondary: "steered to the standby",
} as const;

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
