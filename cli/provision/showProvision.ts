import { awsPorts } from "../../infra/provision/awsPorts.ts";
import { isPending, type Plan, type Provisioned, provision } from "../../infra/provision/provision.ts";
import type { Surveyed } from "../../infra/provision/survey.ts";
import { loadPlan } from "../../shared/config/load.ts";
import { sayProblems } from "../../shared/config/problem.ts";
import type { Cli } from "../cli.ts";
import type { ProvisionOptions } from "../commands/provision.ts";
import { type ExitCode, exitCodes } from "../exitCodes.ts";
import { Mistake } from "../mistake.ts";
import { sitesFile } from "../sites.ts";
import { reachable } from "./reachable.ts";
import { sayProgress, saySurvey } from "./saySurvey.ts";

/** Provisions, asks once where there is somebody to ask, and says how it ended. */
export async function showProvision(cli: Cli, options: ProvisionOptions): Promise<ExitCode> {
  const file = sitesFile(options.sites, cli);
  const ports = awsPorts(file, (progress) => {
    const line = sayProgress(progress);
    if (line !== null) cli.terminal.note(line);
  });
  const wish = {
    only: options.only ?? null,
    allowed: options.allow,
    dryRun: options.dryRun === true,
    confirm: (surveyed: readonly Surveyed[]) => confirm(cli, options, surveyed),
  };
  const provisioned = await reachable(provision(ports, planFrom(file), wish));
  if (options.json) cli.terminal.out(JSON.stringify(provisioned, asPrograms, 2));
  else cli.terminal.out(sayEnd(provisioned, file));
  return exitCodeOf(provisioned);
}

function planFrom(file: string): Plan {
  const plan = loadPlan(file);
  if (plan.kind === "invalid") throw new Mistake(sayProblems(plan.problems));
  return plan;
}

async function confirm(
  { terminal }: Cli,
  { yes, json }: ProvisionOptions,
  surveyed: readonly Surveyed[],
): Promise<boolean> {
  if (!surveyed.some(({ outlook }) => isPending(outlook))) return true;
  if (!json) terminal.note(saySurvey(surveyed));
  if (yes) return true;
  if (!terminal.isInteractive)
    throw new Mistake("nobody can be asked here: look with --dry-run, then give --yes");
  const { confirm: ask, isCancel } = await import("@clack/prompts");
  const answer = await ask({ message: "Make this?", initialValue: false, output: process.stderr });
  return !isCancel(answer) && answer;
}

function sayEnd(provisioned: Provisioned, file: string): string {
  switch (provisioned.kind) {
    case "planned":
      return `${saySurvey(provisioned.surveyed)}\nNothing was changed.`;
    case "declined":
      return "Nothing was changed.";
    case "done":
      return provisioned.changed.length === 0
        ? "Everything is as sites.yml says. Nothing was changed."
        : `Done. Made or changed: ${provisioned.changed.length}. The ids are in ${file}.`;
    case "refused":
      return [
        "Refused:",
        ...provisioned.refusals.map(
          ({ step, logicalId, type, because }) =>
            `  ${step}: ${logicalId} (${type}): ${because}\n    if it is meant: --allow ${step.split(" ")[0]}/${logicalId}`,
        ),
      ].join("\n");
    case "contradicted":
      return [
        "sites.yml names other ids than the stacks made:",
        ...provisioned.contradictions.map(
          ({ path, written, made }) => `  ${path}: ${written} is written, ${made} was made`,
        ),
        "Write the one that is meant. To give a stack up, delete it: what holds data or names is kept.",
      ].join("\n");
    case "stuck":
      return `${provisioned.step}: ${provisioned.because}\nremedy: ${provisioned.remedy}`;
  }
}

function exitCodeOf({ kind }: Provisioned): ExitCode {
  switch (kind) {
    case "done":
    case "planned":
      return exitCodes.done;
    case "declined":
    case "refused":
      return exitCodes.refused;
    case "contradicted":
    case "stuck":
      return exitCodes.finding;
  }
}

/** A step as programs see it: no functions. */
const asPrograms = (key: string, value: unknown): unknown =>
  key === "step" && value !== null && typeof value === "object" && "id" in value ? value.id : value;
