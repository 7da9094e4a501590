import { ask } from "./ask.ts";
import type { Cli } from "./cli.ts";
import { type ExitCode, exitCodes } from "./exitCodes.ts";
import type { JsonOption, ReachOptions } from "./options.ts";
import { outcomeOf } from "./outcome.ts";
import { showPlan } from "./show/plan.ts";
import { targetOf } from "./target.ts";

/** What the controller would do by itself at this moment. */
export async function lookAtPlan(
  cli: Cli,
  asked: string | undefined,
  options: ReachOptions & JsonOption,
): Promise<ExitCode> {
  const target = await targetOf(cli, asked, options);
  const answer = await ask(cli, target.override, { action: "plan", site: target.site.name });
  cli.terminal.out(
    options.json ? JSON.stringify(answer, null, 2) : showPlan(cli.terminal, answer, target, null),
  );
  return exitCodes[outcomeOf(answer)];
}
