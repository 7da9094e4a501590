import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { type Adopted, adopt, type ToMake } from "../../infra/adopt/adopt.ts";
import type { Gap } from "../../infra/adopt/gaps.ts";
import { awsPorts } from "../../infra/provision/awsPorts.ts";
import { awsClients } from "../../shared/aws/clients.ts";
import { readSiteOver } from "../../shared/aws/siteReader.ts";
import { parsePlan } from "../../shared/config/load.ts";
import { sayProblems } from "../../shared/config/problem.ts";
import type { Cli } from "../cli.ts";
import type { AdoptOptions } from "../commands/adopt.ts";
import { type ExitCode, exitCodes } from "../exitCodes.ts";
import { Mistake } from "../mistake.ts";
import { sitesFile } from "../sites.ts";
import { reachable } from "./reachable.ts";

/** Reads, and says; with --write the entry is added to sites.yml, which is all that is ever written. */
export async function showAdopt(cli: Cli, host: string, options: AdoptOptions): Promise<ExitCode> {
  const file = sitesFile(options.sites, cli);
  const before = existsSync(file) ? readFileSync(file, "utf8") : null;
  const writtenText = before !== null && hasSite(before, file, host) ? before : null;
  const ports = { reader: readSiteOver(awsClients()), provision: awsPorts(file, () => {}) };
  const asked = { standbyRegion: options.standbyRegion ?? null, writtenText };
  const adopted = await cli.terminal.during(`reading ${host}`, reachable(adopt(ports, host, asked)));
  if (adopted.kind === "notFound") throw new Mistake(`${adopted.because}.\n${adopted.remedy}.`);
  if (adopted.kind === "invalid") throw new Mistake(sayProblems(adopted.problems));
  if (options.write && writtenText === null) write(file, before, adopted.entry.text, host);
  cli.terminal.out(options.json ? JSON.stringify(adopted, null, 2) : say(adopted, host, file, options));
  return adopted.toMake.length + adopted.gaps.length === 0 ? exitCodes.done : exitCodes.finding;
}

/** A sites.yml with faults elsewhere can't be added to: they are told first. */
function hasSite(text: string, file: string, host: string): boolean {
  const plan = parsePlan(text, file);
  if (plan.kind === "invalid") throw new Mistake(sayProblems(plan.problems));
  return plan.sites.some((planned) => planned.host === host);
}

/** "sites:" is all there is at the top of the file, so an entry at its end is one more site. */
function write(file: string, before: string | null, entry: string, host: string): void {
  const text = before === null ? `sites:\n${entry}` : `${before.trimEnd()}\n\n${entry}`;
  const plan = parsePlan(text, file);
  if (plan.kind === "invalid") throw new Mistake(sayProblems(plan.problems));
  if (!plan.sites.some((planned) => planned.host === host))
    throw new Mistake(`the entry can't be added to ${file}: add it by hand below "sites:"`);
  writeFileSync(file, text);
}

type Found = Extract<Adopted, { kind: "adopted" }>;

function say(
  { entry, toMake, gaps }: Found,
  host: string,
  file: string,
  { write: wrote }: AdoptOptions,
): string {
  const where = entry.isWritten ? `${host} stands in ${file}.` : `${host}, as found:\n\n${entry.text}`;
  const next = entry.isWritten
    ? ""
    : wrote
      ? `Added to ${file}.\n`
      : 'Add it below "sites:", or let --write do it.\n';
  return [where, next, sayToMake(toMake), sayGaps(gaps)].filter((part) => part !== "").join("\n");
}

function sayToMake(toMake: readonly ToMake[]): string {
  if (toMake.length === 0) return "Every stack is there, or somebody else's.";
  const lines = toMake.flatMap(({ step, region, template, stack, parameters }) => [
    `  ${step} (${region}, ${template})`,
    parameters === null
      ? "    its parameters come from what is made before it"
      : `    aws cloudformation deploy --region ${region} --stack-name ${stack} --template-file ${template} --capabilities CAPABILITY_IAM --parameter-overrides ${sayParameters(parameters)}`,
  ]);
  return ["Not there, and made by npx failover provision:", ...lines].join("\n");
}

const sayParameters = (parameters: Readonly<Record<string, string>>): string =>
  Object.entries(parameters)
    .map(([key, value]) => `${key}='${value}'`)
    .join(" ");

function sayGaps(gaps: readonly Gap[]): string {
  if (gaps.length === 0) return "What is there lacks nothing that adopt looks at; failover check asks more.";
  const lines = gaps.flatMap(({ what, command }) => [
    `  ${what}`,
    ...command.split("\n").map((one) => `    ${one}`),
  ]);
  return ["Lacking in what is there; read each command before you run it:", ...lines].join("\n");
}
