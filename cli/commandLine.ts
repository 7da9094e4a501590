import type { Target } from "./target.ts";
import { asTyped } from "./words.ts";

/** What of an order is repeated in the command for it. */
export interface Repeated {
  readonly reason?: string | undefined;
  readonly for?: string | undefined;
  readonly lever?: string | undefined;
  readonly overrideRules?: readonly string[];
  readonly requestId?: string | undefined;
  readonly lease?: string | undefined;
  /** A folder for what the command writes. */
  readonly out?: string | undefined;
  readonly as?: string;
  readonly yes?: true;
}

/** A command that can be pasted: whatever was said of where to ask is said again. */
export const commandLine = (action: string, target: Target, order: Repeated = {}): string =>
  words(action, target, order).join(" ");

/** The same for a screen: what does not fit goes on in further rows, which a shell takes for one. */
export function showCommand(
  { columns }: { readonly columns: number },
  action: string,
  target: Pick<Target, "site" | "spoken">,
  order: Repeated = {},
): readonly string[] {
  const rows: string[] = [];
  let row = " ";
  for (const word of words(action, target, order)) {
    // Two columns for the backslash.
    if (rows.length + row.trim().length > 0 && `${row} ${word}`.length > columns - 2) {
      rows.push(`${row} \\`);
      row = "   ";
    }
    row = `${row} ${word}`;
  }
  return [...rows, row];
}

/** The command, and each flag with its value. */
function words(
  action: string,
  { site, spoken }: Pick<Target, "site" | "spoken">,
  order: Repeated,
): readonly string[] {
  const flags: Target["spoken"] = [
    ["--out", order.out],
    ["--reason", order.reason],
    ["--for", order.for],
    ["--lever", order.lever],
    ["--lease", order.lease],
    ...(order.overrideRules ?? []).map((rule) => ["--override-rule", rule] as const),
    ["--as", order.as],
    ["--request-id", order.requestId],
    ...spoken,
    ["--yes", order.yes],
  ];
  const said = flags.flatMap(([flag, value]) => {
    if (value === undefined) return [];
    return value === true ? [flag] : [`${flag} ${quoted(value)}`];
  });
  return [`npx failover ${asTyped(action)} ${site.name}`, ...said];
}

/** As a shell takes it for one word. */
export const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
