import type { EpochMs } from "../shared/model/time.ts";

/** `world`: what befell it and what people did to it; `seen` to `told`: the controller; the rest: what came of it. */
export const lanes = ["world", "seen", "decided", "done", "told", "dns", "visitors"] as const;
export type Lane = (typeof lanes)[number];

export interface LogLine {
  readonly at: EpochMs;
  readonly lane: Lane;
  readonly text: string;
}

/** Everything that happened in a world, in the order it happened. */
export interface Log {
  readonly lines: readonly LogLine[];
  add(lane: Lane, text: string): void;
}

export function logOf(clock: { readonly now: EpochMs }): Log {
  const lines: LogLine[] = [];
  return { lines, add: (lane, text) => void lines.push({ at: clock.now, lane, text }) };
}
