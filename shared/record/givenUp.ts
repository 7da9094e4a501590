import type { Happening } from "../model/journal.ts";
import type { LeverName } from "../model/order.ts";
import type { GivenUp, Intent, SiteRecord } from "../model/record.ts";
import type { Step } from "../model/step.ts";
import type { EpochMs } from "../model/time.ts";
import { steered } from "./steered.ts";

/**
 * What is remembered of a move when it ends, or a lever of it, without having been seen to do it: it may stand there all
 * the same, and is nobody else's. A release leaves nothing to find.
 */
export function givenUp(
  record: SiteRecord,
  { id, to, by, why, moves }: Intent,
  levers: readonly LeverName[] = moves.map(({ lever }) => lever),
): GivenUp | null {
  return to === "automatic" || levers.length === 0 ? record.givenUp : { intent: id, to, by, why, levers };
}

/** A move of ours that was given up is found made after all. Nobody else would ever release it: it is stood by. */
export function stoodBy(
  record: SiteRecord,
  { to, by, why }: GivenUp,
  found: {
    readonly lever: LeverName;
    readonly where: string;
    readonly at: EpochMs;
    readonly data: Happening["data"];
  },
): Step {
  const { lever, where, at, data } = found;
  const drift = lever === "switch" ? { switchDrift: null } : { drift: null };
  const text = `a move of the controller's own that was given up stands after all, ${where}: ${why}`;
  return {
    record: steered({ ...record, ...drift, givenUp: null }, { position: to, by, lever, since: at, why }),
    happenings: [{ kind: "observed", who: "controller", text, data, tell: "move-stands" }],
  };
}
