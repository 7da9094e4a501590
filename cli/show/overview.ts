import { hanging } from "../../drill/rows.ts";
import type { Standing } from "../lookAtAll.ts";
import type { Terminal } from "../terminal.ts";
import { heading } from "./sheet.ts";

export function overview(terminal: Terminal, standings: readonly Standing[]): string {
  const widest = Math.max(...standings.map(({ site }) => site.length));
  const rows = standings.flatMap(({ site, answer }) =>
    "error" in answer
      ? hanging(`${site.padEnd(widest)}  `, `NOT KNOWN: ${why(answer)}`, terminal.columns, (row) =>
          terminal.paint("red", row),
        )
      : heading(terminal, site.padEnd(widest), answer.status.headline, answer.status.asOf),
  );
  return [
    ...rows,
    "",
    terminal.paint("dim", "`failover status SITE` has the whole of one, and the commands."),
  ].join("\n");
}

/** Nothing for a person to do there. */
export const isWell = ({ answer }: Standing): boolean =>
  !("error" in answer) && answer.status.headline === "WELL, on the primary";

const why = ({ error }: { readonly error: { readonly code: string; readonly message?: string } }): string =>
  error.message ?? error.code;
