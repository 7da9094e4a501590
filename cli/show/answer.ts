import { hanging } from "../../drill/rows.ts";
import type { Answered } from "../../shared/override/contract.ts";
import { showCommand } from "../commandLine.ts";
import type { OrderAsked } from "../giveOrder.ts";
import { waitsForSecondPerson } from "../outcome.ts";
import type { Target } from "../target.ts";
import type { Style, Terminal } from "../terminal.ts";
import { showRefusal } from "./refusal.ts";
import { heading, labelled, moment, shortly } from "./sheet.ts";
import { gets, showWays } from "./status.ts";
import { sayWrites, showStaysBehind, showTried } from "./writes.ts";

/** What became of an order, how the site stands now, and the way back. */
export function showAnswer(terminal: Terminal, answer: Answered, target: Target, order: OrderAsked): string {
  const { status, journal, changes } = answer;
  return [
    ...verdict(terminal, answer, target, order),
    ...showTried(terminal, answer),
    ...(changes.length === 0 ? [] : labelled(terminal, "writes", sayWrites(answer, target))),
    ...showStaysBehind(terminal, answer),
    ...(journal.to < journal.from ? [] : labelled(terminal, "journal", entries(journal))),
    "",
    ...heading(terminal, status.site, status.headline, status.asOf),
    ...gets(status, target).flatMap(([label, text]) => labelled(terminal, label, text)),
    ...labelled(terminal, "next", status.next),
    ...(answer.ok ? showWays(terminal, status, target) : []),
  ].join("\n");
}

function verdict(terminal: Terminal, answer: Answered, target: Target, order: OrderAsked): readonly string[] {
  if (answer.decision.kind === "refuse") return showRefusal(terminal, answer, target, order);
  if (waitsForSecondPerson(answer)) return secondPerson(terminal, answer, target, order);
  const [style, head, text] = said(answer);
  const [first = "", ...more] = hanging(head, shortly(text), terminal.columns);
  return [terminal.paint(style, first.slice(0, head.length)) + first.slice(head.length), ...more];
}

function said({ ok, outcome, decision }: Answered): readonly [Style, head: string, text: string] {
  switch (outcome?.kind) {
    case undefined:
      return ok ? ["green", "DONE: ", decision.reason] : ["red", "NOT DONE: ", decision.reason];
    case "done":
      return outcome.how === "changed"
        ? ["green", "DONE: ", `${decision.reason}. It was read back; caches follow within the TTL`]
        : ["green", "DONE: ", `${decision.reason}. It was so already`];
    case "pending":
      return [
        "yellow",
        "UNDER WAY: ",
        `${outcome.because}. The controller follows it: look again in a minute`,
      ];
    case "lostRace":
    case "failed":
      return ["red", "NOT DONE, nothing was changed: ", outcome.because];
    case "unknown":
      return [
        "red",
        "NOT KNOWN whether it is done: ",
        `${outcome.because}. The controller finds out: look again in a minute`,
      ];
  }
}

function secondPerson(
  terminal: Terminal,
  { status }: Answered,
  target: Target,
  order: OrderAsked,
): readonly string[] {
  const { columns, paint } = terminal;
  const until = status.proposal?.until ?? null;
  return [
    paint(
      "yellow",
      `WAITS for a second person${until === null ? "" : `, until ${moment(until)}`}: nothing was moved.`,
    ),
    ...hanging("", "Somebody else, with credentials of their own, has to order the same:", columns),
    ...showCommand(terminal, order.action, target, { overrideRules: order.overrideRules }),
  ];
}

const entries = ({ from, to }: Answered["journal"]): string =>
  from === to ? `entry ${from}` : `entries ${from} to ${to}`;
