import type { Observation, SideHealth } from "../model/observation.ts";
import type { EpochMs } from "../model/time.ts";
import type { SideProbed } from "./probeSide.ts";
import type { VisitorSeen } from "./visitors.ts";

/**
 * The sides' health, unless nothing at all was heard: no web server, no name server. Then it is more likely that we are
 * cut off than that all of the world is down, and "down" would be a guess.
 */
export function trustedSides(
  primary: SideProbed,
  secondary: SideProbed,
  visitors: readonly VisitorSeen[],
  at: EpochMs,
): Observation["sides"] {
  const heard = [primary, secondary, ...visitors].some((one) => one.heard);
  const trusted = (health: SideHealth): SideHealth =>
    heard || health.kind !== "down"
      ? health
      : { kind: "unknown", at, because: `${health.because}, ${cutOff}` };
  return { primary: trusted(primary.health), secondary: trusted(secondary.health) };
}

const cutOff =
  "but neither side nor any name server could be reached from here: the prober itself may be cut off";
