import { type Acted, type Move, sayLever } from "../model/move.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Intent } from "../model/record.ts";
import type { Site } from "../model/site.ts";
import type { RecordsLeverPorts, SwitchLeverPorts } from "./ports.ts";
import { recordsLever } from "./recordsLever.ts";
import { switchLever } from "./switchLever.ts";

export type LeverPorts = RecordsLeverPorts & SwitchLeverPorts;

/**
 * Acts on an intent. Away from `automatic` the levers are tried in turn until one is done or under way; the next one only
 * where the one before surely or possibly came to nothing, which is safe as all move the same way. Back to `automatic`
 * each has to be done. Never throws.
 */
export async function pullLevers(ports: LeverPorts, intent: Intent, site: Site): Promise<Acted | null> {
  const tried: Tried[] = [];
  for (const move of movesLeft(intent)) {
    const outcome = await pull(ports, move, intent, site);
    tried.push({ lever: move.lever, outcome });
    if (intent.to === "automatic" ? outcome.kind !== "done" : !leavesRoom.has(outcome.kind)) break;
  }
  return verdict(tried);
}

type Tried = Acted["before"][number];

const leavesRoom: ReadonlySet<Outcome["kind"]> = new Set(["failed", "unknown"]);

/** A change that Route 53 accepted is followed, and nothing else begun. */
function movesLeft({ moves, changeId }: Intent): readonly Move[] {
  return changeId === null ? moves : moves.filter(({ lever }) => lever === "records");
}

function pull(ports: LeverPorts, move: Move, intent: Intent, site: Site): Promise<Outcome> {
  switch (move.lever) {
    case "switch":
      return switchLever(ports).act(move, intent, site);
    case "records":
      return recordsLever(ports).act(move, intent, site);
  }
}

/** Where none moved anybody, each says why; and where one of them may have, it is not known, whatever became of the others. */
function verdict(tried: readonly Tried[]): Acted | null {
  const last = tried.at(-1);
  if (last === undefined) return null;
  const before = tried.slice(0, -1);
  const { outcome, lever } = last;
  const isUnsure = tried.some((one) => one.outcome.kind === "unknown");
  const isPlain = outcome.kind === "lostRace" ? !isUnsure : !leavesRoom.has(outcome.kind);
  if (before.length === 0 || isPlain) return { lever, outcome, before };
  const kind = isUnsure ? "unknown" : "failed";
  const because = tried
    .flatMap((one) => ("because" in one.outcome ? [`${sayLever[one.lever]}: ${one.outcome.because}`] : []))
    .join("; ");
  return { lever, outcome: { kind, because }, before };
}
