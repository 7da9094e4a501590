import { sayDuration } from "../shared/model/time.ts";
import { figuresOf } from "./figures.ts";
import type { LogLine } from "./log.ts";
import { sayOffset, type Zero, zeroOf } from "./outage.ts";
import type { Paper } from "./paper.ts";
import { pictureOf } from "./picture.ts";
import { hanging, wrapped } from "./rows.ts";
import { sayFigures } from "./sayFigures.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import type { World } from "./world.ts";

/** A play for people: what was seen, decided, done and told, when DNS and visitors moved, a picture, the figures. */
export function timelineOf(scenario: Scenario, world: World, paper: Paper): string {
  const { columns } = paper;
  const { site, seed, script } = world.spec;
  const zero = zeroOf(world);
  return [
    ...wrapped(`${scenario.name}: ${scenario.story}`, columns),
    ...wrapped(
      `${site.name}, seed ${seed}, ${sayDuration(script.lasts)} of virtual time, nothing of it real. Left: the time (UTC), and minutes and seconds since ${zero.what}.`,
      columns,
    ),
    ...sayLines(world.chronicle.log.lines, zero, paper),
    "",
    ...pictureOf(world, zero, columns),
    "",
    ...sayFigures(figuresOf(world), site).flatMap(([name, said]) =>
      hanging(`${name.padEnd(13)}  `, said, columns),
    ),
    "",
  ].join("\n");
}

const quietAfterMs = 90_000;

/** A quiet while in the story is an empty line. */
function sayLines(lines: readonly LogLine[], zero: Zero, paper: Paper): readonly string[] {
  return lines.flatMap((line, i) => {
    const before = lines[i - 1]?.at ?? Number.NEGATIVE_INFINITY;
    const said = sayLine(line, zero, paper);
    return line.at - before > quietAfterMs ? ["", ...said] : said;
  });
}

function sayLine({ at, lane, text }: LogLine, zero: Zero, { columns, paint }: Paper): readonly string[] {
  const stamp = `${clock(at)}  ${sayOffset(at, zero).padStart(6)}  ${lane.padEnd(8)}  `;
  return hanging(stamp, text, columns, (row) => paint(lane, row));
}

const clock = (at: number): string => new Date(at).toISOString().slice(11, 19);
