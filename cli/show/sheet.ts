import { hanging } from "../../drill/rows.ts";
import type { Terminal } from "../terminal.ts";

/** A label and what it is about, its further rows below the first. */
export const labelled = ({ columns, paint }: Terminal, label: string, text: string): readonly string[] => {
  const [first = "", ...more] = hanging(label.padEnd(labelWidth), shortly(text), columns);
  return [paint("dim", first.slice(0, labelWidth)) + first.slice(labelWidth), ...more];
};
const labelWidth = 11;

/** A site's name, what is to be said of it first, and the time of that, at the right margin where it fits. */
export function heading(
  { columns, paint }: Terminal,
  site: string,
  news: string,
  at: string,
): readonly string[] {
  const said = shortly(news);
  const left = `${site}  ${said}`;
  const time = clock(at);
  const painted = `${site}  ${paint(colourOf(said), said)}`;
  if (left.length + time.length + 2 > columns)
    return [...hanging(`${site}  `, said, columns), paint("dim", `as of ${time}`)];
  return [painted + " ".repeat(columns - left.length - time.length) + paint("dim", time)];
}

/** Red is for visitors who get nothing, or nobody knows what; yellow for all that is not as usual. */
function colourOf(said: string): "red" | "yellow" | "green" {
  if (/DOWN|NOT KNOWN|NOT WATCHED/.test(said)) return "red";
  return said.startsWith("WELL, on the primary") && !said.includes("FROZEN") ? "green" : "yellow";
}

/** Who asked, without what is the same for everybody here: "assumed-role/oncall/ann". The journal has the whole ARN. */
export const shortly = (text: string): string => text.replace(/\barn:aws[\w-]*:(?:iam|sts)::\d{12}:/g, "");

/** "03:04:05Z" of an ISO time: the day is today's, or stands elsewhere. */
export const clock = (iso: string): string => `${iso.slice(11, 19)}Z`;

/** "2026-01-13T03:04:05Z" */
export const moment = (iso: string): string => `${iso.slice(0, 19)}Z`;
