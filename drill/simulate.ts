import { seconds } from "../shared/model/time.ts";
import { shrink } from "./shrunkStory.ts";
import { simulate } from "./simulation.ts";
import { type Asked, help, readOptions } from "./simulationOptions.ts";
import {
  type Run,
  replayOf,
  rulesIn,
  sayBroken,
  sayFound,
  sayProgress,
  saySummary,
  wholeLog,
} from "./simulationReport.ts";
import { playOnWorkers, type Tally } from "./simulationWorkers.ts";

/** Shrinking plays a seed a dozen times: the first few show what is wrong. */
const shrunkAtMost = 3;
const shownAtMost = 10;
const loggedEvery = seconds(30);
/** What stood in the line of a terminal is gone. */
const erased = process.stderr.isTTY ? "\r\u001b[K" : "";

process.exitCode = await main(readOptions(process.argv.slice(2)));

/** `npm run simulate`: results on standard output, progress on standard error. */
async function main(asked: Asked): Promise<0 | 1 | 2> {
  switch (asked.kind) {
    case "help":
      process.stdout.write(help);
      return 0;
    case "misused":
      process.stderr.write(`simulate: ${asked.because}\n`);
      return 2;
    case "one":
      return playOne(asked);
    case "many":
      return playMany(asked);
  }
}

async function playOne({ seed, log, json }: Extract<Asked, { kind: "one" }>): Promise<0 | 1> {
  const [verdict] = await simulate([seed]);
  if (verdict === undefined) throw new Error("nothing was played");
  const { violations, incidents } = verdict;
  if (log) process.stdout.write(wholeLog(verdict));
  if (json) process.stdout.write(`${JSON.stringify({ seed, incidents, violations }, null, 2)}\n`);
  else if (violations.length === 0) process.stdout.write(`seed ${seed}: all rules kept\n`);
  else process.stdout.write(sayBroken(seed, violations, log ? null : await shrunk(seed, violations)));
  return violations.length === 0 ? 0 : 1;
}

async function playMany(asked: Extract<Asked, { kind: "many" }>): Promise<0 | 1> {
  const startedAt = performance.now();
  const runSoFar = (): Run => ({ ...asked, seconds: (performance.now() - startedAt) / 1000 });
  const showProgress = progressOn(process.stderr);
  const tally = await playOnWorkers(asked, (soFar, newlyBroken) => {
    // A run of hours is not to keep to itself what it found in its first minute.
    for (const broken of newlyBroken) process.stderr.write(`${erased}${sayFound(broken)}\n`);
    showProgress(sayProgress(soFar, runSoFar()));
  });
  const run = runSoFar();
  showProgress("");
  process.stdout.write(asked.json ? asJson(tally, run) : await asText(tally, run));
  return tally.broken.length === 0 ? 0 : 1;
}

/** One line, written over and over; in a log, which keeps every line, one now and then. */
function progressOn(stream: typeof process.stderr): (line: string) => void {
  let shownAt = performance.now();
  return (line) => {
    if (stream.isTTY) stream.write(`${erased}${line}`);
    else if (line !== "" && performance.now() - shownAt > loggedEvery) {
      stream.write(`${line}\n`);
      shownAt = performance.now();
    }
  };
}

async function asText({ broken, ...tally }: Tally, run: Run): Promise<string> {
  const said: string[] = [];
  for (const [nth, { seed, violations }] of broken.slice(0, shownAtMost).entries())
    said.push(sayBroken(seed, violations, nth < shrunkAtMost ? await shrunk(seed, violations) : null));
  return [...said, saySummary({ broken, ...tally }, run)].join("");
}

function asJson({ done, incidents, broken }: Tally, { from, workers, seconds }: Run): string {
  return `${JSON.stringify(
    {
      seeds: done,
      from,
      incidents,
      seconds,
      workers,
      incidentsPerSecondPerCore: incidents / seconds / workers,
      rules: Object.fromEntries(rulesIn(broken)),
      broken: broken.map(({ seed, violations }) => ({ seed, replay: replayOf(seed), violations })),
    },
    null,
    2,
  )}\n`;
}

async function shrunk(seed: number, violations: readonly { readonly rule: string }[]) {
  const [first] = violations;
  return first === undefined ? null : await shrink(seed, first.rule);
}
