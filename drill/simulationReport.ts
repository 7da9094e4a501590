import { epochMs, isoTime } from "../shared/model/time.ts";
import type { Violation } from "./checkers/checker.ts";
import type { DrawnStory } from "./drawnStory.ts";
import { sayFault } from "./faults.ts";
import type { LogLine } from "./log.ts";
import type { Shrunk } from "./shrunkStory.ts";
import type { Verdict } from "./simulation.ts";
import type { Tally } from "./simulationWorkers.ts";

/** Lines of the log that lead to a violation. */
const tail = 15;
const violationsShown = 5;

/** How many seeds, incidents and broken rules, and how fast. */
export interface Run {
  readonly from: number;
  readonly seeds: number;
  readonly workers: number;
  readonly seconds: number;
}

export function sayProgress({ done, broken }: Tally, { seeds, seconds }: Run): string {
  const rate = done / seconds;
  const left = Math.ceil((seeds - done) / rate);
  return `${done} of ${seeds} seeds, ${broken.length} broken, ${rate.toFixed(0)} a second, ${left} s left`;
}

export function saySummary({ done, incidents, broken }: Tally, run: Run): string {
  const rules = [...rulesIn(broken)].map(([rule, seeds]) => `${rule} ${seeds}`).join(", ");
  const rate = incidents / run.seconds / run.workers;
  return [
    `${done} seeds from ${run.from}, ${incidents} incidents, ${broken.length} broken${rules === "" ? "" : `: ${rules}`}`,
    `${rate.toFixed(0)} incidents a second per core, on ${run.workers} of them, in ${run.seconds.toFixed(0)} s`,
    "",
  ].join("\n");
}

/** In how many seeds each rule was broken. */
export function rulesIn(broken: Tally["broken"]): ReadonlyMap<string, number> {
  const rules = broken.flatMap(({ violations }) => [...new Set(violations.map(({ rule }) => rule))]);
  return new Map([...Map.groupBy(rules, (rule) => rule)].map(([rule, { length }]) => [rule, length]));
}

export const replayOf = (seed: number): string => `npm run simulate -- --seed ${seed} --log`;

/** One line, as soon as it is known. */
export function sayFound({ seed, violations }: Tally["broken"][number]): string {
  const rules = [...new Set(violations.map(({ rule }) => rule))].join(", ");
  return `seed ${seed} breaks ${rules}; ${replayOf(seed)}`;
}

export function sayBroken(seed: number, violations: readonly Violation[], shrunk: Shrunk | null): string {
  return [
    `seed ${seed} breaks a rule; ${replayOf(seed)}`,
    ...violations
      .slice(0, violationsShown)
      .map(({ rule, at, because }) => `  ${isoTime(epochMs(at))} ${rule}: ${because}`),
    ...(shrunk === null ? [] : sayShrunk(shrunk)),
    "",
  ].join("\n");
}

function sayShrunk({ story, verdict, violation, of }: Shrunk): readonly string[] {
  const { faults, deeds } = story.script;
  const before = verdict.world.chronicle.log.lines.filter(({ at }) => at <= violation.at);
  return [
    `  ${violation.rule} is broken by ${faults.length + deeds.length} of its ${of} faults and deeds alone:`,
    ...sayStory(story).map((line) => `    ${line}`),
    "  and what led to it then:",
    ...before.slice(-tail).map((line) => `    ${sayLine(line)}`),
    `    ${isoTime(epochMs(violation.at))} ${violation.rule}: ${violation.because}`,
  ];
}

/** The faults and deeds first, then every line: the same seed gives the same text, byte for byte. */
export function wholeLog({ world }: Verdict): string {
  return [...sayStory(world.spec), ...world.chronicle.log.lines.map(sayLine), ""].join("\n");
}

const sayStory = ({ site, script }: DrawnStory): readonly string[] => [
  `policy ${JSON.stringify(site.policy)}`,
  ...script.faults.map((fault) => `fault ${sayFault(fault)}`),
  ...script.deeds.map((deed) => `deed ${JSON.stringify(deed)}`),
];

const sayLine = ({ at, lane, text }: LogLine): string => `${isoTime(at)} ${lane} ${text}`;
