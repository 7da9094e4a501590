import type { World } from "../world.ts";
import type { Checker, Violation } from "./checker.ts";
import { livenessCheckers } from "./liveness.ts";
import { memoryCheckers } from "./memory.ts";
import { steeringCheckers } from "./steering.ts";

const checkers: readonly Checker[] = [...steeringCheckers, ...memoryCheckers, ...livenessCheckers];

/** Sets all checkers on a world before it is played; the function returned gives their verdict when it is over. */
export function check(world: World): () => readonly Violation[] {
  const violations: Violation[] = [];
  const watches = checkers.map(({ rule, watch }) =>
    watch(world, (because) => void violations.push({ rule, at: world.time.now, because })),
  );
  for (const watch of watches) world.watch({ ...silent, ...watch });
  return () => {
    for (const watch of watches) watch.atEnd?.();
    return violations;
  };
}

const silent = { recordWritten: () => {}, entryWritten: () => {}, steered: () => {}, published: () => {} };
