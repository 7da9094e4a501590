import { join } from "node:path";
import { parseArgs } from "node:util";
import { nearest } from "../shared/config/nearest.ts";
import { scenarios } from "./scenarios/all.ts";
import type { Scenario } from "./scenarios/scenario.ts";

export type Asked =
  | {
      readonly kind: "play";
      readonly scenario: Scenario;
      readonly seed: number;
      readonly json: boolean;
      readonly sites: string | null;
      /** Where the report goes; null: none is wanted. */
      readonly report: string | null;
    }
  | { readonly kind: "list" }
  | { readonly kind: "help" }
  | { readonly kind: "misused"; readonly because: string };

const flags = {
  scenario: { type: "string", short: "s" },
  seed: { type: "string" },
  sites: { type: "string" },
  json: { type: "boolean" },
  report: { type: "string" },
  "no-report": { type: "boolean" },
  list: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

export const help = `npm run drill -- [options]

Plays an outage of your site in virtual time: the real control plane on a
simulated AWS. Needs no network and no AWS account, and takes a second or two.
To move a drill site for real: npx failover drill --live --help

  -s, --scenario NAME  the story to play (default: ${scenarios[0].name})
  --seed N             another seed gives other delays and phases; the same seed
                       gives the same play (default 1)
  --sites FILE         play the first site of this file (default: sites.yml)
  --report FILE        where the report goes: one HTML file that needs nothing
                       else (default: reports/drill-NAME-seed-N.html)
  --no-report          write none
  --json               for programs, see below
  --list               every story, in a sentence
  -h, --help           this

What it prints, a line for everything that happened:
  03:03:02  +01:02  seen  the primary is down: …
  the time (UTC), minutes and seconds since the outage began, who or what, and
  what happened. world: what befell the site, and what people did. seen,
  decided, done, told: the controller's journal and its notices. dns, visitors:
  what came of it. Then a picture of where visitors were, figures, and the file
of the report.

--json prints one object: scenario, story, seed, site, zero {at, what}, lines
[{at, lane, text}], figures {recovery {took, parts {detection, propagation,
ttl}, bound}, recoveryBack, visits {total, failed, stale}, dataAge, notices,
journal, atRest, wrong [text]}, report (its file). A moment is in milliseconds
since 1970, a span in milliseconds; null: it did not happen, or is not wanted.
drill/figures.ts explains each figure.

Exits with 0; with 1 when the story ended badly; with 2 when called wrongly.
Honours NO_COLOR, and COLUMNS where the output is no terminal.
`;

export function readOptions(args: readonly string[]): Asked {
  const misspelt = args.find((arg) => arg.startsWith("--") && !isKnown(arg));
  if (misspelt !== undefined) return misused(`there is no option ${misspelt}`, nearestOption(misspelt));
  try {
    const { values } = parseArgs({ args: [...args], options: flags, strict: true });
    if (values.help === true) return { kind: "help" };
    if (values.list === true) return { kind: "list" };
    return play(values.scenario ?? scenarios[0].name, values.seed ?? "1", {
      json: values.json === true,
      sites: values.sites ?? null,
      report: (name, seed) =>
        values["no-report"] === true
          ? null
          : (values.report ?? join("reports", `drill-${name}-seed-${seed}.html`)),
    });
  } catch (error) {
    if (error instanceof TypeError) return misused(error.message, null);
    throw error;
  }
}

function play(
  name: string,
  seedText: string,
  {
    json,
    sites,
    report,
  }: { json: boolean; sites: string | null; report: (name: string, seed: number) => string | null },
): Asked {
  const scenario = scenarios.find((one) => one.name === name);
  if (scenario === undefined) {
    const names = scenarios.map((one) => one.name);
    return misused(`there is no scenario "${name}"`, nearest(name, names));
  }
  const seed = Number(seedText);
  if (!/^\d{1,15}$/.test(seedText))
    return misused(`"${seedText}" is not a seed: write a whole number, like 7`, null);
  return { kind: "play", scenario, seed, json, sites, report: report(name, seed) };
}

const isKnown = (arg: string): boolean => Object.keys(flags).includes(arg.slice(2).replace(/=.*$/, ""));

function nearestOption(arg: string): string | null {
  const found = nearest(arg.slice(2).replace(/=.*$/, ""), Object.keys(flags));
  return found === null ? null : `--${found}`;
}

const misused = (because: string, meant: string | null): Asked => ({
  kind: "misused",
  because: meant === null ? because : `${because}; did you mean ${meant}?`,
});
