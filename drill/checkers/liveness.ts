import { figuresOf, recordOf } from "../figures.ts";
import type { World } from "../world.ts";
import type { Checker } from "./checker.ts";

/** Once faults have stopped and time has passed, the world is at rest. */
export const livenessCheckers: readonly Checker[] = [
  {
    rule: "at-rest",
    promise: "visitors get the site, nothing is under way, and everything is told",
    watch: (world, complain) => ({
      atEnd: () => {
        for (const wrong of figuresOf(world).wrong) complain(wrong);
      },
    }),
  },
  {
    rule: "right-side",
    promise: "visitors are where the record says that they are steered to",
    watch: (world, complain) => ({
      atEnd: () => {
        const should = sideAtRest(world);
        const last = world.visitors.fares.at(-1);
        if (should !== null && last?.sides[should] !== 1) complain(`visitors are not on the ${should}`);
      },
    }),
  },
  {
    rule: "home",
    promise: "without an order or a reason to wait, visitors end on the primary and Route 53 decides",
    watch: (world, complain) => ({
      atEnd: () => {
        const record = recordOf(world);
        if (record === null || record.order !== null || record.freeze !== null || waitsForPeople(world))
          return;
        if (record.steering.position !== "automatic") {
          complain(
            `still at ${record.steering.position} by ${record.steering.by}: ${record.decided?.reason}`,
          );
        }
      },
    }),
  },
];

/** In `automatic` with a healthy primary that is the primary. */
function sideAtRest(world: World): "primary" | "secondary" | null {
  const position = recordOf(world)?.steering.position ?? null;
  if (position === null) return null;
  return position === "secondary" ? "secondary" : "primary";
}

/** Refused moves wait for a person: divergence, flip rate, edited records. */
function waitsForPeople(world: World): boolean {
  const { failback } = world.spec.site.policy;
  const digest = recordOf(world)?.decided?.digest ?? "";
  return failback.mode === "manual" || digest.startsWith("refuse");
}
