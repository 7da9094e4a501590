import Table from "cli-table3";
import type { Row } from "./compareClients.ts";

const seconds = (ms: number): string => (ms / 1000).toFixed(1);
const times = (ratio: number): string => `1/${ratio.toFixed(1)}`;

/** Ratios are to the SDK merge of the same run, where it ran: absolute times are one machine's. */
export function sayTable(rows: readonly Row[]): string {
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
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const row of rows) {
    const merge = rows.find(({ shape, client }) => shape === row.shape && client === "SDK merge");
    table.push([
      row.shape,
      row.client,
      seconds(row.wallMs),
      row.idealMs === 0 ? "" : (row.wallMs / row.idealMs).toFixed(2),
      merge === undefined ? "" : times(merge.wallMs / row.wallMs),
      seconds(row.cpuMs),
      merge === undefined ? "" : times(merge.cpuMs / row.cpuMs),
      row.peakMB.toFixed(0),
      row.requests,
      row.found === null ? "" : `${row.found.planted}, others ${row.found.others}`,
    ]);
  }
  return `${table.toString()}\n`;
}
