import { Bell } from "./bell.ts";
import type { Range, Ranges } from "./ranges.ts";

/** Walks one range, a page at a time. */
export interface Walker {
  /** False: the range is done. */
  step(): Promise<boolean>;
}

export interface Walks {
  readonly ranges: Ranges;
  readonly workers: number;
  walkerOf(range: Range): Walker;
  /** Looks for where a range may be split, while a worker has nothing else to do; null: there is nothing to look for. */
  scout(): Promise<void> | null;
}

/** Many workers, each on a range of its own, until none is left. The first that can't go on stops all; that is thrown. */
export async function walkRanges(walks: Walks): Promise<void> {
  const bell = new Bell();
  const state = { failure: null as { readonly error: unknown } | null };
  const worker = async (): Promise<void> => {
    try {
      await work(walks, bell, () => state.failure !== null);
    } catch (error) {
      state.failure ??= { error };
    } finally {
      bell.ring();
    }
  };
  await Promise.all(Array.from({ length: walks.workers }, worker));
  if (state.failure !== null) throw state.failure.error;
}

async function work(walks: Walks, bell: Bell, halted: () => boolean): Promise<void> {
  const { ranges } = walks;
  while (!halted()) {
    const range = ranges.take();
    if (range !== null) {
      await walk(walks, range, bell, halted);
    } else if (ranges.underWay.length === 0) return;
    else await (walks.scout()?.then(() => bell.ring()) ?? bell.rung());
  }
}

async function walk(walks: Walks, range: Range, bell: Bell, halted: () => boolean): Promise<void> {
  const walker = walks.walkerOf(range);
  while (await walker.step()) {
    if (halted()) return;
    bell.ring();
  }
  walks.ranges.finished(range);
  bell.ring();
}
