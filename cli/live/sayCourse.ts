import type { SimulatedMove } from "../../drill/simulatedMove.ts";
import { sayLever } from "../../shared/model/move.ts";
import type { Site } from "../../shared/model/site.ts";
import { type DurationMs, isoTime, sayDuration, seconds } from "../../shared/model/time.ts";
import { labelled } from "../show/sheet.ts";
import type { Terminal } from "../terminal.ts";
import type { Course } from "./course.ts";

export interface Beside {
  readonly simulated: SimulatedMove;
  /** How far behind the standby was when visitors were sent there; null: it was not compared. */
  readonly lagSeconds: number | null;
}

/** What a live drill came to, beside what the simulation of the same site takes. */
export function sayCourse(
  terminal: Terminal,
  site: Site,
  { result, visits }: Course,
  { simulated, lagSeconds }: Beside,
): string {
  const { ending, wrong, lever } = result;
  const style = ending === "well" ? "green" : "red";
  return [
    `${site.name}  ${terminal.paint(style, `LIVE DRILL ended ${said[ending]}`)}`,
    "",
    ...labelled(
      terminal,
      "there",
      took(result.toStandby, simulated.toStandby, "from the order to the last visitor on the standby"),
    ),
    ...labelled(
      terminal,
      "back",
      took(result.wayBack, simulated.wayBack, "from the release to the last visitor back on the primary"),
    ),
    ...labelled(terminal, "lever", lever === null ? "none moved visitors" : sayLever[lever]),
    ...labelled(
      terminal,
      "visits",
      `${visits.length}, one a second and name: ${result.visits.right} right, ${result.visits.stale} of another page, ${result.visits.failed} failed`,
    ),
    ...labelled(terminal, "data age", sayAge(lagSeconds)),
    ...wrong.flatMap((one) => labelled(terminal, "WRONG", one)),
  ].join("\n");
}

const sayAge = (lagSeconds: number | null): string =>
  lagSeconds === null
    ? "not known: the buckets were not compared"
    : `${sayDuration(seconds(lagSeconds))}: so far behind was the standby when visitors were sent there`;

const said = { well: "well", badly: "BADLY", interrupted: "early: interrupted" } as const;

function took(real: DurationMs | null, simulated: DurationMs | null, what: string): string {
  const beside = simulated === null ? "" : ` (simulated ${sayDuration(simulated)})`;
  return real === null
    ? `not all visitors were seen there${beside}`
    : `${sayDuration(real)}${beside}: ${what}`;
}

/** The same for programs: spans in seconds, and each visit. */
export function inJson(
  { name }: Site,
  { result, visits, unreleased }: Course,
  { simulated, lagSeconds }: Beside,
): object {
  const { toStandby, wayBack, ...rest } = result;
  const inSeconds = (span: DurationMs | null): number | null => (span === null ? null : span / 1000);
  return {
    site: name,
    ...rest,
    toStandbySeconds: inSeconds(toStandby),
    wayBackSeconds: inSeconds(wayBack),
    simulated: {
      toStandbySeconds: inSeconds(simulated.toStandby),
      wayBackSeconds: inSeconds(simulated.wayBack),
    },
    dataAgeSeconds: lagSeconds,
    unreleased,
    course: visits.map(({ at, ...visit }) => ({ at: isoTime(at), ...visit })),
  };
}
