import type { Site } from "../shared/model/site.ts";
import type { DurationMs, EpochMs } from "../shared/model/time.ts";
import { between, ms, seconds } from "../shared/model/time.ts";
import { aliasTtl } from "./nameServers.ts";
import { type Fare, fetchEvery } from "./visitors.ts";
import type { World } from "./world.ts";

/** How long visitors went without the site, and why so long. */
export interface Recovery {
  /** From the first visitor who failed to nobody failing. */
  readonly took: DurationMs;
  /** Its parts, where Route 53 brought it about by sending visitors to the standby; null: something else ended it. */
  readonly parts: {
    /** Until Route 53's checkers agreed: interval x threshold at most. */
    readonly detection: DurationMs;
    /** Until every name server answered the standby. */
    readonly propagation: DurationMs;
    /** Until the last resolver had forgotten the old answer, and its visitors asked again. */
    readonly ttl: DurationMs;
  } | null;
  /** What Route 53's data plane takes at most for such a failover, by itself: the control plane must not add to it. */
  readonly bound: DurationMs;
}

/** A new verdict reaches the last name server within (SimulatedAws). */
const propagationAtMost = seconds(3);

/** null: nobody ever failed, or visitors fail to the end. */
export function recoveryOf(world: World): Recovery | null {
  const { fares } = world.visitors;
  const { healthChanges, answerChanges } = world.chronicle;
  const failing = fares.find(({ shares }) => shares.failed > 0);
  const served = failing && fares.find(({ at, shares }) => at > failing.at && shares.failed === 0);
  if (failing === undefined || served === undefined) return null;
  const within = (at: EpochMs): boolean => at >= failing.at && at <= served.at;
  const detected = healthChanges.find(({ at, healthy }) => !healthy && within(at));
  const moved = answerChanges.find(({ at, answers }) => answers === "the standby" && within(at));
  const bound = boundOf(world.spec.site);
  const took = between(failing.at, served.at);
  if (detected === undefined || moved === undefined || !byFailover(served, moved.at))
    return { took, parts: null, bound };
  const detection = between(failing.at, detected.at);
  const propagation = between(detected.at, moved.at);
  return { took, parts: { detection, propagation, ttl: between(moved.at, served.at) }, bound };
}

const boundOf = ({ healthCheck: { interval, threshold } }: Site): DurationMs =>
  ms(interval * threshold + propagationAtMost + aliasTtl + fetchEvery);

/** All on the standby, and no later than caches explain: whoever waited longer was helped by something else. */
const byFailover = ({ at, sides }: Fare, moved: EpochMs): boolean =>
  sides.secondary === 1 && between(moved, at) <= aliasTtl + fetchEvery;
