import type { Answered } from "../shared/override/contract.ts";
import { ask } from "./ask.ts";
import type { Cli } from "./cli.ts";
import { type ExitCode, exitCodes } from "./exitCodes.ts";
import type { JsonOption, ReachOptions } from "./options.ts";
import { targetOf } from "./target.ts";

export async function showStatus(
  cli: Cli,
  asked: string | undefined,
  options: ReachOptions & JsonOption,
): Promise<ExitCode> {
  const { site, override } = await targetOf(cli, asked, options);
  const answer = await ask(cli, override, { action: "status", site: site.name });
  cli.terminal.out(options.json ? JSON.stringify(answer, null, 2) : screenOf(answer));
  return exitCodes.done;
}

function screenOf({ status }: Answered): string {
  const { site, position, by, lever, traffic, visitors, replica, sides } = status;
  return [
    `${site}: ${position} by ${by}, lever ${lever}; traffic ${traffic}`,
    `visitors  ${visitors}`,
    `primary   ${sides.primary.health}: ${sides.primary.because}`,
    `standby   ${sides.secondary.health}: ${sides.secondary.because}`,
    `replica   ${replica.verdict}, ${replica.ageSeconds} s old: ${replica.because}`,
  ].join("\n");
}
