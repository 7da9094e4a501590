import { hanging } from "../../drill/rows.ts";
import type { Answered } from "../../shared/override/contract.ts";
import type { OrderAsked } from "../giveOrder.ts";
import type { Target } from "../target.ts";
import type { Terminal } from "../terminal.ts";
import { showChanges } from "./changes.ts";
import { showRefusal } from "./refusal.ts";
import { heading, labelled } from "./sheet.ts";
import { gets } from "./status.ts";

/** What would be done, to the letter, and what visitors get as long as it isn't. `order` null: by the controller itself. */
export function showPlan(
  terminal: Terminal,
  answer: Answered,
  target: Target,
  order: OrderAsked | null,
): string {
  const { changes, status, staysBehind } = answer;
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
    ...(changes.length === 0
      ? labelled(terminal, "writes", answer.decision.kind === "refuse" ? "none" : "none")
      : [
          ...hanging(
            "writes     ",
            changes.some((change) => "recordSet" in change)
              ? `${changes.length} changes in one batch, zone ${target.site.hostedZone.id}; all of it, or nothing`
              : "objects of the switch, each only if it stands as it was seen",
            terminal.columns,
          ),
          ...showChanges(terminal, changes),
        ]),
    ...(staysBehind.length === 0
      ? []
      : labelled(terminal, "not moved", `${staysBehind.join(", ")}: the switch can't; --lever records does`)),
  ].join("\n");
}
