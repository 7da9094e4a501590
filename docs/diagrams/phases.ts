import { type PhaseRow, phaseRows } from "../../shared/decide/phases.ts";
import { type Phase, type PhaseEvent, phases } from "../../shared/model/incident.ts";
import { stateDiagram, table } from "./mermaid.ts";

/** The incident's phases as a diagram: only what changes the phase, as the table of the decision core has it. */
export function phaseDiagram(): string {
  return stateDiagram({
    start: "calm",
    states: phases,
    edges: moving.map(({ from, on, to }) => ({ from, to, on: said[on] })),
  });
}

/** Every row, in the table's own words: first what changes the phase, then why nothing changes. */
export function phaseTables(): string {
  return [
    rowsAsTable(moving),
    "",
    "<details><summary>Events that leave the phase as it is</summary>",
    "",
    rowsAsTable(staying),
    "",
    "</details>",
  ].join("\n");
}

const moving = phaseRows.filter(({ from, to }) => from !== to);
const staying = phaseRows.filter(({ from, to }) => from === to);

const rowsAsTable = (rows: readonly PhaseRow[]): string =>
  table(
    ["from", "on", "to", "why"],
    rows.map(({ from, on, to, why }) => [from, said[on], changed(from, to), why]),
  );

const changed = (from: Phase, to: Phase): string => (from === to ? "(stays)" : to);

const said: Readonly<Record<PhaseEvent, string>> = {
  primaryDown: "primary down",
  primaryUp: "primary up",
  primaryStable: "primary stable",
  visitorsOnSecondary: "visitors on secondary",
  visitorsOnPrimary: "visitors on primary",
  released: "released",
};
