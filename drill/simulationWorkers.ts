import { Worker } from "node:worker_threads";
import type { BrokenSeed, PlayedShare, Share } from "./simulationWorker.ts";

/** What came of many seeds so far. */
export interface Tally {
  readonly done: number;
  readonly incidents: number;
  readonly broken: readonly BrokenSeed[];
}

/** Most of what a world makes is forgotten within the turn: collected while young it costs a sixth less time. */
const resourceLimits = { maxYoungGenerationSizeMb: 96 };

/** So many worlds share one turn of a worker's event loop. */
const sideBySide = 50;

/** Plays the seeds on several threads, a share at a time, so that none is idle while another has much to do. */
export async function playOnWorkers(
  asked: { readonly from: number; readonly seeds: number; readonly workers: number },
  progress: (tally: Tally, newlyBroken: readonly BrokenSeed[]) => void,
): Promise<Tally> {
  const shares = sharesOf(asked);
  let tally: Tally = { done: 0, incidents: 0, broken: [] };
  const take = ({ count, incidents, broken }: PlayedShare): void => {
    tally = {
      done: tally.done + count,
      incidents: tally.incidents + incidents,
      broken: [...tally.broken, ...broken],
    };
    progress(tally, broken);
  };
  const workers = Array.from({ length: Math.min(asked.workers, shares.length) }, () => work(shares, take));
  await Promise.all(workers);
  return { ...tally, broken: tally.broken.toSorted((a, b) => a.seed - b.seed) };
}

function sharesOf({ from, seeds }: { readonly from: number; readonly seeds: number }): Share[] {
  return Array.from({ length: Math.ceil(seeds / sideBySide) }, (_, nth) => ({
    from: from + nth * sideBySide,
    count: Math.min(sideBySide, seeds - nth * sideBySide),
  }));
}

/** One thread, from share to share; an error in it ends the simulation. */
function work(shares: Share[], take: (played: PlayedShare) => void): Promise<void> {
  const worker = new Worker(new URL("./simulationWorker.ts", import.meta.url), { resourceLimits });
  return new Promise<void>((resolve, reject) => {
    const next = (): void => {
      const share = shares.shift();
      if (share === undefined) resolve();
      else worker.postMessage(share);
    };
    worker.on("message", (played: PlayedShare) => {
      take(played);
      next();
    });
    worker.on("error", reject);
    next();
  }).finally(() => worker.terminate());
}
