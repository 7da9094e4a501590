import { writeFileSync } from "node:fs";
import type { JournalEntry } from "../shared/model/journal.ts";
import { reasonOf } from "../shared/model/reason.ts";
import { epochMs } from "../shared/model/time.ts";
import type { Answered } from "../shared/override/contract.ts";
import { exportOf } from "../shared/report/incidentExport.ts";
import { ask } from "./ask.ts";
import type { Cli } from "./cli.ts";
import { Mistake } from "./mistake.ts";
import type { Target } from "./target.ts";

/** The most that one answer holds. */
const most = 1000;

/** Writes an incident into a new file, for `failover report` or to keep. Gives what the override answered. */
export async function exportIncident(
  cli: Cli,
  target: Target,
  incident: string | undefined,
  file: string,
): Promise<Answered> {
  if (incident === undefined)
    throw new Mistake("which incident? --incident ID; `failover history` names them");
  const site = target.site.name;
  const answer = await ask(cli, target.override, { action: "history", site, limit: most });
  const journal = await reachingBackTo(incident, answer.history ?? [], cli, target);
  const exported = exportOf(journal, site, incident, epochMs(Date.parse(answer.status.asOf)));
  if (exported === null) throw noSuchIncident(incident, site);
  try {
    writeFileSync(file, `${JSON.stringify(exported, null, 2)}\n`, { flag: "wx" });
  } catch (error) {
    throw new Mistake(`${file} can't be written: ${reasonOf(error)}`);
  }
  cli.terminal.note(`${exported.entries.length} entries written to ${file}`);
  return answer;
}

/** What began before the last entries that an answer holds is read from the bucket. */
async function reachingBackTo(
  incident: string,
  last: readonly JournalEntry[],
  cli: Cli,
  { address }: Target,
): Promise<readonly JournalEntry[]> {
  const [first] = last;
  const isWhole = first === undefined || first.seq === 1;
  const begins = last.findIndex((entry) => entry.incident === incident);
  if (isWhole || begins > 0) return last;
  return (await cli.terminal.during("reading the journal", cli.journal(address))).entries;
}

export const noSuchIncident = (incident: string, site: string): Mistake =>
  new Mistake(`no entry of an incident ${incident} in the journal of ${site}`);
