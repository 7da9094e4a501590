import { type EpochMs, isoTime } from "../../shared/model/time.ts";
import { recordOf } from "../figures.ts";
import type { World } from "../world.ts";
import type { Checker } from "./checker.ts";
import { downSince, lacksPage, newestDeletedOnStandby, newestOnlyOnStandby, skewAtMost } from "./truth.ts";

/** What visitors may lose by going home. */
export const lossCheckers: readonly Checker[] = [
  {
    rule: "nothing-lost",
    promise:
      "the controller does not take visitors off the standby while the primary lacks what was written or deleted there",
    watch: (world, complain) => {
      const lastDown = lastDownOf(world);
      return {
        moved: ({ before, after }) => {
          const run = world.aws.caller;
          const record = recordOf(world);
          if (record === null || record.intent === null || run === null || record.incident === null) return;
          if (before !== "secondary" || after === "secondary") return;
          // What nobody is served is lost to nobody: from a standby that is down visitors go home in any case.
          if (record.intent.by === "order" || (lastDown() ?? 0) >= run.startedAt) return;
          if (nobodyWasServed(world, run.startedAt) || lacksPage(world, "secondary")) return;
          if (record.intent.overridden.includes("no-divergence")) return;
          const since = record.incident.openedAt + skewAtMost(world);
          const isLost = (at: EpochMs | null): at is EpochMs =>
            at !== null && at > since && at < run.startedAt;
          const [written, deleted] = [newestOnlyOnStandby(world), newestDeletedOnStandby(world)];
          if (isLost(written)) complain(`the standby holds writes of ${isoTime(written)}`);
          if (isLost(deleted) && record.incident.replica?.kind === "current")
            complain(`what was deleted on the standby at ${isoTime(deleted)} comes back`);
        },
      };
    },
  },
];

/** When the standby was last seen by the world to serve nobody; null: it always served somebody. */
function lastDownOf(world: World): () => EpochMs | null {
  let [down, last]: [boolean, EpochMs | null] = [false, null];
  world.faults.onChange(() => {
    if (down) last = world.time.now;
    down = downSince(world, "secondary") !== null;
  });
  return () => (down ? world.time.now : last);
}

/** Whether all visitors failed at some time since then, for whatever reason: a bad release, say. */
const nobodyWasServed = ({ visitors: { fares } }: World, since: EpochMs): boolean =>
  fares.some(({ shares }, nth) => shares.failed === 1 && (fares[nth + 1]?.at ?? since) >= since);
