import { type Row, sdkMerge } from "./compareClients.ts";

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
  "of pages",
  "planted",
];

/** As Markdown. Ratios are to the SDK merge of the same run, where it ran: absolute times are one machine's. */
export function sayTable(rows: readonly Row[]): string {
  const cells = [head, head.map(() => "-"), ...rows.map((row) => cellsOf(row, rows))];
  const widths = head.map((_, at) => Math.max(...cells.map((row) => (row[at] ?? "").length)));
  const line = (row: readonly string[]): string =>
    `| ${head.map((_, at) => (row[at] === "-" ? "-".repeat(widths[at] ?? 1) : (row[at] ?? "").padEnd(widths[at] ?? 0))).join(" | ")} |`;
  return `${cells.map(line).join("\n")}\n`;
}

function cellsOf(row: Row, rows: readonly Row[]): readonly string[] {
  if (row.kind === "notMeasured") return [row.shape, `${row.client}: ${row.because}`];
  const merge = rows.find(({ shape, client }) => shape === row.shape && client === sdkMerge);
  const share = (what: "wallMs" | "cpuMs"): string =>
    merge?.kind === "measured" ? `1/${(merge[what] / row[what]).toFixed(1)}` : "";
  return [
    row.shape,
    row.client,
    seconds(row.wallMs),
    row.idealMs === 0 ? "" : (row.wallMs / row.idealMs).toFixed(2),
    share("wallMs"),
    seconds(row.cpuMs),
    share("cpuMs"),
    row.peakMB.toFixed(0),
    `${row.requests}`,
    (row.requests / row.idealPages).toFixed(3),
    row.found === null ? "not read" : foundIn(row.found),
  ];
}

const foundIn = ({ planted, others }: { planted: number; others: number | null }): string =>
  others === null ? `${planted}` : `${planted}, others ${others}`;

const seconds = (ms: number): string => (ms / 1000).toFixed(1);
