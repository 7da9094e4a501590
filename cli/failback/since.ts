import type { Site } from "../../shared/model/site.ts";
import { type EpochMs, epochMs, sayTime } from "../../shared/model/time.ts";
import { ask } from "../ask.ts";
import type { Cli } from "../cli.ts";
import type { FailbackOptions } from "../commands/failbackManifest.ts";
import { Mistake } from "../mistake.ts";
import { addressOf } from "../target.ts";

/** From when on what was done on the standby counts, and who says so; `at` null: all of it does. */
export interface Since {
  readonly at: EpochMs | null;
  readonly because: string;
}

/**
 * As the person says, else since the incident began: the same moment that the rule no-divergence judges by. Where the
 * record can't be asked nothing is left out: a list that is too long is read, one that is too short loses something.
 */
export async function sinceOf(cli: Cli, site: Site, options: FailbackOptions): Promise<Since> {
  if (options.since !== undefined) return { at: timeOf(options.since), because: "as --since says" };
  try {
    const override = await cli.reach(addressOf(site, options));
    const { status } = await ask(cli, override, { action: "status", site: site.name });
    const incident = status.incident ?? status.lastIncident;
    if (incident === null) return { at: null, because: "the record knows of no incident" };
    return { at: timeOf(incident.openedAt), because: `when incident ${incident.id} began` };
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    return { at: null, because: `when the incident began is not known: ${error.message}` };
  }
}

export const saySince = ({ at, because }: Since): string =>
  at === null
    ? `What was done on the standby at any time counts (--since leaves out what is older): ${because}.`
    : `What was done on the standby since ${sayTime(at)} counts, ${because}.`;

function timeOf(text: string): EpochMs {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Mistake(`--since ${text} is no time like 2026-11-23T03:05:00Z`);
  return epochMs(at);
}
