import { readFileSync, writeFileSync } from "node:fs";
import { readExport } from "../shared/report/incidentExport.ts";
import { pageOf } from "../shared/report/page.ts";
import { reportOfExport } from "../shared/report/reportOfExport.ts";
import type { Cli } from "./cli.ts";
import { type ExitCode, exitCodes } from "./exitCodes.ts";
import { Mistake } from "./mistake.ts";

/** Makes the page of an exported incident; a journal whose chain is broken is a finding. */
export function writeReport({ terminal }: Pick<Cli, "terminal">, file: string, out: string | null): ExitCode {
  const read = readExport(orMistake(() => readFileSync(file, "utf8")));
  if (read.kind === "unreadable") throw new Mistake(`${file}: ${read.because}`);
  const report = reportOfExport(read.export);
  const page = out ?? file.replace(/(\.json)?$/, ".html");
  orMistake(() => writeFileSync(page, pageOf(report)));
  terminal.out(page);
  if (report.ending.kind !== "badly") return exitCodes.done;
  terminal.note(report.ending.says);
  return exitCodes.finding;
}

function orMistake<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Mistake(error instanceof Error ? error.message : String(error));
  }
}
