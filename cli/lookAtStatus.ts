import { ask } from "./ask.ts";
import type { Cli } from "./cli.ts";
import { type ExitCode, exitCodes } from "./exitCodes.ts";
import { lookAtAll } from "./lookAtAll.ts";
import { Mistake } from "./mistake.ts";
import type { JsonOption, ReachOptions } from "./options.ts";
import { showStatus, showWatched } from "./show/status.ts";
import { sitesFrom } from "./sites.ts";
import { type Target, targetOf } from "./target.ts";

export interface StatusOptions extends ReachOptions, JsonOption {
  readonly watch?: true;
  /** Seconds between two looks. */
  readonly every: number;
}

/** What one look came to. */
export interface Looked {
  readonly text: string;
  readonly code: ExitCode;
}

/** Looks and says how the site stands, or each of several; with `watch`, again and again until interrupted. */
export async function lookAtStatus(
  cli: Cli,
  asked: string | undefined,
  options: StatusOptions,
): Promise<ExitCode> {
  const look = await looking(cli, asked, options);
  if (!options.watch) {
    const { text, code } = await look();
    cli.terminal.out(text);
    return code;
  }
  for (;;) {
    cli.terminal.redraw((await look()).text);
    await cli.sleep(options.every * 1000);
  }
}

async function looking(
  cli: Cli,
  asked: string | undefined,
  options: StatusOptions,
): Promise<() => Promise<Looked>> {
  const sites = sitesFrom(options.sites, cli);
  if (asked === undefined && sites.length > 1) return () => lookAtAll(cli, sites, options);
  const target = await targetOf(cli, asked, options);
  return options.watch ? () => lookAgain(cli, target, options) : () => look(cli, target, options);
}

async function look(cli: Cli, target: Target, { json, watch }: StatusOptions): Promise<Looked> {
  const answer = await ask(cli, target.override, { action: "status", site: target.site.name });
  const show = watch ? showWatched : showStatus;
  const text = json ? JSON.stringify(answer, null, watch ? 0 : 2) : show(cli.terminal, answer.status, target);
  return { text, code: exitCodes.done };
}

/** What can't be reached now may be in a minute: that is what one watches for. */
async function lookAgain(cli: Cli, target: Target, options: StatusOptions): Promise<Looked> {
  try {
    return await look(cli, target, options);
  } catch (error) {
    if (!(error instanceof Mistake) || error.exitCode !== exitCodes.unknown) throw error;
    const { message } = error;
    const text = options.json
      ? JSON.stringify({ ok: false, error: { code: "Unavailable", message } })
      : `${target.site.name}  NOT KNOWN\n\n${message}`;
    return { text, code: error.exitCode };
  }
}
