import type { CostRow } from "./month.ts";
import { type Price, prices } from "./prices.ts";

/** What a row costs, with the free amounts of an account that uses them for nothing else, and without any. */
export function costOf(rows: readonly CostRow[]): { readonly withFree: number; readonly without: number } {
  const used = new Map<string, number>();
  for (const { price, amount } of rows) used.set(price, (used.get(price) ?? 0) + amount);
  return {
    withFree: sum([...used].map(([name, amount]) => charged(prices[name as keyof typeof prices], amount))),
    without: sum(rows.map(({ price, amount }) => amount * prices[price].usd)),
  };
}

const charged = ({ usd, free }: Price, amount: number): number => Math.max(0, amount - free) * usd;
const sum = (amounts: readonly number[]): number => amounts.reduce((total, one) => total + one, 0);

/** Every row, with what it was computed from. */
export function costTable(rows: readonly CostRow[]): string {
  const { withFree, without } = costOf(rows);
  const lines = rows.map(({ service, what, price, amount }) => {
    const { unit, free, usd } = prices[price];
    return [
      service,
      what,
      `${count(amount)} ${unit}`,
      free === 0 ? "" : count(free),
      rate(usd),
      money(amount * usd),
    ];
  });
  return table(
    ["service", "what", "a month", "free", "price", "without free"],
    [
      ...lines,
      ["**sum**", "", "", "", "", `**${money(without)}**`],
      ["**with what is free**", "", "", "", "", `**${money(withFree)}**`],
    ],
  );
}

/** By service: the short form. */
export function costSummary(rows: readonly CostRow[]): string {
  const services = [...new Set(rows.map(({ service }) => service))];
  const lines = services.map((service) => {
    const own = rows.filter((row) => row.service === service);
    const { withFree, without } = costOf(own);
    return [
      service,
      [...new Set(own.map(({ what }) => what.replace(/ \(assumed\)/, "")))].join("; "),
      money(withFree),
      money(without),
    ];
  });
  const { withFree, without } = costOf(rows);
  return table(
    ["service", "for", "with the account's free amounts", "without"],
    [...lines, ["**sum**", "", `**${money(withFree)}**`, `**${money(without)}**`]],
  );
}

/** Where each price is from. */
export function priceTable(): string {
  const lines = Object.values<Price>(prices).map(({ unit, usd, free, source, date, verified }) => [
    unit,
    rate(usd),
    free === 0 ? "" : count(free),
    source,
    date,
    verified ? "yes" : "no",
  ]);
  return table(["unit", "price", "free", "source", "date", "verified"], lines);
}

const money = (usd: number): string => `$${usd.toFixed(2)}`;
const count = (amount: number): string => amount.toLocaleString("en-US", { maximumFractionDigits: 2 });

/** Small prices by the thousand, as AWS says them. */
function rate(usd: number): string {
  if (usd >= 0.1) return money(usd);
  if (usd < 0.000001) return `$${round(usd * 1_000_000)} per 1,000,000`;
  return `$${round(usd * 1000)} per 1,000`;
}

const round = (usd: number): string => String(Number(usd.toPrecision(6)));

/** As the formatter leaves it: each column as wide as its widest cell. */
function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = head.map((cell, i) =>
    Math.max(cell.length, ...lines.map((line) => line[i]?.length ?? 0), 3),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...lines.map(line)].join("\n");
}
