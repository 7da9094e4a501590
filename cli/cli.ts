import type { Identity } from "../shared/aws/callerIdentity.ts";
import type { Site } from "../shared/model/site.ts";
import type { EpochMs } from "../shared/model/time.ts";
import type { Readiness } from "../shared/readiness/checkSite.ts";
import type { ExitCode } from "./exitCodes.ts";
import type { Journal } from "./judgeJournal.ts";
import type { Visitor } from "./live/visitor.ts";
import type { Address, Reach } from "./override/reach.ts";
import type { Prompts } from "./prompts.ts";
import type { Terminal } from "./terminal.ts";

/** What a command has to work with, so that it runs in a test as it does in a shell. */
export interface Cli {
  readonly terminal: Terminal;
  readonly prompts: Prompts;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The way to the override's answers: the deployed function, or the same code run here. */
  readonly reach: Reach;
  /** The journal as it lies in the bucket. */
  readonly journal: (address: Address) => Promise<Journal>;
  /** How the ground of the address' site stands; `sites` are all of the file. */
  readonly readiness: (address: Address, sites: readonly Site[]) => Promise<Readiness>;
  readonly sleep: (ms: number) => Promise<void>;
  readonly now: () => EpochMs;
  /** What visitors of the site get, as seen from this machine. */
  readonly visitor: (site: Site) => Promise<Visitor>;
  /** Takes the next Ctrl-C in place of the end of the program, until what it gives back is called. */
  readonly onInterrupt: (stop: () => void) => () => void;
  /** Whose AWS credentials these are. */
  readonly identity: (address: Address) => Promise<Identity>;
  /** A text that no other call ever gives. */
  readonly token: () => string;
  /** How the command ended; what is not said is 0. */
  end(code: ExitCode): void;
}
