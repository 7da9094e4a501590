import { hanging } from "../../drill/rows.ts";
import type { JournalEntry } from "../../shared/model/journal.ts";
import type { Style, Terminal } from "../terminal.ts";
import { clock, shortly } from "./sheet.ts";

/** The journal for reading, oldest first: a heading for each day, and how an order came. */
export function showHistory(terminal: Terminal, site: string, entries: readonly JournalEntry[]): string {
  const [first] = entries;
  if (first === undefined) return `${site}: the journal is empty.`;
  const days = Map.groupBy(entries, ({ at }) => at.slice(0, 10));
  return [...days]
    .flatMap(([day, ofDay]) => [
      "",
      terminal.paint("bold", `${site}  ${day}, UTC`),
      ...ofDay.flatMap((entry) => rows(terminal, entry)),
    ])
    .slice(1)
    .join("\n");
}

function rows({ columns, paint }: Terminal, { seq, at, kind, text, data }: JournalEntry): readonly string[] {
  const head = `${String(seq).padStart(5)}  ${clock(at)}  ${kind.padEnd(9)}  `;
  const via = typeof data["via"] === "string" ? ` (by ${data["via"]})` : "";
  const [first = "", ...more] = hanging(head, `${shortly(text)}${via}`, columns);
  return [paint(colours[kind], first.slice(0, head.length)) + first.slice(head.length), ...more];
}

const colours: Readonly<Record<JournalEntry["kind"], Style>> = {
  observed: "dim",
  decided: "cyan",
  intended: "cyan",
  acted: "green",
  told: "dim",
  ordered: "yellow",
  refused: "red",
  abandoned: "red",
};
