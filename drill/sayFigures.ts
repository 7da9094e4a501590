import type { Site } from "../shared/model/site.ts";
import { type DurationMs, ms, sayDuration } from "../shared/model/time.ts";
import type { ChainCheck } from "../shared/record/journal.ts";
import type { Figures } from "./figures.ts";
import type { Recovery } from "./recovery.ts";

type Row = readonly [name: string, said: string];

/** What came of a play, for people: each figure by name, in words that explain it. */
export function sayFigures(figures: Figures, site: Site): readonly Row[] {
  const { recovery, recoveryBack, visits, dataAge, journal } = figures;
  return [
    ...(recovery === null
      ? [["recovery", visits.failed === 0 ? "nobody failed" : "none: visitors fail to the end"] as const]
      : sayRecovery(recovery, site)),
    ["recovery back", recoveryBack === null ? "none was needed" : sayBack(recoveryBack, site)],
    ["data age", dataAge === null ? "nobody was sent to the standby" : sayAge(dataAge)],
    ["visits", `${Math.round(visits.total)}: ${sayVisits(visits)}`],
    ["notices", `${figures.notices} sent`],
    ["journal", sayJournal(journal)],
    ...(figures.atRest
      ? [["at the end", "all is well"] as const]
      : figures.wrong.map((wrong) => ["AT THE END", wrong] as const)),
  ];
}

/** The parts add up to the whole; what is beyond Route 53's own bound is what somebody added. */
function sayRecovery({ took, parts, bound }: Recovery, { healthCheck }: Site): readonly Row[] {
  const whole = `${sayDuration(took)} from the first visitor who failed to nobody failing`;
  if (parts === null) return [["recovery", `${whole}; not by a failover`]];
  const { interval, threshold } = healthCheck;
  const most = `Route 53 takes ${sayDuration(bound)} at most`;
  return [
    ["recovery", whole],
    [
      "  detection",
      `${sayDuration(parts.detection)} until Route 53's checkers agreed (${threshold} x ${sayDuration(interval)} at most)`,
    ],
    ["  propagation", `${sayDuration(parts.propagation)} until its name servers answered the standby`],
    ["  TTL", `${sayDuration(parts.ttl)} until caches had forgotten the primary`],
    [
      "  added",
      took <= bound
        ? `nothing by the control plane: ${most}`
        : `${sayDuration(ms(took - bound))} by who held visitors back: ${most}`,
    ],
  ];
}

const sayAge = (age: DurationMs): string =>
  `${sayDuration(age)}: so far behind was the standby when visitors were first sent there`;

const sayJournal = (journal: ChainCheck): string =>
  journal.kind === "whole"
    ? `${journal.entries} entries, their chain verified`
    : `BROKEN: ${journal.because}`;

function sayBack(took: DurationMs, { policy }: Site): string {
  const { stableFor } = policy.failback;
  const stable = took >= stableFor ? `, ${sayDuration(stableFor)} of it to see it stay up (policy)` : "";
  return `${sayDuration(took)} from the primary's return to the last visitor back on it${stable}`;
}

function sayVisits({ total, failed, stale }: Figures["visits"]): string {
  const share = (part: number): string => `${((part / total) * 100).toFixed(1)} %`;
  return `${share(failed)} failed, ${share(stale)} got an old release`;
}
