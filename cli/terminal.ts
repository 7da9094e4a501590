import { styleText } from "node:util";

/** Where a command speaks. Answers go to `out`, everything else (progress, questions, mistakes) to `note`. */
export interface Terminal {
  /** A line, or several, of the answer. */
  out(text: string): void;
  /** In place of what was drawn before, where the answer goes to a screen; else below it. */
  redraw(text: string): void;
  /** A line beside the answer, on stderr. */
  note(text: string): void;
  /** Says what is being waited for, where a person watches, and takes it away when that is over. */
  during<T>(what: string, work: Promise<T>): Promise<T>;
  /** How wide an answer may be. */
  readonly columns: number;
  /** Whether there is a person to ask. */
  readonly isInteractive: boolean;
  /** Whether `out` is a screen, and not a file or a pipe. */
  readonly isScreen: boolean;
  /** Coloured where the answer goes to a screen, unless NO_COLOR says no; everywhere where FORCE_COLOR says so. */
  paint(style: Style, text: string): string;
}

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

const narrowest = 60;
const widest = 100;
/** Of a file or a pipe, where the environment's COLUMNS says nothing. */
const usual = 80;

export function processTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  // `failover history | head` ends the pipe early, which is nobody's fault.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  return {
    out: (text) => void stdout.write(`${text}\n`),
    redraw: (text) => void stdout.write(stdout.isTTY ? `\x1b[H\x1b[2J${text}\n` : `${text}\n`),
    note: (text) => void stderr.write(`${text}\n`),
    async during(what, work) {
      if (!stderr.isTTY) return await work;
      stderr.write(`${styleText("dim", `${what} ...`, { stream: stderr })}`);
      return await work.finally(() => stderr.write("\r\x1b[K"));
    },
    columns: columnsOf(stdout, env["COLUMNS"] ?? ""),
    isInteractive: stdin.isTTY && stderr.isTTY,
    isScreen: stdout.isTTY,
    paint: (style, text) => styleText(style, text, { stream: stdout }),
  };
}

function columnsOf({ columns }: { readonly columns?: number }, said: string): number {
  const wide = columns ?? (/^\d{2,3}$/.test(said) ? Number(said) : usual);
  return Math.min(Math.max(wide, narrowest), widest);
}
