import { styleText } from "node:util";
import type { Lane } from "./log.ts";

/** What is printed on: its width, and a lane's text painted or left plain. */
export interface Paper {
  readonly columns: number;
  readonly paint: (lane: Lane, text: string) => string;
}

const narrowest = 60;
const widest = 140;
/** Of a file or a pipe, where the environment's COLUMNS says nothing. */
const usual = 100;

/** The terminal as it is, and plain text for files, pipes and people who set NO_COLOR (no-color.org). */
export function paperOf(
  out: { readonly isTTY?: boolean; readonly columns?: number },
  { NO_COLOR = "", COLUMNS = "" }: Readonly<Record<string, string | undefined>>,
): Paper {
  const columns = out.columns ?? (/^\d{2,3}$/.test(COLUMNS) ? Number(COLUMNS) : usual);
  const plain = out.isTTY !== true || NO_COLOR !== "";
  return {
    columns: Math.min(Math.max(columns, narrowest), widest),
    paint: (lane, text) => (plain ? text : styleText(colours[lane], text, { validateStream: false })),
  };
}

const colours = {
  world: "magenta",
  seen: "white",
  decided: "cyan",
  done: "green",
  told: "yellow",
  dns: "blue",
  visitors: "bold",
} as const satisfies Record<Lane, string>;
