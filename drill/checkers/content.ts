import type { EpochMs } from "../../shared/model/time.ts";
import { isoTime } from "../../shared/model/time.ts";
import { recordOf } from "../figures.ts";
import type { Checker } from "./checker.ts";
import { isOverridden } from "./standby.ts";
import { faultsStand, lacksPage } from "./truth.ts";

/** What a bad release does to both sides, and what is to be done about it: nothing. */
export const contentCheckers: readonly Checker[] = [
  {
    rule: "would-help",
    promise:
      "while both sides lack the page that visitors ask for, and nothing else is wrong, nobody is sent to the standby, unless a person overrides this very rule",
    watch: (world, complain) => {
      let lackingSince: EpochMs | null = null;
      return {
        // Looked at whenever something is written, which is at least once in each run.
        recordWritten: () => {
          const lacking = sides.every((side) => lacksPage(world, side)) && !faultsStand(world);
          lackingSince = lacking ? (lackingSince ?? world.time.now) : null;
        },
        moved: ({ before, after }) => {
          const run = world.aws.caller;
          const intent = recordOf(world)?.intent ?? null;
          if (run === null || intent === null || lackingSince === null || lackingSince > run.startedAt)
            return;
          if (before === "secondary" || after !== "secondary") return;
          if (!isOverridden("would-help", intent, world))
            complain(`${intent.why}, and both sides have lacked the page since ${isoTime(lackingSince)}`);
        },
      };
    },
  },
];

const sides = ["primary", "secondary"] as const;
