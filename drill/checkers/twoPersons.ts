import type { Checker } from "./checker.ts";
import { skewAtMost } from "./truth.ts";

/** What one person alone can't do. */
export const twoPersonCheckers: readonly Checker[] = [
  {
    rule: "two-persons",
    promise:
      "where policy asks for two people, no force is carried out that nobody else asked for shortly before",
    watch: (world, complain) => {
      const { twoPerson } = world.spec.site.policy;
      let asked: { readonly who: string; readonly at: number }[] = [];
      let known: string | null = null;
      return {
        recordWritten: ({ order }) => {
          if (twoPerson === null || order?.kind !== "force" || order.id === known) return;
          known = order.id;
          const { who, placedAt } = order;
          const since = placedAt - twoPerson.within - skewAtMost(world);
          if (!asked.some((ask) => ask.who !== who.name && ask.at >= since))
            complain(`${who.name} alone forced the standby`);
          asked = [];
        },
        // A force that waits leads nowhere yet: its entry has no `to`.
        entryWritten: ({ kind, who, at, data }) => {
          if (kind === "ordered" && data["action"] === "force" && data["to"] === undefined)
            asked.push({ who, at: Date.parse(at) });
        },
      };
    },
  },
];
