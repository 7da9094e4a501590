import { hanging } from "../../drill/rows.ts";
import type { JournalEntry } from "../../shared/model/journal.ts";
import type { Style, Terminal } from "../terminal.ts";
import { clock, shortly } from "./sheet.ts";

/** The journal for reading, oldest first: a heading for each day and each incident, and how an order came. */
export function showHistory(terminal: Terminal, site: string, entries: readonly JournalEntry[]): string {
  if (entries.length === 0) return `${site}: the journal is empty.`;
  return entries
    .flatMap((entry, i) => [...headings(terminal, site, entry, entries[i - 1]), ...rows(terminal, entry)])
    .join("\n");
}

function headings(
  { paint }: Terminal,
  site: string,
  { at, incident }: JournalEntry,
  before: JournalEntry | undefined,
): readonly string[] {
  const day = at.slice(0, 10);
  const isNewDay = before?.at.slice(0, 10) !== day;
  return [
    ...(isNewDay && before !== undefined ? [""] : []),
    ...(isNewDay ? [paint("bold", `${site}  ${day}, UTC`)] : []),
    ...(incident === null || before?.incident === incident
      ? []
      : [paint("bold", `       incident ${incident}`)]),
  ];
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
