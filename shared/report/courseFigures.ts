import type { Times } from "../model/incident.ts";
import { between, type EpochMs, sayDuration, sayTime } from "../model/time.ts";
import type { ChainCheck } from "../record/journal.ts";
import type { Course } from "./journalTimes.ts";
import type { HeadFigure, Report } from "./report.ts";

/** The four that a person asks for first, of a real incident. */
export function headFiguresOf(course: Course | null, began: EpochMs): readonly HeadFigure[] {
  const times = course?.times;
  return [
    {
      name: "Until the standby",
      value: since(began, times?.visitorsMoved),
      note: "from the first failed probe until visitors were seen on the standby",
    },
    { name: "Data age", ...dataAge(course) },
    {
      name: "Primary away",
      value: since(began, times?.primaryBack),
      note: "from the first failed probe until the primary answered again",
    },
    {
      name: "In all",
      value: since(began, times?.visitorsBack),
      note: "from the first failed probe until visitors were seen back on the primary",
    },
  ];
}

function dataAge(course: Course | null): Pick<HeadFigure, "value" | "note"> {
  const moved = course?.times.visitorsMoved ?? null;
  if (moved === null) return { value: "–", note: "nobody was seen on the standby" };
  const content = course?.content ?? null;
  if (content === null) return { value: "–", note: "the journal does not say what was known of the standby" };
  return {
    value: `≤ ${sayDuration(between(content.asOf, moved))}`,
    note: `the standby was ${content.kind} when last compared, that long before visitors were seen on it`,
  };
}

/** All times that are known, and the journal's state. */
export const courseFigures = (course: Course | null, chain: ChainCheck): Report["figures"] => [
  ...(course === null
    ? [["times", "these entries have none of the incident's steps"] as const]
    : Object.entries(named).flatMap(([key, name]) => {
        const at = course.times[key as keyof Times];
        return at === null ? [] : [[name, sayTime(at)] as const];
      })),
  [
    "journal",
    chain.kind === "whole" ? `${chain.entries} entries, their chain verified` : `BROKEN: ${chain.because}`,
  ],
];

const named: Readonly<Record<keyof Times, string>> = {
  firstBadProbe: "first bad probe",
  detected: "noticed",
  decided: "decided",
  acted: "acted",
  dnsMoved: "DNS moved",
  visitorsMoved: "visitors on standby",
  told: "people told",
  primaryBack: "primary back",
  released: "released",
  visitorsBack: "visitors back",
};

const since = (began: EpochMs, at: EpochMs | null | undefined): string =>
  at === null || at === undefined ? "–" : sayDuration(between(began, at));
