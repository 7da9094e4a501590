import type { World } from "../world.ts";
import type { Checker, Violation } from "./checker.ts";
import { contentCheckers } from "./content.ts";
import { cooldownCheckers } from "./cooldown.ts";
import { failoverCheckers } from "./failover.ts";
import { intentCheckers } from "./intents.ts";
import { livenessCheckers } from "./liveness.ts";
import { lossCheckers } from "./losses.ts";
import { memoryCheckers } from "./memory.ts";
import { noticeCheckers } from "./notices.ts";
import { peopleCheckers } from "./people.ts";
import { sightCheckers } from "./sight.ts";
import { standbyCheckers } from "./standby.ts";
import { steeringCheckers } from "./steering.ts";
import { switchCheckers } from "./switch.ts";
import { twoPersonCheckers } from "./twoPersons.ts";

/** Every rule that is watched. */
export const checkers: readonly Checker[] = [
  ...steeringCheckers,
  ...switchCheckers,
  ...intentCheckers,
  ...peopleCheckers,
  ...twoPersonCheckers,
  ...sightCheckers,
  ...standbyCheckers,
  ...lossCheckers,
  ...contentCheckers,
  ...failoverCheckers,
  ...cooldownCheckers,
  ...memoryCheckers,
  ...noticeCheckers,
  ...livenessCheckers,
];

/** Sets all checkers on a world before it is played; the function returned gives their verdict when it is over. */
export function check(world: World): () => readonly Violation[] {
  const violations: Violation[] = [];
  const watches = checkers.map(({ rule, watch }) =>
    watch(world, (because) => void violations.push({ rule, at: world.time.now, because })),
  );
  for (const watch of watches) world.watch(watch);
  return () => {
    for (const watch of watches) watch.atEnd?.();
    return violations;
  };
}
