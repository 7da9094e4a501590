import { parseArgs } from "node:util";
import { isoTime } from "../shared/model/time.ts";
import { sayFault } from "./faults.ts";
import { simulate, type Verdict } from "./simulation.ts";

/** So many worlds share one turn of the event loop. */
const sideBySide = 100;

const usage = `npm run simulate -- --seeds N [--from SEED]    plays N seeds, and names those that break a rule
npm run simulate -- --seed N [--log]          plays one seed; with --log prints all that happens in it
`;

process.exitCode = await main();

async function main(): Promise<0 | 1 | 2> {
  const asked = readNumbers();
  if (asked === null) {
    process.stderr.write(usage);
    return 2;
  }
  return asked.seed === null ? playMany(asked.from, asked.seeds) : playOne(asked.seed, asked.log);
}

async function playOne(seed: number, log: boolean): Promise<0 | 1> {
  const [verdict] = await simulate([seed]);
  if (verdict === undefined) return 1;
  if (log) process.stdout.write(wholeLog(verdict));
  process.stdout.write(sayVerdict(verdict));
  return verdict.violations.length === 0 ? 0 : 1;
}

async function playMany(from: number, count: number): Promise<0 | 1> {
  const startedAt = performance.now();
  const broken = new Map<string, number>();
  let bad = 0;
  for (let done = 0; done < count; done += sideBySide) {
    const seeds = Array.from({ length: Math.min(sideBySide, count - done) }, (_, i) => from + done + i);
    for (const verdict of await simulate(seeds)) {
      if (verdict.violations.length === 0) continue;
      bad += 1;
      for (const rule of new Set(verdict.violations.map((v) => v.rule)))
        broken.set(rule, (broken.get(rule) ?? 0) + 1);
      if (bad <= 10) process.stdout.write(sayVerdict(verdict));
    }
    process.stderr.write(`\r${done + seeds.length} of ${count} seeds, ${bad} broken `);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const rules = [...broken].map(([rule, times]) => `${rule} ${times}`).join(", ");
  process.stderr.write("\n");
  process.stdout.write(`${count} seeds, ${bad} break a rule${rules === "" ? "" : ` (${rules})`}\n`);
  process.stderr.write(`${(count / seconds).toFixed(0)} incidents a second\n`);
  return bad === 0 ? 0 : 1;
}

/** The faults and deeds first, then every line: the same seed gives the same text, byte for byte. */
function wholeLog({ world }: Verdict): string {
  const { site, script } = world.spec;
  return [
    `policy ${JSON.stringify(site.policy)}`,
    ...script.faults.map((fault) => `fault ${sayFault(fault)}`),
    ...script.deeds.map((deed) => `deed ${JSON.stringify(deed)}`),
    ...world.chronicle.log.lines.map(({ at, lane, text }) => `${isoTime(at)} ${lane} ${text}`),
    "",
  ].join("\n");
}

function sayVerdict({ seed, violations }: Verdict): string {
  if (violations.length === 0) return `seed ${seed}: all rules kept\n`;
  const lines = violations.map(
    ({ rule, at, because }) => `  ${new Date(at).toISOString()} ${rule}: ${because}`,
  );
  return [
    `seed ${seed} breaks a rule; npm run simulate -- --seed ${seed} --log`,
    ...lines.slice(0, 5),
    "",
  ].join("\n");
}

function readNumbers(): { seed: number | null; seeds: number; from: number; log: boolean } | null {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      options: { seed: text, seeds: text, from: text, log: { type: "boolean" } },
    });
    const { seed = null, seeds = "1000", from = "1", log = false } = values;
    const numbers = [seed ?? "0", seeds, from];
    if (!numbers.every((number) => /^\d{1,15}$/.test(number))) return null;
    return { seed: seed === null ? null : Number(seed), seeds: Number(seeds), from: Number(from), log };
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
