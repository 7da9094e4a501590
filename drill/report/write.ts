import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { pageOf } from "../../shared/report/page.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import type { World } from "../world.ts";
import { reportOf } from "./reportOf.ts";

/** Writes a play's report; why it could not, or null. */
export function writeReport(file: string, scenario: Scenario, world: World): string | null {
  const page = pageOf(reportOf(scenario, world));
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, page);
    return null;
  } catch (error) {
    return `the report can't be written to ${file}: ${error instanceof Error ? error.message : error}`;
  }
}
