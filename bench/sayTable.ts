import type { Row } from "./compareClients.ts";

const head = [
  "shape",
  "client",
  "wall s",
  "of ideal",
  "of SDK",
  "CPU s",
  "of SDK",
  "peak MB",
  "requests",
  "planted",
];

/** As Markdown. Ratios are to the SDK merge of the same run, where it ran: absolute times are one machine's. */
export function sayTable(rows: readonly Row[]): string {
  const cells = [head, head.map(() => "-"), ...rows.map((row) => cellsOf(row, rows))];
  const widths = head.map((_, at) => Math.max(...cells.map((row) => (row[at] ?? "").length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => (cell === "-" ? "-".repeat(widths[at] ?? 1) : cell.padEnd(widths[at] ?? 0))).join(" | ")} |`;
  return `${cells.map(line).join("\n")}\n`;
}

function cellsOf(row: Row, rows: readonly Row[]): readonly string[] {
  const merge = rows.find(({ shape, client }) => shape === row.shape && client === "SDK merge");
  return [
    row.shape,
    row.client,
    seconds(row.wallMs),
    row.idealMs === 0 ? "" : (row.wallMs / row.idealMs).toFixed(2),
    merge === undefined ? "" : share(merge.wallMs, row.wallMs),
    seconds(row.cpuMs),
    merge === undefined ? "" : share(merge.cpuMs, row.cpuMs),
    row.peakMB.toFixed(0),
    `${row.requests}`,
    row.found === null ? "" : `${row.found.planted}, others ${row.found.others}`,
  ];
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1);
const share = (whole: number, part: number): string => `1/${(whole / part).toFixed(1)}`;
