import { Command, CommanderError } from "commander";
import type { Cli } from "./cli.ts";
import { commands } from "./commands/all.ts";
import { type ExitCode, exitCodes } from "./exitCodes.ts";
import { Mistake } from "./mistake.ts";

/** Runs one command line, "force www.example.com --for 2h" in words, and says how it ended. Never throws. */
export async function runFailover(
  args: readonly string[],
  surroundings: Omit<Cli, "end">,
): Promise<ExitCode> {
  let ended: ExitCode = exitCodes.done;
  const cli: Cli = {
    ...surroundings,
    end(code) {
      ended = code;
    },
  };
  const program = programFor(cli);
  try {
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync(args, { from: "user" });
    return ended;
  } catch (error) {
    return faultCode(error, cli);
  }
}

/** Every command, ready to parse. */
export function programFor(cli: Cli): Command {
  const { terminal } = cli;
  const program = new Command("failover")
    .description("Where visitors of a static site are sent, and why; and a person's word in it.")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
      outputError: (text, write) => write(oneLine(text)),
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
    })
    .showSuggestionAfterError()
    .enablePositionalOptions();
  for (const register of commands) register(program, cli);
  return program;
}

/** Commander says "error: unknown command 'statsu'" and, a line below, "(Did you mean status?)". */
function oneLine(text: string): string {
  const [, said = text, meant] = /^error: (.+?)\n?(?:\((Did you mean .+)\))?\s*$/s.exec(text) ?? [];
  return `failover: ${said}${meant === undefined ? "" : `. ${meant}`}`;
}

function faultCode(error: unknown, { terminal, environment }: Cli): ExitCode {
  // Commander has said it already; help that was asked for is no fault.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.misuse;
  const traced = (environment["FAILOVER_DEBUG"] ?? "") !== "" && error instanceof Error;
  if (error instanceof Mistake) {
    terminal.note(`failover: ${traced ? error.stack : error.message}`);
    return error.exitCode;
  }
  const text = error instanceof Error ? error.message : String(error);
  terminal.note(`failover: a bug of ours: ${traced ? error.stack : text}`);
  if (!traced) terminal.note("FAILOVER_DEBUG=1 shows where; please report it with that.");
  return exitCodes.bug;
}
