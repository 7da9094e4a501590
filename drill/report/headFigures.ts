import { type DurationMs, sayDuration } from "../../shared/model/time.ts";
import type { HeadFigure } from "../../shared/report/report.ts";
import type { Figures } from "../figures.ts";

/** The four that a person asks for first. */
export const headFigures = (figures: Figures): readonly HeadFigure[] => [
  recovery(figures),
  {
    name: "Data age",
    value: said(figures.dataAge),
    note:
      figures.dataAge === null
        ? "nobody was sent to the standby"
        : "how far the standby was behind when visitors were first sent there",
  },
  {
    name: "Failed visits",
    value: `${((figures.visits.failed / figures.visits.total) * 100).toFixed(1)} %`,
    note: `of ${Math.round(figures.visits.total)} in all`,
  },
  {
    name: "Way back",
    value: said(figures.recoveryBack),
    note:
      figures.recoveryBack === null
        ? "none was needed"
        : "from the primary's return to the last visitor back on it",
  },
];

function recovery({ recovery, visits }: Figures): HeadFigure {
  const name = "Recovery";
  if (recovery === null)
    return visits.failed === 0
      ? { name, value: "–", note: "nobody failed" }
      : { name, value: "none", note: "visitors fail to the end" };
  const { took, parts } = recovery;
  const how =
    parts === null
      ? "not by a failover"
      : `detection ${sayDuration(parts.detection)}, propagation ${sayDuration(parts.propagation)}, TTL ${sayDuration(parts.ttl)}`;
  return {
    name,
    value: sayDuration(took),
    note: `from the first visitor who failed to nobody failing: ${how}`,
  };
}

const said = (span: DurationMs | null): string => (span === null ? "–" : sayDuration(span));
