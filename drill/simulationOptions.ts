import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { nearest } from "../shared/config/nearest.ts";

export type Asked =
  | {
      readonly kind: "many";
      readonly from: number;
      readonly seeds: number;
      readonly workers: number;
      readonly json: boolean;
    }
  | { readonly kind: "one"; readonly seed: number; readonly log: boolean; readonly json: boolean }
  | { readonly kind: "help" }
  | { readonly kind: "misused"; readonly because: string };

export const help = `npm run simulate -- [options]

Draws a story from each seed, plays it on the simulated AWS, and checks at every step that no rule is broken.

  --seeds N     so many seeds (default 1000)
  --from S      the first of them (default 1)
  --workers N   so many cores at once (default: all)
  --seed S      this seed alone; a broken one is shown with the smallest story that still breaks the rule
  --log         with --seed: all that happens in it, the same each time to the letter
  --json        for programs
  --help        this

Exits with 0, with 1 when a rule was broken, with 2 when it was called wrongly.
`;

const flags = {
  seeds: { type: "string" },
  from: { type: "string" },
  workers: { type: "string" },
  seed: { type: "string" },
  log: { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type Values = ReturnType<typeof parsed>;

export function readOptions(args: readonly string[]): Asked {
  const unknown = args.find((arg) => arg.startsWith("--") && !Object.keys(flags).includes(nameIn(arg)));
  if (unknown !== undefined) {
    const meant = nearest(nameIn(unknown), Object.keys(flags));
    return misused(`there is no option ${unknown}${meant === null ? "" : `; did you mean --${meant}?`}`);
  }
  try {
    const values = parsed(args);
    return values.help === true ? { kind: "help" } : asked(values);
  } catch (error) {
    if (error instanceof TypeError) return misused(error.message);
    throw error;
  }
}

const parsed = (args: readonly string[]) =>
  parseArgs({ args: [...args], options: flags, strict: true }).values;

function asked(values: Values): Asked {
  const wrong = (["seeds", "from", "workers", "seed"] as const).find((name) => !isNumber(values[name]));
  if (wrong !== undefined) return misused(`--${wrong} takes a whole number, and not "${values[wrong]}"`);
  const { seed, seeds, from, workers, log = false, json = false } = values;
  if (seed === undefined && log) return misused("--log goes with --seed S");
  if (seed === undefined)
    return {
      kind: "many",
      from: Number(from ?? 1),
      seeds: Math.max(1, Number(seeds ?? 1000)),
      workers: Math.max(1, Number(workers ?? availableParallelism())),
      json,
    };
  if (seeds !== undefined || from !== undefined || workers !== undefined)
    return misused("--seed S is one seed: it goes with none of --seeds, --from and --workers");
  if (log && json) return misused("--log and --json are two forms of the same: choose one");
  return { kind: "one", seed: Number(seed), log, json };
}

const isNumber = (text: string | undefined): boolean => text === undefined || /^\d{1,15}$/.test(text);

const nameIn = (arg: string): string => arg.slice(2).replace(/=.*$/, "");

const misused = (because: string): Asked => ({ kind: "misused", because });
