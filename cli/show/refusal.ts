import { hanging } from "../../drill/rows.ts";
import type { Answered } from "../../shared/override/contract.ts";
import { showCommand } from "../commandLine.ts";
import type { OrderAsked } from "../giveOrder.ts";
import type { Target } from "../target.ts";
import type { Terminal } from "../terminal.ts";
import { shortly } from "./sheet.ts";

/** Each rule and why it refuses, and the same order with the rules overridden by name. */
export function showRefusal(
  terminal: Terminal,
  { refusedBy }: Answered,
  target: Target,
  order: OrderAsked | null,
): readonly string[] {
  const { columns, paint } = terminal;
  const rules = refusedBy.flatMap(({ rule, because }) =>
    hanging(`  ${rule.padEnd(ruleWidth)}`, shortly(because), columns),
  );
  const head = paint("red", "REFUSED by these safety rules; nothing was changed:");
  if (order === null) return [head, ...rules];
  const names = refusedBy.map(({ rule }) => rule);
  return [
    head,
    ...rules,
    "",
    ...hanging(
      "",
      "To do it all the same, and answer for it (docs/runbook.md, Refusals, says when):",
      columns,
    ),
    ...showCommand(terminal, order.action, target, {
      ...order,
      requestId: undefined,
      overrideRules: [...order.overrideRules, ...names],
    }),
  ];
}
const ruleWidth = 17;
