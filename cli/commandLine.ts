import type { Target } from "./target.ts";

/** What of an order is repeated in the command for it. */
export interface Repeated {
  readonly reason?: string;
  readonly for?: string | undefined;
  readonly lever?: string | undefined;
  readonly overrideRules?: readonly string[];
  readonly requestId?: string | undefined;
  readonly as?: string;
  readonly yes?: true;
}

/** A command that can be pasted: whatever was said of where to ask is said again. */
export function commandLine(action: string, { site, spoken }: Target, order: Repeated = {}): string {
  const flags = [
    ["--reason", order.reason],
    ["--for", order.for],
    ["--lever", order.lever],
    ...(order.overrideRules ?? []).map((rule) => ["--override-rule", rule]),
    ["--as", order.as],
    ["--request-id", order.requestId],
    ...spoken,
  ].flatMap(([flag = "", value]) => {
    if (value === undefined) return [];
    return value === true ? [flag] : [flag, quoted(value)];
  });
  return ["npx failover", action, site.name, ...flags, ...(order.yes ? ["--yes"] : [])].join(" ");
}

/** As a shell takes it for one word. */
const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
