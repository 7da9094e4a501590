import { wrapped } from "../../drill/rows.ts";

/**
 * A command in rows of at most `columns`, that a shell takes as one command when they are pasted: "\" joins them, and
 * inside quotes JSON is broken behind its commas, where JSON does not mind. Anything else is prose, wrapped.
 */
export function pasteable(text: string, columns: number): readonly string[] {
  if (!/^(aws|npx|curl|openssl) /.test(text)) return wrapped(text, columns);
  const [command = "", comment] = text.split(/\s+# /);
  return [
    ...commandRows(command, columns),
    ...(comment === undefined ? [] : wrapped(comment, columns - 2).map((row) => `# ${row}`)),
  ];
}

function commandRows(command: string, columns: number): readonly string[] {
  const rows: string[] = [];
  for (const word of words(command)) {
    const last = rows.at(-1);
    if (last !== undefined && `${last} ${word} \\`.length <= columns)
      rows[rows.length - 1] = `${last} ${word}`;
    else rows.push(word);
  }
  return rows.flatMap((row, i) => brokenBehindCommas(i < rows.length - 1 ? `${row} \\` : row, columns));
}

/** As a shell splits them, the quotes kept and an option with its value. */
const words = (text: string): readonly string[] =>
  text.match(/--[\w-]+ [^\s'#-][^\s']*(?!')|(?:'[^']*'|[^\s'])+/g) ?? [];

function brokenBehindCommas(row: string, columns: number): readonly string[] {
  if (row.length <= columns || !row.startsWith("'")) return [row];
  const rows: string[] = [];
  for (const part of row.split(/(?<=,)(?=["{[])/)) {
    const last = rows.at(-1);
    if (last !== undefined && `${last}${part}`.length <= columns) rows[rows.length - 1] = `${last}${part}`;
    else rows.push(part);
  }
  return rows;
}
