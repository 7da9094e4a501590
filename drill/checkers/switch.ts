import type { Checker } from "./checker.ts";
import { lastAnswered } from "./truth.ts";

const answeredWhen: Readonly<Record<string, string>> = {
  primary: "all to the primary",
  secondary: "all away",
};

/** What the switch is said to have done. */
export const switchCheckers: readonly Checker[] = [
  {
    rule: "switch-seen",
    promise:
      "a move by the switch is called done when the name servers have answered the side wanted, and not before",
    watch: (world, complain) => {
      let answered = new Set<string>();
      return {
        entryWritten: ({ kind, data }) => {
          if (kind === "intended") answered = new Set([lastAnswered(world).who]);
          if (kind !== "acted" || data["lever"] !== "switch" || !isChanged(data["outcome"])) return;
          const wanted = answeredWhen[String(data["to"])];
          answered.add(lastAnswered(world).who);
          if (wanted !== undefined && !answered.has(wanted))
            complain(`the move to ${String(data["to"])} is called done, and the name servers never said so`);
        },
        answered: () => void answered.add(lastAnswered(world).who),
      };
    },
  },
];

const isChanged = (outcome: unknown): boolean =>
  typeof outcome === "object" && outcome !== null && "how" in outcome && outcome.how === "changed";
