import { lastingPart } from "../../shared/model/reason.ts";
import type { Answered } from "../../shared/override/contract.ts";
import type { OrderAction, OrderAsked } from "../giveOrder.ts";
import type { Target } from "../target.ts";
import type { Terminal } from "../terminal.ts";
import { asTyped } from "../words.ts";
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
  const { status } = answer;
  const who = order === null ? "the controller" : asTyped(order.action);
  return [
    ...heading(terminal, status.site, `PLAN of ${who}: nothing is changed yet`, status.asOf),
    "",
    ...labelled(terminal, "now", status.headline),
    ...gets(status, target).flatMap(([label, text]) => labelled(terminal, label, text)),
    "",
    ...(answer.decision.kind === "refuse"
      ? showRefusal(terminal, answer, target, order)
      : [
          ...labelled(terminal, "would", sayDecision(answer, order)),
          ...showWrites(terminal, answer, target),
        ]),
  ].join("\n");
}

/** An order in its own words, where it would be done as such; else in the decision's. */
function sayDecision({ decision }: Answered, order: OrderAsked | null): string {
  if (order === null) return decision.reason;
  const said = lastingPart(decision.reason);
  const waits = decision.kind === "note" && order.action === "force";
  if (waits || !said.startsWith(order.requestedBy)) return said;
  return `${sayOrder[order.action]}${order.for === undefined ? "" : `, for ${order.for}`}`;
}
const sayOrder: Readonly<Record<OrderAction, string>> = {
  force: "send visitors to the standby",
  hold: "keep visitors on the primary",
  release: "let Route 53 decide again",
  freeze: "keep the controller from moving anything",
  unfreeze: "let the controller move visitors again",
  ack: "forget the recent moves that cooldown and flip-rate count",
  arm: "let the controller steer",
  disarm: "put the site in shadow: watched, and not steered",
  "deploy-begin": "take the deploy lease: no other pipeline deploys meanwhile",
  "deploy-end": "give the deploy lease back",
  "drill-end": "note what a live drill came to",
};

const showWrites = (terminal: Terminal, answer: Answered, target: Target): readonly string[] => [
  ...labelled(
    terminal,
    "write",
    answer.changes.length === 0
      ? "no record set, and nothing of the switch"
      : `${sayWrites(answer, target)}:`,
  ),
  ...showChanges(terminal, answer.changes),
  ...showStaysBehind(terminal, answer),
];
