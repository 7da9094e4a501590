import type { Site } from "../shared/model/site.ts";
import type { OverrideAnswer } from "../shared/override/contract.ts";
import type { Cli } from "./cli.ts";
import { exitCodes } from "./exitCodes.ts";
import type { Looked, StatusOptions } from "./lookAtStatus.ts";
import type { Asked } from "./override/reach.ts";
import { isWell, overview } from "./show/overview.ts";
import { targetOf } from "./target.ts";

/** A site, and how it stands; what could not be read is an answer too. */
export interface Standing {
  readonly site: string;
  readonly answer: OverrideAnswer;
}

/** A line for each site, those that need a person first. Exits 5 when one can't be read. */
export async function lookAtAll(cli: Cli, sites: readonly Site[], options: StatusOptions): Promise<Looked> {
  const standings = await cli.terminal.during(
    `asking about ${sites.length} sites`,
    Promise.all(sites.map((site) => standingOf(cli, site, options))),
  );
  const sorted = standings.toSorted((a, b) => Number(isWell(a)) - Number(isWell(b)));
  const text = options.json
    ? JSON.stringify(sorted, null, options.watch ? 0 : 2)
    : overview(cli.terminal, sorted);
  const unread = standings.some(({ answer }) => "error" in answer);
  return { text, code: unread ? exitCodes.unknown : exitCodes.done };
}

async function standingOf(cli: Cli, { name }: Site, options: StatusOptions): Promise<Standing> {
  const { override } = await targetOf(cli, name, options);
  return { site: name, answer: answerIn(await override.ask({ action: "status", site: name })) };
}

const answerIn = (asked: Asked): OverrideAnswer =>
  asked.kind === "answered"
    ? asked.answer
    : { ok: false, error: { code: "Unavailable", message: asked.because } };
