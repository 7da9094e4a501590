import { ask } from "./ask.ts";
import type { Cli } from "./cli.ts";
import { type ExitCode, exitCodes } from "./exitCodes.ts";
import { Mistake } from "./mistake.ts";
import type { JsonOption, ReachOptions } from "./options.ts";
import { showStatus, showWatched } from "./show/status.ts";
import { type Target, targetOf } from "./target.ts";

export interface StatusOptions extends ReachOptions, JsonOption {
  readonly watch?: true;
  /** Seconds between two looks. */
  readonly every: number;
}

/** Looks and says how the site stands; with `watch`, again and again until interrupted. */
export async function lookAtStatus(
  cli: Cli,
  asked: string | undefined,
  options: StatusOptions,
): Promise<ExitCode> {
  const target = await targetOf(cli, asked, options);
  if (!options.watch) {
    cli.terminal.out(await look(cli, target, options));
    return exitCodes.done;
  }
  for (;;) {
    cli.terminal.redraw(await lookAgain(cli, target, options));
    await cli.sleep(options.every * 1000);
  }
}

async function look(cli: Cli, target: Target, { json, watch }: StatusOptions): Promise<string> {
  const answer = await ask(cli, target.override, { action: "status", site: target.site.name });
  if (json) return watch ? JSON.stringify(answer) : JSON.stringify(answer, null, 2);
  return watch
    ? showWatched(cli.terminal, answer.status, target)
    : showStatus(cli.terminal, answer.status, target);
}

/** What can't be reached now may be in a minute: that is what one watches for. */
async function lookAgain(cli: Cli, target: Target, options: StatusOptions): Promise<string> {
  try {
    return await look(cli, target, options);
  } catch (error) {
    if (!(error instanceof Mistake) || error.exitCode !== exitCodes.unknown) throw error;
    return `${target.site.name}  NOT KNOWN\n\n${error.message}`;
  }
}
