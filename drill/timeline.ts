import { sayDuration } from "../shared/model/time.ts";
import { type Figures, figuresOf } from "./figures.ts";
import type { Lane, LogLine } from "./log.ts";
import { pictureOf } from "./picture.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import type { World } from "./world.ts";

/** How the timeline is printed: its width, and a lane's text painted or left plain. */
export interface Paper {
  readonly columns: number;
  readonly paint: (lane: Lane, text: string) => string;
}

/** A play for people: what was seen, decided, done and told, when DNS and visitors moved, a picture, the figures. */
export function timelineOf(scenario: Scenario, world: World, paper: Paper): string {
  const { site, seed } = world.spec;
  const figures = figuresOf(world);
  return [
    `${scenario.name}: ${scenario.story}`,
    `${site.name}, seed ${seed}, ${sayDuration(world.spec.script.lasts)} of virtual time, nothing of it real`,
    "",
    ...world.chronicle.log.lines.flatMap((line) => sayLine(line, world, paper)),
    "",
    ...pictureOf(world),
    "",
    ...sayFigures(figures),
    "",
  ].join("\n");
}

function sayLine(line: LogLine, world: World, paper: Paper): readonly string[] {
  const stamp = `${sinceStart(line.at - world.start)}  ${clock(line.at)}  ${line.lane.padEnd(8)}  `;
  const rows = wrapped(line.text, Math.max(40, paper.columns - stamp.length));
  return rows.map((row, i) => (i === 0 ? stamp : " ".repeat(stamp.length)) + paper.paint(line.lane, row));
}

/** "+02:27", minutes and seconds. */
function sinceStart(span: number): string {
  const total = Math.floor(span / 1000);
  return `+${String(Math.floor(total / 60)).padStart(2, "0")}:${String(total % 60).padStart(2, "0")}`;
}

const clock = (at: number): string => new Date(at).toISOString().slice(11, 19);

function wrapped(text: string, width: number): readonly string[] {
  const rows: string[] = [];
  let row = "";
  for (const word of text.split(" ")) {
    const longer = row === "" ? word : `${row} ${word}`;
    if (longer.length > width && row !== "") {
      rows.push(row);
      row = word;
    } else row = longer;
  }
  return [...rows, row];
}

function sayFigures(figures: Figures): readonly string[] {
  const { parts, visits, journal } = figures;
  const said = (span: Parameters<typeof sayDuration>[0] | null): string =>
    span === null ? "-" : sayDuration(span);
  const share = (part: number): string => `${((part / visits.total) * 100).toFixed(1)} %`;
  return [
    `recovery        ${said(figures.recovery)}: detection ${said(parts.detection)}, propagation ${said(parts.propagation)}, TTL ${said(parts.ttl)}`,
    `recovery back   ${said(figures.recoveryBack)} after the primary returned`,
    `visits          ${visits.total.toFixed(0)}, of which ${share(visits.failed)} failed and ${share(visits.stale)} got an old release`,
    `data age        ${said(figures.dataAge)} at the moment of the failover`,
    `notices         ${figures.notices} sent`,
    `journal         ${journal.kind === "whole" ? `${journal.entries} entries, chain verified` : `BROKEN: ${journal.because}`}`,
    ...(figures.atRest
      ? ["at the end      all is well"]
      : figures.wrong.map((wrong) => `AT THE END      ${wrong}`)),
  ];
}
