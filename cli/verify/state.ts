import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { reasonOf } from "../../shared/model/reason.ts";
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

/**
 * Split points of the last comparison, and what it had done if it was stopped. Written back at once: that the file can't be
 * written is said before hours of comparing, not after.
 */
export function beginState(file: string | undefined, asked: BucketsAsked): Kept {
  const kept = readState(file, asked);
  if (file !== undefined) write(file, { of: asked, ...kept });
  return kept;
}

function readState(file: string | undefined, asked: BucketsAsked): Kept {
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
  write(file, { of: asked, ...kept });
}

function write(file: string, state: State): void {
  try {
    writeFileSync(file, JSON.stringify(state));
  } catch (cause) {
    throw new Mistake(`--state can't be written: ${reasonOf(cause)}`, undefined, cause);
  }
}

function parsed(file: string): State {
  try {
    const state: State | null = JSON.parse(readFileSync(file, "utf8"));
    if (state !== null) return state;
  } catch (cause) {
    throw new Mistake(`${file} is no state of a comparison; remove it`, undefined, cause);
  }
  throw new Mistake(`${file} is no state of a comparison; remove it`);
}
