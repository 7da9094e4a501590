import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { CompareResult, Paused } from "../../shared/verify/result.ts";
import { Mistake } from "../mistake.ts";
import type { BucketsAsked } from "./bucketsAsked.ts";

interface State {
  /** What was compared: the state of another comparison is of no use. */
  readonly of: unknown;
  readonly learned: readonly string[] | null;
  readonly resume: Paused | null;
}

type Kept = Pick<State, "learned" | "resume">;

/** Split points of the last comparison, and what it had done if it was stopped. */
export function readState(file: string | undefined, asked: BucketsAsked): Kept {
  if (file === undefined || !existsSync(file)) return { learned: null, resume: null };
  const state = parsed(file);
  if (JSON.stringify(state.of) !== JSON.stringify(asked))
    throw new Mistake(`${file} is the state of another comparison; give another --state, or remove it`);
  return { learned: state.learned, resume: state.resume };
}

export function writeState(file: string | undefined, asked: BucketsAsked, result: CompareResult): void {
  if (file === undefined) return;
  const kept: Kept =
    result.kind === "complete"
      ? { learned: result.learned, resume: null }
      : { learned: readState(file, asked).learned, resume: result.paused };
  writeFileSync(file, JSON.stringify({ of: asked, ...kept } satisfies State));
}

function parsed(file: string): State {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new Mistake(`${file} is no state of a comparison; remove it`, undefined, cause);
  }
}
