import { hanging } from "../../drill/rows.ts";
import type { Answered } from "../../shared/override/contract.ts";
import { showCommand } from "../commandLine.ts";
import type { OrderAsked } from "../giveOrder.ts";
import type { Target } from "../target.ts";
import type { Terminal } from "../terminal.ts";
import { shortly } from "./sheet.ts";

/** Each rule and why it refuses, and the same order with the rules overridden by name. */
export function showRefusal(
  terminal: Pick<Terminal, "columns" | "paint">,
  { refusedBy }: Pick<Answered, "refusedBy">,
  target: Pick<Target, "site" | "spoken">,
  order: OrderAsked | null,
): readonly string[] {
  const { columns, paint } = terminal;
  const rules = refusedBy.flatMap(({ rule, because }) =>
    hanging(`  ${rule.padEnd(ruleWidth)}`, shortly(because), columns),
  );
  const head = paint("red", "REFUSED by these safety rules; nothing was changed:");
  const names = refusedBy.map(({ rule }) => rule);
  const lists = names.includes("no-divergence") ? wayToLists(terminal, target) : [];
  if (order === null) return [head, ...rules, ...lists];
  return [
    head,
    ...rules,
    ...lists,
    "",
    ...hanging("", "To do it all the same, and answer for it (docs/runbook.md#refusals says when):", columns),
    ...showCommand(terminal, order.action, target, {
      ...order,
      requestId: undefined,
      overrideRules: [...order.overrideRules, ...names],
    }),
  ];
}
const ruleWidth = 17;

/** The refusal names the first keys only. docs/failback.md */
function wayToLists(
  terminal: Pick<Terminal, "columns">,
  target: Pick<Target, "site" | "spoken">,
): readonly string[] {
  return [
    "",
    ...hanging("", "All of what the primary lacks, and the commands that bring it back:", terminal.columns),
    ...showCommand(terminal, "failback-manifest", target, { out: "failback" }),
  ];
}
