import type { Action, Answered } from "../shared/override/contract.ts";
import { ask } from "./ask.ts";
import type { Cli } from "./cli.ts";
import { commandLine } from "./commandLine.ts";
import { type ExitCode, exitCodes } from "./exitCodes.ts";
import { Mistake } from "./mistake.ts";
import type { JsonOption, ReachOptions } from "./options.ts";
import { outcomeOf } from "./outcome.ts";
import { showAnswer } from "./show/answer.ts";
import { showPlan } from "./show/plan.ts";
import { type Target, targetOf } from "./target.ts";
import { whoAsks } from "./whoAsks.ts";
import { asTyped } from "./words.ts";

export type OrderAction = Exclude<Action, "status" | "plan" | "history">;

export interface OrderOptions extends ReachOptions, JsonOption {
  readonly reason?: string;
  readonly as?: string;
  readonly for?: string;
  readonly lever?: string;
  readonly lease?: string;
  readonly overrideRule?: readonly string[];
  readonly dryRun?: true;
  readonly yes?: true;
  readonly requestId?: string;
}

/** A person's order: what it would do is shown, confirmed, and then done once, however often it has to be sent. */
export async function giveOrder(
  cli: Cli,
  action: OrderAction,
  asked: string | undefined,
  options: OrderOptions,
): Promise<ExitCode> {
  const target = await targetOf(cli, asked, options);
  const draft = await draftOf(cli, action, target, options);
  if (options.dryRun || !options.yes) {
    const planned = await ask(cli, target.override, {
      ...draft,
      reason: draft.reason ?? notSaid,
      dryRun: true,
    });
    const plan = showPlan(cli.terminal, planned, target, draft);
    if (options.dryRun || !planned.ok) return tell(cli, planned, options, plan);
    cli.terminal.note(plan);
  }
  const request = { ...draft, reason: draft.reason ?? (await askWhy(cli, action)) };
  if (!options.yes) await confirm(cli, action, target.site.name);
  const answer = await ask(cli, target.override, request, () => repeat(request, target, options));
  return tell(cli, answer, options, showAnswer(cli.terminal, answer, target, request));
}

/** The reason is asked for once it is clear that the order would be done: of a dry run nothing is journaled. */
const notSaid = "not said yet";
const askWhy = ({ prompts }: Cli, action: OrderAction): Promise<string> =>
  prompts.text(`Why ${asTyped(action)}? It goes into the journal and the notices`);

export interface OrderAsked {
  readonly action: OrderAction;
  readonly site: string;
  readonly reason?: string;
  readonly requestedBy: string;
  readonly via: string;
  readonly requestId: string;
  readonly for?: string;
  readonly lever?: string;
  readonly lease?: string;
  readonly overrideRules: readonly string[];
}

/** Without a reason where none was given. What can be found wrong here is, before anybody is asked anything. */
async function draftOf(
  cli: Cli,
  action: OrderAction,
  { site, override, address }: Target,
  options: OrderOptions,
): Promise<OrderAsked> {
  const mayAsk = cli.terminal.isInteractive;
  if (!mayAsk && !options.yes && !options.dryRun)
    throw new Mistake(`no terminal to confirm at: add --yes to do it, or --dry-run to see what it would do`);
  if (!mayAsk && !options.dryRun && options.reason === undefined)
    throw new Mistake("say why: --reason TEXT goes into the journal");
  const requestedBy = await whoAsks(cli, options.as, address);
  return {
    action,
    site: site.name,
    ...(options.reason === undefined ? {} : { reason: options.reason }),
    requestedBy,
    via: override.via,
    requestId: options.requestId ?? cli.token(),
    ...(options.for === undefined ? {} : { for: options.for }),
    ...(options.lever === undefined ? {} : { lever: options.lever }),
    ...(options.lease === undefined ? {} : { lease: options.lease }),
    overrideRules: options.overrideRule ?? [],
  };
}

async function confirm({ prompts }: Cli, action: OrderAction, site: string): Promise<void> {
  if (action === "force") await prompts.typed(`Type ${site} to send its visitors to the standby`, site);
  else await prompts.agreed(`${asTyped(action)} ${site}?`);
}

function tell({ terminal }: Cli, answer: Answered, { json }: JsonOption, text: string): ExitCode {
  terminal.out(json ? JSON.stringify(answer, null, 2) : text);
  return exitCodes[outcomeOf(answer)];
}

/** What to send when no answer came: the same order by the same id is done once. */
const repeat = (request: OrderAsked, target: Target, options: OrderOptions): string =>
  `It may be done, or not. Ask again, which does it once:\n  ${commandLine(request.action, target, { ...options, ...request })}`;
