import { Asker, CannotList, Stopped } from "./asker.ts";
import { Memo } from "./memo.ts";
import { modeUsed } from "./modeUsed.ts";
import { type PairWalk, pairWalkers } from "./pairWalker.ts";
import type { VerifyPorts } from "./ports.ts";
import { Ranges } from "./ranges.ts";
import type { CompareResult, Paused } from "./result.ts";
import { Scout } from "./scout.ts";
import { settle } from "./settle.ts";
import { Tally } from "./tally.ts";
import type { CompareTask, Limits, Listeners } from "./task.ts";
import { walkRanges } from "./walkRanges.ts";

/**
 * Compares two buckets by their listings: exact, streaming, many ranges of keys side by side, in memory that does not grow
 * with the number of objects. Neither listing is a snapshot: what is written meanwhile may look missing or different, but
 * is young, and so pending. Never throws for what the world does.
 */
export async function compareBuckets(
  ports: VerifyPorts,
  task: CompareTask,
  limits: Limits,
  listeners: Listeners = {},
): Promise<CompareResult> {
  const asker = new Asker(ports, limits);
  const tally = new Tally(task, (difference) => listeners.onDifference?.(difference));
  const ranges = new Ranges(task.resume?.left ?? [{ after: "", upTo: null }], task.learned ?? []);
  const memo = new Memo(task);
  const scout = new Scout(asker, { what: "primary", bucket: task.primary }, task.scope.prefix, ranges);
  const paused = (): Paused => ({
    left: ranges.left,
    found: tally.found(),
    open: tally.open(),
    ...memo.open,
  });
  const stepped: PairWalk["stepped"] = (ours, upTo) => {
    memo.walked(ours, upTo);
    listeners.onProgress?.({ objects: tally.walked, share: ranges.share, requests: asker.cost.requests });
  };
  try {
    await walkRanges({
      ranges,
      workers: Math.ceil(asker.throttle.most / 2),
      walkerOf: pairWalkers(task, { asker, ranges, tally, stepped }),
      scout: () => scout.look(),
    });
  } catch (error) {
    const { cost } = asker;
    if (error instanceof Stopped) return { kind: "paused", because: error.message, paused: paused(), cost };
    if (error instanceof CannotList)
      return { kind: "failed", because: error.message, paused: paused(), cost };
    throw error;
  }
  const mode = modeUsed(task.mode, tally.open(), ports.heads !== null);
  await settle(ports, task, tally);
  const { learned, inventory } = memo;
  return { kind: "complete", found: tally.found(), mode, learned, inventory, cost: asker.cost };
}
