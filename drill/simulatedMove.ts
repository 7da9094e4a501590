import type { SideName, Site } from "../shared/model/site.ts";
import { after, between, type DurationMs, type EpochMs, minutes } from "../shared/model/time.ts";
import { controlPlane } from "./functions.ts";
import { playTogether } from "./virtualTime.ts";
import { World } from "./world.ts";

/** How long a move by order takes on the simulated AWS, there and back; null: not all visitors got there. */
export interface SimulatedMove {
  readonly toStandby: DurationMs | null;
  readonly wayBack: DurationMs | null;
}

const [goes, returns, ends] = [minutes(2), minutes(12), minutes(22)];

/** This site, with its policy, levers and health checks, on a calm day, armed: forced to the standby, and released. */
export async function simulatedMove(site: Site): Promise<SimulatedMove> {
  const armed: Site = {
    ...site,
    hostedZone: { ...site.hostedZone, nameServers: [] },
    policy: { ...site.policy, shadow: null, twoPerson: null },
  };
  const order = (at: DurationMs, action: "force" | "release") => ({
    kind: "order" as const,
    at,
    by: "anna",
    input: { site: site.name, action, reason: "a live drill, simulated" },
  });
  const script = { faults: [], deeds: [order(goes, "force"), order(returns, "release")], lasts: ends };
  const world = new World({ site: armed, seed: 1, script, functions: controlPlane(armed) });
  await playTogether([world]);
  const [left, released] = [after(world.start, goes), after(world.start, returns)];
  return {
    toStandby: tookTo(world, "secondary", left, released),
    wayBack: tookTo(world, "primary", released),
  };
}

function tookTo(
  { visitors: { fares } }: World,
  side: SideName,
  from: EpochMs,
  until?: EpochMs,
): DurationMs | null {
  const there = fares.find(
    ({ at, sides }) => at > from && (until === undefined || at < until) && sides[side] === 1,
  );
  return there === undefined ? null : between(from, there.at);
}
