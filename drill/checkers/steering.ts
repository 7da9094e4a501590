import type { SiteRecord } from "../../shared/model/record.ts";
import { seconds } from "../../shared/model/time.ts";
import type { Checker } from "./checker.ts";
import { stanceOf, steeringOf, switchSays } from "./truth.ts";

/** How long Route 53 may take to publish a change: "generally within 60 seconds" (aws-facts 1). */
const publishedWithin = seconds(60);

/** What the record sets are changed to, how, and whether the record tells the truth about it. */
export const steeringCheckers: readonly Checker[] = [
  {
    rule: "one-position",
    promise:
      "all record sets of the site stand in one and the same position: never are both sides steered at once",
    watch: ({ spec }, complain) => ({
      steered: ({ after }) => {
        if (stanceOf(after, spec.site) === null) complain("the record sets contradict each other");
      },
    }),
  },
  {
    rule: "compare-and-swap",
    promise: "a batch names what it replaces: nothing is written blindly over what others may have put there",
    watch: (_world, complain) => ({
      steered: ({ changes }) => {
        const blind = changes.find(({ Action }) => Action !== "DELETE" && Action !== "CREATE");
        if (blind !== undefined) complain(`${blind.Action} of ${blind.ResourceRecordSet?.Name}`);
      },
    }),
  },
  {
    rule: "record-true",
    promise:
      "with no change under way, the record says where the levers really stand, or that others changed them",
    watch: (world, complain) => {
      let overruled = false;
      return {
        overruled: () => {
          overruled = true;
        },
        recordWritten: ({ intent, steering, drift, switchDrift }) => {
          if (intent !== null || drift !== null || switchDrift !== null) return;
          const stance = steeringOf(world);
          const says = switchSays(world);
          // A hand's object counts for nothing under record sets that steer, and counts again when those are released.
          const isHidden = says !== "automatic" && says !== stance;
          if (stance === steering.position) overruled &&= isHidden;
          else if (!overruled) complain(`the record says ${steering.position}, the levers say ${stance}`);
        },
      };
    },
  },
  {
    rule: "done-is-done",
    promise: "no change is called done while Route 53 may still be publishing it",
    watch: (world, complain) => {
      let before: SiteRecord | null = null;
      let overruled = false;
      return {
        overruled: () => {
          overruled = true;
        },
        steered: () => {
          overruled = false;
        },
        recordWritten: (record) => {
          const intent = before?.intent ?? null;
          const done = intent !== null && record.intent === null && record.steering.position === intent.to;
          before = record;
          const pending = world.aws.route53.pendingSince;
          if (
            done &&
            record.steering.lever === "records" &&
            !overruled &&
            pending !== null &&
            world.time.now - pending < publishedWithin
          )
            complain(`the change to ${intent.to} is called done, and not all name servers have it`);
        },
      };
    },
  },
];
