import { parseArgs } from "node:util";
import { isoTime } from "../../shared/model/time.ts";
import { playCore } from "./coreSimulation.ts";
import type { Run } from "./coreWorld.ts";

const usage = `npm run simulate:core -- [--seeds N] [--from SEED]   plays N seeds on the decision core alone
npm run simulate:core -- --seed N                    plays one seed, and prints what each run saw, decided and did
`;

process.exitCode = main();

function main(): 0 | 1 | 2 {
  const asked = numbersAsked();
  if (asked === null) {
    process.stderr.write(usage);
    return 2;
  }
  return asked.seed === null ? playMany(asked.from, asked.seeds) : playOne(asked.seed);
}

function playMany(from: number, seeds: number): 0 | 1 {
  const startedAt = performance.now();
  const totals = { incidents: 0, runs: 0, bad: 0 };
  for (let seed = from; seed < from + seeds; seed += 1) {
    const { incidents, runs, broken } = playCore(seed);
    totals.incidents += incidents;
    totals.runs += runs;
    if (broken.length === 0) continue;
    totals.bad += 1;
    process.stdout.write(
      `seed ${seed} breaks ${broken.join("; ")}\n  npm run simulate:core -- --seed ${seed}\n`,
    );
  }
  const spent = (performance.now() - startedAt) / 1000;
  const rate = Math.round(totals.incidents / spent);
  process.stdout.write(
    `${seeds} seeds, ${totals.incidents} incidents, ${totals.runs} runs of the loop: ${totals.bad} break a rule\n`,
  );
  process.stderr.write(`${rate} incidents a second on one core\n`);
  return totals.bad === 0 ? 0 : 1;
}

function playOne(seed: number): 0 | 1 {
  const { broken } = playCore(seed, (run) => process.stdout.write(`${say(run)}\n`));
  process.stdout.write(`${broken.length === 0 ? "all rules kept" : broken.join("\n")}\n`);
  return broken.length === 0 ? 0 : 1;
}

function say({ observation, considered, acted, after }: Run): string {
  const { primary, secondary } = observation.sides;
  const seen = `primary ${primary.kind}, standby ${secondary.kind}, replica ${observation.replica.kind}`;
  const asked =
    observation.request === null
      ? ""
      : `; ${observation.request.who.name} asks for ${observation.request.action}`;
  const done = acted === null ? "" : `; to ${acted.intent.to}: ${acted.outcome.kind}`;
  const stands = `${after.steering.position} by ${after.steering.by}, ${after.incident?.phase ?? "calm"}`;
  return `${isoTime(observation.at).slice(11, 19)} ${seen}${asked}\n  ${considered.decision.kind}: ${considered.decision.reason}${done}\n  -> ${stands}`;
}

function numbersAsked(): { seed: number | null; seeds: number; from: number } | null {
  const text = { type: "string" } as const;
  try {
    const {
      seed,
      seeds = "10000",
      from = "1",
    } = parseArgs({ options: { seed: text, seeds: text, from: text } }).values;
    const isNumber = (value: string): boolean => /^\d{1,12}$/.test(value);
    if (![seed ?? "0", seeds, from].every(isNumber)) return null;
    return { seed: seed === undefined ? null : Number(seed), seeds: Number(seeds), from: Number(from) };
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
