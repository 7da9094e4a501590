import type { Answered } from "../../shared/override/contract.ts";
import type { OrderAsked } from "../giveOrder.ts";
import type { Target } from "../target.ts";
import type { Terminal } from "../terminal.ts";
import { showChanges } from "./changes.ts";
import { showRefusal } from "./refusal.ts";
import { heading, labelled } from "./sheet.ts";
import { gets } from "./status.ts";
import { sayWrites, showStaysBehind } from "./writes.ts";

/** What would be done, to the letter, and what visitors get as long as it isn't. `order` null: by the controller itself. */
export function showPlan(
  terminal: Terminal,
  answer: Answered,
  target: Target,
  order: OrderAsked | null,
): string {
  const { changes, status } = answer;
  const who = order === null ? "the controller" : order.action;
  return [
    ...heading(terminal, status.site, `PLAN of ${who}: nothing is changed yet`, status.asOf),
    "",
    ...labelled(terminal, "now", status.headline),
    ...gets(status, target).flatMap(([label, text]) => labelled(terminal, label, text)),
    "",
    ...(answer.decision.kind === "refuse"
      ? showRefusal(terminal, answer, target, order)
      : labelled(terminal, "decision", answer.decision.reason)),
    ...labelled(terminal, "writes", changes.length === 0 ? "none" : `${sayWrites(answer, target)}:`),
    ...showChanges(terminal, changes),
    ...showStaysBehind(terminal, answer),
  ].join("\n");
}
