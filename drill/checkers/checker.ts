import type { Watcher, World } from "../world.ts";

/** What must never be, seen. */
export interface Violation {
  readonly rule: string;
  readonly at: number;
  readonly because: string;
}

export type Complain = (because: string) => void;

/** One rule, watched at every step, and once more when the play is over. */
export interface Checker {
  readonly rule: string;
  /** What it promises, in one sentence. */
  readonly promise: string;
  readonly watch: (world: World, complain: Complain) => Partial<Watcher> & { readonly atEnd?: () => void };
}
