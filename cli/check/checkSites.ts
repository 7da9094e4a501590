import { nearest } from "../../shared/config/nearest.ts";
import type { Site } from "../../shared/model/site.ts";
import { type Severity, severities } from "../../shared/readiness/check.ts";
import type { Readiness } from "../../shared/readiness/checkSite.ts";
import { checks } from "../../shared/readiness/table.ts";
import type { Cli } from "../cli.ts";
import { type ExitCode, exitCodes } from "../exitCodes.ts";
import { Mistake } from "../mistake.ts";
import type { JsonOption, ServiceOptions } from "../options.ts";
import { chooseSite, sitesFrom } from "../sites.ts";
import { addressOf } from "../target.ts";
import { jsonOf, showReadiness } from "./showReadiness.ts";

export interface CheckOptions extends ServiceOptions, JsonOption {
  readonly only: readonly string[];
  readonly severity: Severity;
}

/** Checks the site, or without a name all of them, with the caller's own credentials; changes nothing. */
export async function checkSites(
  cli: Cli,
  asked: string | undefined,
  options: CheckOptions,
): Promise<ExitCode> {
  const sites = sitesFrom(options.sites, cli);
  const wanted = wantedOf(options);
  const chosen = asked === undefined ? sites : [chooseSite(sites, asked)];
  const done: Readiness[] = [];
  for (const site of chosen) {
    const readiness = await cli.terminal.during(`checking ${site.name}`, checkOne(cli, site, sites, options));
    done.push({ ...readiness, checked: readiness.checked.filter(({ check }) => wanted(check.id)) });
  }
  if (options.json) cli.terminal.out(JSON.stringify(done.map(jsonOf(sites)), null, 2));
  else
    cli.terminal.out(
      done.map((one) => showReadiness(cli.terminal, one, chooseSite(sites, one.site))).join("\n\n"),
    );
  return exitCodeOf(done);
}

const checkOne = async (
  cli: Cli,
  site: Site,
  sites: readonly Site[],
  options: CheckOptions,
): Promise<Readiness> => await cli.readiness(addressOf(site, options), sites);

/** The rows that were asked for; a name that is none of them is a slip of the pen. */
function wantedOf({ only, severity }: Pick<CheckOptions, "only" | "severity">): (id: string) => boolean {
  const ids = checks.map(({ id }) => id);
  const stranger = only.find((id) => !ids.includes(id));
  if (stranger !== undefined) {
    const meant = nearest(stranger, ids);
    const hint = meant === null ? "docs/readiness.md has them all" : `Did you mean ${meant}?`;
    throw new Mistake(`there is no check ${stranger}. ${hint}`);
  }
  const bad = severities.slice(0, severities.indexOf(severity) + 1);
  const grave = checks.filter((check) => bad.includes(check.severity)).map(({ id }) => id);
  return (id) => grave.includes(id) && (only.length === 0 || only.includes(id));
}

function exitCodeOf(done: readonly Readiness[]): ExitCode {
  const kinds = done.flatMap(({ checked }) => checked.map(({ verdict }) => verdict.kind));
  if (kinds.includes("finding")) return exitCodes.finding;
  return kinds.includes("unknown") ? exitCodes.unknown : exitCodes.done;
}
