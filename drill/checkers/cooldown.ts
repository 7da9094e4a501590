import type { SiteRecord } from "../../shared/model/record.ts";
import { type EpochMs, minutes } from "../../shared/model/time.ts";
import type { Fault } from "../faults.ts";
import type { World } from "../world.ts";
import type { Checker } from "./checker.ts";
import { asksFor } from "./people.ts";
import { sentAwayAt, skewAtMost } from "./truth.ts";

/** How soon visitors may be moved again. */
export const cooldownCheckers: readonly Checker[] = [
  {
    rule: "cooldown-kept",
    promise: "visitors who were just moved are not moved back by the controller before policy lets it",
    watch: (world, complain) => {
      let record: SiteRecord | null = null;
      let ackedAt = world.start;
      const edits: EpochMs[] = [];
      let asked: string | null = null;
      const isUnseen = blindnessIn(world);
      return {
        recordWritten: (written) => {
          record = written;
          if (asksFor(written)) asked = written.intent?.id ?? null;
        },
        entryWritten: ({ kind, data }) => {
          if (kind === "ordered" && data["action"] === "ack") ackedAt = world.time.now;
        },
        overruled: () => {
          edits.push(world.time.now);
        },
        moved: ({ before, after }) => {
          const { site } = world.spec;
          const intent = record?.intent ?? null;
          if (intent === null || intent.by === "order" || intent.id === asked) return;
          if (before !== "secondary" || after === "secondary") return;
          // The controller counts from when it saw visitors there, which is never before the first server sent any.
          const movedAt = sentAwayAt(world);
          if (movedAt === null || movedAt <= ackedAt || edits.some((at) => isOf(at, movedAt))) return;
          if (isUnseen(movedAt)) return;
          const stayed = world.time.now - movedAt;
          if (stayed + skewAtMost(world) < site.policy.cooldown)
            complain(`visitors were moved only ${Math.round(stayed / 1000)} s ago`);
        },
      };
    },
  },
];

/** What somebody's hand in the zone did to the answers, until all name servers have it. */
const isOf = (editedAt: EpochMs, movedAt: EpochMs): boolean =>
  movedAt >= editedAt && movedAt - editedAt < minutes(1);

/**
 * Whether visitors came to the standby while no run could see it, or just after: its region was dark and the functions
 * with it, or they were cut off from the web. Nobody saw them gone.
 */
function blindnessIn(world: World): (movedAt: EpochMs) => boolean {
  const dark: { fault: Fault; from: EpochMs; to: EpochMs | null }[] = [];
  world.faults.onChange((fault, begun) => {
    const blinds =
      fault.kind === "proberCutOff" || (fault.kind === "regionDark" && fault.side === "secondary");
    if (!blinds) return;
    if (begun) dark.push({ fault, from: world.time.now, to: null });
    // Two may overlap: each ends by itself.
    else for (const one of dark) if (one.fault === fault) one.to ??= world.time.now;
  });
  return (movedAt) =>
    dark.some(({ from, to }) => from <= movedAt && (to === null || movedAt - to < minutes(2)));
}
