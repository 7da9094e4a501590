import type { JournalEntry } from "../model/journal.ts";
import { epochMs } from "../model/time.ts";
import { verifyPart } from "../record/journal.ts";
import { courseFigures, headFiguresOf } from "./courseFigures.ts";
import type { IncidentExport } from "./incidentExport.ts";
import { journalLanes } from "./journalLanes.ts";
import { journalMoments } from "./journalMoments.ts";
import { type Course, courseOf } from "./journalTimes.ts";
import type { Ending, Lane, Report } from "./report.ts";

/** A real incident, told by its journal: what that can't know is left out, and said. */
export function reportOfExport({ site, incident, exportedAt, entries }: IncidentExport): Report {
  const course = courseOf(entries, incident);
  const ofIt = entries.find((entry) => entry.incident === incident);
  const chain = verifyPart(entries);
  const began = course?.times.firstBadProbe ?? timeOf(ofIt ?? entries[0]);
  const span = { from: epochMs(Math.min(began, timeOf(entries[0]))), to: timeOf(entries.at(-1)) };
  return {
    title: `${site}: incident ${incident.replace(`${site}-`, "")}`,
    story: `Told by the journal alone, as exported at ${exportedAt.slice(0, 19)}Z. ${ofIt?.text ?? ""}`,
    ending: chain.kind === "broken" ? broken(chain.because) : endingOf(course),
    span,
    zero: { at: began, what: "the first sign of it" },
    headFigures: headFiguresOf(course, began),
    figures: courseFigures(course, chain),
    lanes: [...journalLanes(entries, span), ...unseen],
    moments: journalMoments(entries),
  };
}

const timeOf = (entry: JournalEntry | undefined) => epochMs(Date.parse(entry?.at ?? ""));

const broken = (because: string): Ending => ({
  kind: "badly",
  says: `The journal's chain is broken: ${because}`,
});

function endingOf(course: Course | null): Ending {
  if (course?.isOver === true) return { kind: "well", says: "The incident is over" };
  return { kind: "open", says: "It had not ended when this was exported" };
}

/** The journal tells what the controller saw each minute; what happened between two looks, and to whom, it can't. */
const unseen: readonly Lane[] = [
  notShown("Visitors", "the journal has what the controller itself was served, not what visitors were"),
  notShown("DNS", "the journal has no answers of the name servers between two looks"),
  notShown("Alarms", "an alarm wakes the controller, and is not journaled by itself"),
];

function notShown(name: string, because: string): Lane {
  return { kind: "notShown", name, because };
}
