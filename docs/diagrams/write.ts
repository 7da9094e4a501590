import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { phaseDiagram, phaseTables } from "./phases.ts";
import { readinessChapters, readinessFindings, readinessTable } from "./readiness.ts";
import { steeringDiagram, steeringTable } from "./steering.ts";

/** What stands between `<!-- name -->` and `<!-- /name -->`, by name. */
export const generated: Readonly<Record<string, () => string>> = {
  phases: phaseDiagram,
  "phase-tables": phaseTables,
  steering: steeringDiagram,
  "steering-table": steeringTable,
  readiness: readinessChapters,
  "readiness-table": readinessTable,
  "readiness-findings": readinessFindings,
};

const root = new URL("../../", import.meta.url);

/** The files that may embed what is generated; a file or a marker that is not there is left out. */
export const embedding: readonly URL[] = [
  "docs/phases.md",
  "docs/readiness.md",
  "docs/runbook.md",
  "README.md",
]
  .map((path) => new URL(path, root))
  .filter((file) => existsSync(file));

/** The text with everything between known markers made anew. */
export function withGenerated(
  text: string,
  makers: Readonly<Record<string, () => string>> = generated,
): string {
  return Object.entries(makers).reduce(
    (whole, [name, make]) =>
      whole.replace(
        new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- /${name} -->)`, "g"),
        (_, open: string, close: string) => `${open}\n${make()}\n\n${close}`,
      ),
    text,
  );
}

if (import.meta.main)
  for (const file of embedding) writeFileSync(file, withGenerated(readFileSync(file, "utf8")));
