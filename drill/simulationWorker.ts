import { parentPort } from "node:worker_threads";
import type { Violation } from "./checkers/checker.ts";
import { simulate } from "./simulation.ts";

/** What a worker is asked for: these seeds, played side by side. */
export interface Share {
  readonly from: number;
  readonly count: number;
}

/** What became of them. A world does not travel between threads; its seed does. */
export interface PlayedShare {
  readonly count: number;
  readonly incidents: number;
  readonly broken: readonly BrokenSeed[];
}

export interface BrokenSeed {
  readonly seed: number;
  readonly violations: readonly Violation[];
}

parentPort?.on("message", async ({ from, count }: Share) => {
  const verdicts = await simulate(Array.from({ length: count }, (_, n) => from + n));
  const played: PlayedShare = {
    count,
    incidents: verdicts.reduce((sum, { incidents }) => sum + incidents, 0),
    broken: verdicts
      .filter(({ violations }) => violations.length > 0)
      .map(({ seed, violations }) => ({ seed, violations })),
  };
  parentPort?.postMessage(played);
});
