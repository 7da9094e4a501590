import { writeFileSync } from "node:fs";
import { reasonOf } from "../shared/model/reason.ts";
import type { Answered } from "../shared/override/contract.ts";
import { ask } from "./ask.ts";
import type { Cli } from "./cli.ts";
import { type ExitCode, exitCodes } from "./exitCodes.ts";
import { Mistake } from "./mistake.ts";
import type { JsonOption, ReachOptions } from "./options.ts";
import { showHistory } from "./show/history.ts";
import { targetOf } from "./target.ts";

export interface HistoryOptions extends ReachOptions, JsonOption {
  readonly limit?: number;
  readonly incident?: string;
  readonly export?: string;
}

/** The most that one answer holds. */
const most = 1000;

export async function lookAtHistory(
  cli: Cli,
  asked: string | undefined,
  { limit, incident, export: file, ...options }: HistoryOptions,
): Promise<ExitCode> {
  const { terminal } = cli;
  const target = await targetOf(cli, asked, options);
  const answer = await ask(cli, target.override, {
    action: "history",
    site: target.site.name,
    limit: limit ?? (file === undefined ? 50 : most),
    ...(incident === undefined ? {} : { incident }),
  });
  const entries = answer.history ?? [];
  if (incident !== undefined && entries.length === 0)
    throw new Mistake(`no entry of an incident ${incident} in the journal of ${target.site.name}`);
  if (file !== undefined) exportTo(file, answer, incident ?? null);
  if (file !== undefined) terminal.note(`${entries.length} entries written to ${file}`);
  if (options.json) terminal.out(JSON.stringify(answer, null, 2));
  else if (file === undefined) terminal.out(showHistory(terminal, target.site.name, entries));
  if (file !== undefined && entries.length === most)
    terminal.note(`older ones are left out: ${most} is the most`);
  return exitCodes.done;
}

/** What a report is made of: the entries and how the site stands. Never over another file. */
function exportTo(file: string, { site, history = [], status }: Answered, incident: string | null): void {
  const exported = { format: 1, site, incident, exportedAt: status.asOf, entries: history, status };
  try {
    writeFileSync(file, `${JSON.stringify(exported, null, 2)}\n`, { flag: "wx" });
  } catch (error) {
    throw new Mistake(`${file} can't be written: ${reasonOf(error)}`);
  }
}
