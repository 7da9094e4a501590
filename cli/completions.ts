import completer, { type RootCommand, script } from "@bomb.sh/tab";
import type { Command, Option } from "commander";
import { ruleNames } from "../shared/model/order.ts";
import type { Cli } from "./cli.ts";
import { sitesFrom } from "./sites.ts";

/** On stdout, to be sourced by the shell. It calls `failover complete -- WORDS` at each Tab. */
export const completionScript = (shell: string): void => script(shell, "failover", "failover");

/** Answers one Tab: commands, their options, sites and rules by name. */
export function complete(program: Command, words: readonly string[], cli: Cli): void {
  for (const command of program.createHelp().visibleCommands(program)) describe(command, "", completer, cli);
  completer.parse([...words]);
}

function describe(command: Command, above: string, root: RootCommand, cli: Cli): void {
  const path = `${above}${command.name()}`;
  const described = root.command(path, command.description());
  for (const option of command.options) describeOption(described, option);
  for (const argument of command.registeredArguments) {
    const choices = argument.argChoices ?? (argument.name() === "site" ? siteNames(cli) : []);
    described.argument(argument.name(), (add) => choices.forEach((choice) => void add(choice, "")));
  }
  for (const sub of command.commands) describe(sub, `${path} `, root, cli);
}

function describeOption(described: ReturnType<RootCommand["command"]>, option: Option): void {
  const { long, short, description, required } = option;
  const name = long?.slice(2) ?? "";
  if (!required) described.option(name, description, short?.slice(1) ?? "");
  else
    described.option(
      name,
      description,
      (add) => (name === "override-rule" ? ruleNames : []).forEach((rule) => void add(rule, "")),
      short?.slice(1),
    );
}

/** A sites.yml that can't be read is no reason to answer a Tab with an error. */
function siteNames(cli: Cli): readonly string[] {
  try {
    return sitesFrom(undefined, cli).map(({ name }) => name);
  } catch {
    return [];
  }
}
