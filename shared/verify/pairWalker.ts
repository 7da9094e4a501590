import type { Asker } from "./asker.ts";
import { compareStretches, type PairRules } from "./comparePages.ts";
import { exceptionsOf } from "./exceptions.ts";
import { compareKeys } from "./keyOrder.ts";
import type { Range, Ranges } from "./ranges.ts";
import { Side } from "./side.ts";
import type { Stretch } from "./stretch.ts";
import type { Tally } from "./tally.ts";
import type { CompareTask } from "./task.ts";
import type { Walker } from "./walkRanges.ts";

export interface PairWalk {
  readonly asker: Asker;
  readonly ranges: Ranges;
  readonly tally: Tally;
  /** A stretch of the primary's listing was compared: all its keys up to one, or to the last. */
  stepped(ours: Stretch, upTo: string | null): void;
}

/** Makes the walkers that compare two buckets, range by range. */
export function pairWalkers(task: CompareTask, walk: PairWalk): (range: Range) => Walker {
  const rules: PairRules = {
    etags: task.mode !== "key+size",
    exceptions: exceptionsOf(task.scope.exceptions),
  };
  const { prefix } = task.scope;
  const unused: Sides[] = [];
  const make = (): Sides => ({
    ours: new Side(walk.asker, { what: "primary", bucket: task.primary }, prefix),
    theirs: new Side(walk.asker, { what: "standby", bucket: task.secondary }, prefix),
  });
  return (range) => {
    const sides = unused.pop() ?? make();
    return {
      step: async () => {
        const isMore = await step(range, sides, rules, walk);
        if (isMore) return true;
        for (const side of [sides.ours, sides.theirs]) side.leave();
        unused.push(sides);
        return false;
      },
    };
  };
}

/** Serve one range after another, for the memory that their pages are in. */
interface Sides {
  readonly ours: Side;
  readonly theirs: Side;
}

/**
 * Asks both sides for what follows the same key, and compares up to where both are known: the smaller last key, or the
 * range's end, which another worker may have brought nearer meanwhile. What was compared is never compared again, so a
 * walk can stop after any step and go on from the range's cursor.
 */
async function step(
  range: Range,
  { ours, theirs }: Sides,
  rules: PairRules,
  walk: PairWalk,
): Promise<boolean> {
  await Promise.all([ours.fill(range.after), theirs.fill(range.after)]);
  const upTo = nearest([ours.knownUpTo, theirs.knownUpTo, range.upTo]);
  const bound = upTo === null ? null : Buffer.from(upTo);
  const [a, b] = [ours.take(bound), theirs.take(bound)];
  compareStretches(a, b, rules, walk.tally);
  walk.stepped(a, upTo);
  if (upTo === range.upTo) return false;
  if (upTo !== null) walk.ranges.reached(range, upTo);
  ours.release();
  theirs.release();
  return true;
}

const nearest = (keys: readonly (string | null)[]): string | null =>
  keys.reduce(
    (near, key) => (near === null || (key !== null && compareKeys(key, near) < 0) ? key : near),
    null,
  );
