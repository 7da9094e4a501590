import type { Cli } from "./cli.ts";
import { type ExitCode, exitCodes } from "./exitCodes.ts";
import { journalsBelow } from "./journalCopy.ts";
import { type Journal, judgeJournal, type Verdict } from "./judgeJournal.ts";
import type { JsonOption, ReachOptions } from "./options.ts";
import { chooseSite, sitesFrom } from "./sites.ts";
import { addressOf } from "./target.ts";

export interface VerifyOptions extends ReachOptions, JsonOption {
  readonly site?: string;
}

/** Whether the journal is as it was written, from the first entry to the record's own head. */
export async function verifyJournal(
  cli: Cli,
  folder: string | undefined,
  options: VerifyOptions,
): Promise<ExitCode> {
  const journals = folder === undefined ? await fromBucket(cli, options) : journalsBelow(folder);
  const verdicts = journals.map(judgeJournal);
  cli.terminal.out(options.json ? JSON.stringify(verdicts, null, 2) : verdicts.map(say(cli)).join("\n"));
  return verdicts.every(({ kind }) => kind === "whole") ? exitCodes.done : exitCodes.finding;
}

async function fromBucket(cli: Cli, options: VerifyOptions): Promise<readonly Journal[]> {
  const site = chooseSite(sitesFrom(options.sites, cli), options.site);
  return [await cli.terminal.during("reading the journal", cli.journal(addressOf(site, options)))];
}

const say =
  ({ terminal: { paint } }: Cli) =>
  (verdict: Verdict): string =>
    verdict.kind === "whole"
      ? `${verdict.site}: ${paint("green", "WHOLE")}, ${verdict.entries} entries in one chain;\n  ${verdict.end}`
      : `${verdict.site}: ${paint("red", "BROKEN")} at entry ${verdict.seq}:\n  ${verdict.because}`;
