import type { ExitCode } from "./exitCodes.ts";
import type { Reach } from "./override/reach.ts";
import type { Terminal } from "./terminal.ts";

/** What a command has to work with, so that it runs in a test as it does in a shell. */
export interface Cli {
  readonly terminal: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The way to the override's answers: the deployed function, or the same code run here. */
  readonly reach: Reach;
  /** How the command ended; what is not said is 0. */
  end(code: ExitCode): void;
}
