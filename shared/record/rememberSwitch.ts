import type { Happening } from "../model/journal.ts";
import type { Observation } from "../model/observation.ts";
import type { Position } from "../model/order.ts";
import type { GivenUp, SiteRecord } from "../model/record.ts";
import { leftBy } from "../model/steering.ts";
import type { Step } from "../model/step.ts";
import { isOf, type SwitchObjects, saySwitch, switchPosition } from "../model/switch.ts";
import { stoodBy } from "./givenUp.ts";
import { steered } from "./steered.ts";

/** Takes the switch's objects into the record, as the record sets are: what a person released is released. */
export function rememberSwitch(record: SiteRecord, { switch: seen, at }: Observation): Step {
  if (seen === null || seen.kind === "unknown" || record.intent !== null) return { record, happenings: [] };
  const stands = switchPosition(seen.value);
  const left = leftBy(record.steering, "switch");
  if (left !== "automatic" && stands === "automatic") {
    const why = `found with neither object, though it was left ${saySwitch[left]}`;
    const steering = { ...record.steering, position: "automatic", by: "route53", since: at, why } as const;
    return {
      record: steered({ ...record, switchDrift: null }, steering),
      happenings: [observed(`the switch is ${why}`, seen.value)],
    };
  }
  const own = ownMove(record, seen.value);
  if (own !== null) {
    const where = `in the switch, ${saySwitch[own.to]}`;
    return stoodBy(record, own, { lever: "switch", where, at, data: dataOf(seen.value) });
  }
  const switchDrift = driftOf(record, stands);
  const isNew = switchDrift !== null && switchDrift !== record.switchDrift;
  return {
    record: { ...record, switchDrift },
    happenings: isNew ? [observed(switchDrift, seen.value)] : [],
  };
}

/**
 * A move of ours that ended without being seen done, and whose object stands: nobody else's pull, so nobody else would
 * ever release it. Under record sets that steer it counts for nothing.
 */
function ownMove({ givenUp: left, steering }: SiteRecord, seen: SwitchObjects): GivenUp | null {
  if (!left?.levers.includes("switch") || leftBy(steering, "records") !== "automatic") return null;
  const deciding = seen.force ?? seen.hold;
  return isOf(deciding, left.intent) && switchPosition(seen) === left.to ? left : null;
}

/** Steered to the same side by the record sets, the switch is no contradiction, and a release clears both. */
function driftOf({ steering }: SiteRecord, stands: Position): string | null {
  if (stands === leftBy(steering, "switch") || stands === steering.position || stands === "automatic")
    return null;
  return `somebody else pulled the switch: it stands ${saySwitch[stands]}`;
}

/** What an object says of itself tells whose it is: ours name the intent. */
const observed = (text: string, seen: SwitchObjects): Happening => ({
  kind: "observed",
  who: "controller",
  text,
  data: dataOf(seen),
  tell: "switch-pulled",
});
const dataOf = ({ hold, force }: SwitchObjects): Happening["data"] => ({
  hold: hold?.body.slice(0, bodyAtMost) ?? null,
  force: force?.body.slice(0, bodyAtMost) ?? null,
});
const bodyAtMost = 500;
