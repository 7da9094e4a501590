import type { Answered } from "../shared/override/contract.ts";
import { ask } from "./ask.ts";
import type { Cli } from "./cli.ts";
import { type ExitCode, exitCodes } from "./exitCodes.ts";
import { exportIncident, noSuchIncident } from "./exportIncident.ts";
import type { JsonOption, ReachOptions } from "./options.ts";
import { showHistory } from "./show/history.ts";
import { type Target, targetOf } from "./target.ts";

export interface HistoryOptions extends ReachOptions, JsonOption {
  readonly limit: number;
  readonly before?: number;
  readonly incident?: string;
  readonly export?: string;
}

export async function lookAtHistory(
  cli: Cli,
  asked: string | undefined,
  options: HistoryOptions,
): Promise<ExitCode> {
  const target = await targetOf(cli, asked, options);
  if (options.export !== undefined) {
    const answer = await exportIncident(cli, target, options.incident, options.export);
    if (options.json) cli.terminal.out(JSON.stringify(answer, null, 2));
    return exitCodes.done;
  }
  const answer = await read(cli, target, options);
  const text = showHistory(cli.terminal, target.site.name, answer.history ?? []);
  cli.terminal.out(options.json ? JSON.stringify(answer, null, 2) : text);
  return exitCodes.done;
}

async function read(
  cli: Cli,
  target: Target,
  { limit, incident, before }: HistoryOptions,
): Promise<Answered> {
  const { name } = target.site;
  const named = {
    ...(incident === undefined ? {} : { incident }),
    ...(before === undefined ? {} : { before }),
  };
  const answer = await ask(cli, target.override, { action: "history", site: name, limit, ...named });
  if (incident !== undefined && answer.history?.length === 0) throw noSuchIncident(incident, name);
  return answer;
}
