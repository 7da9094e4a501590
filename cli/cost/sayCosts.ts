import type { CostRow } from "../../infra/cost/month.ts";
import { type Price, prices } from "../../infra/cost/prices.ts";
import { costOf } from "../../infra/cost/tables.ts";
import type { Terminal } from "../terminal.ts";
import type { SiteMonth } from "./monthsOfSites.ts";

/** Each line of the bill, site by site, then what they share, and what an account's free amounts leave of it. */
export function sayCosts(
  { paint }: Terminal,
  sites: readonly SiteMonth[],
  service: readonly CostRow[],
): string {
  const all = [...sites.flatMap(({ rows }) => rows), ...service];
  const { withFree, without } = costOf(all);
  const part = (name: string, rows: readonly CostRow[]): readonly string[] => [
    paint("bold", line(name, "", costOf(rows).without)),
    ...rows.map(({ service: of, what, price, amount }) =>
      line(`  ${of.padEnd(10)}  ${what.replaceAll("`", "")}`, count(amount), amount * prices[price].usd),
    ),
    "",
  ];
  return [
    ...sites.flatMap(({ site, rows }) => part(site, rows)),
    ...part("the service, for all sites", service),
    paint("bold", line("a calm month", "", without)),
    paint("bold", line("  with what AWS gives every account free, used for nothing else", "", withFree)),
    "",
    "US dollars, US list prices, none of them verified; --json has their sources and",
    "dates. Not in it: visitors' traffic, storage, replication itself, the hosted",
    "zone, replication time control, and an incident: docs/cost.md.",
  ].join("\n");
}

const line = (what: string, amount: string, usd: number): string => {
  const cost = `$${usd.toFixed(2)}`.padStart(9);
  const room = 80 - cost.length - amount.length - 1;
  return `${what.slice(0, room).padEnd(room)} ${amount}${cost}`;
};

const count = (amount: number): string => amount.toLocaleString("en-US", { maximumFractionDigits: 2 });

/** The same for programs: each line with its price, the price's source and date, and whether AWS was seen saying so. */
export function costsInJson(sites: readonly SiteMonth[], service: readonly CostRow[]): object {
  const priced = (rows: readonly CostRow[]) =>
    rows.map(({ price, ...row }) => {
      const { unit, usd, free, source, date, verified }: Price = prices[price];
      return { ...row, unit, usd: row.amount * usd, price: { usd, free, source, date, verified } };
    });
  const all = [...sites.flatMap(({ rows }) => rows), ...service];
  return {
    sites: sites.map(({ site, rows }) => ({ site, usd: costOf(rows).without, rows: priced(rows) })),
    service: { usd: costOf(service).without, rows: priced(service) },
    usd: costOf(all),
  };
}
