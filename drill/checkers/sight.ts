import type { EpochMs } from "../../shared/model/time.ts";
import { isoTime } from "../../shared/model/time.ts";
import { recordOf } from "../figures.ts";
import type { World } from "../world.ts";
import type { Checker } from "./checker.ts";
import { asksFor } from "./people.ts";

/** What may be done by one who sees nothing. */
export const sightCheckers: readonly Checker[] = [
  {
    rule: "not-blind",
    promise:
      "a run that reaches no web server and no name server takes nobody to the standby, and nobody off it, of its own accord",
    watch: (world, complain) => {
      let asked: string | null = null;
      const blindSince = cutOffIn(world);
      return {
        recordWritten: (record) => {
          if (asksFor(record)) asked = record.intent?.id ?? null;
        },
        moved: ({ before, after }) => {
          const [since, run, intent] = [blindSince(), world.aws.caller, recordOf(world)?.intent ?? null];
          if (since === null || run === null || intent === null || since > run.startedAt) return;
          if (intent.by === "order" || intent.id === asked) return;
          if (before === "secondary" || after === "secondary")
            complain(`${intent.why}, and nothing could be seen since ${isoTime(since)}`);
        },
      };
    },
  },
];

/** Since when the functions' own way to the net is cut; null: it is not. */
function cutOffIn(world: World): () => EpochMs | null {
  let since: EpochMs | null = null;
  world.faults.onChange(() => {
    if (world.faults.active("proberCutOff").length === 0) since = null;
    else since ??= world.time.now;
  });
  return () => since;
}
