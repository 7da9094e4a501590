import type { Phase, PhaseEvent } from "../model/incident.ts";

/** One row of the incident's phase machine. A row whose `to` is its `from` says why nothing changes. */
export interface PhaseRow {
  readonly from: Phase;
  readonly on: PhaseEvent;
  readonly to: Phase;
  readonly why: string;
}

const row = (from: Phase, on: PhaseEvent, to: Phase, why: string): PhaseRow => ({ from, on, to, why });

/** Every phase answers every event. Diagrams and the completeness test are made from these rows. */
export const phaseRows: readonly PhaseRow[] = [
  row("calm", "primaryDown", "suspected", "the primary looks down"),
  row("calm", "primaryUp", "calm", "all is well"),
  row("calm", "primaryStable", "calm", "all is well"),
  row("calm", "visitorsOnSecondary", "failedOver", "visitors are served by the standby"),
  row("calm", "visitorsOnPrimary", "calm", "all is well"),
  row("calm", "released", "calm", "a release with visitors on the primary moves nobody"),

  row("suspected", "primaryDown", "suspected", "still down, and Route 53 has not moved visitors"),
  row("suspected", "primaryUp", "calm", "the primary answers again before anyone was moved"),
  row("suspected", "primaryStable", "calm", "the primary answers again before anyone was moved"),
  row("suspected", "visitorsOnSecondary", "failedOver", "visitors are served by the standby"),
  row("suspected", "visitorsOnPrimary", "suspected", "visitors reach the primary, our probes do not"),
  row("suspected", "released", "suspected", "a release leaves it to Route 53"),

  row("failedOver", "primaryDown", "failedOver", "the primary is still down"),
  row("failedOver", "primaryUp", "recovering", "the primary answers, and visitors are on the standby"),
  row(
    "failedOver",
    "primaryStable",
    "ready",
    "the primary has been stable all along: a move without an outage",
  ),
  row("failedOver", "visitorsOnSecondary", "failedOver", "visitors are on the standby, as they should be"),
  row("failedOver", "visitorsOnPrimary", "calm", "visitors are back on the primary"),
  row("failedOver", "released", "returning", "released by order"),

  row("recovering", "primaryDown", "failedOver", "the primary fell again"),
  row("recovering", "primaryUp", "recovering", "the primary answers, not yet for long enough"),
  row("recovering", "primaryStable", "ready", "the primary has been stable for as long as policy asks"),
  row(
    "recovering",
    "visitorsOnSecondary",
    "recovering",
    "visitors are on the standby until the way back is safe",
  ),
  row("recovering", "visitorsOnPrimary", "calm", "visitors are back on the primary"),
  row("recovering", "released", "returning", "released by order, before policy would have"),

  row("ready", "primaryDown", "failedOver", "the primary fell again"),
  row("ready", "primaryUp", "ready", "the primary keeps answering"),
  row("ready", "primaryStable", "ready", "the primary keeps answering"),
  row("ready", "visitorsOnSecondary", "ready", "visitors are on the standby until the failback"),
  row("ready", "visitorsOnPrimary", "calm", "visitors are back on the primary"),
  row("ready", "released", "returning", "released: Route 53 sends visitors back"),

  row("returning", "primaryDown", "failedOver", "the primary fell again on the way back"),
  row("returning", "primaryUp", "returning", "visitors are on their way back"),
  row("returning", "primaryStable", "returning", "visitors are on their way back"),
  row("returning", "visitorsOnSecondary", "returning", "DNS has not brought visitors back yet"),
  row("returning", "visitorsOnPrimary", "calm", "visitors are back on the primary"),
  row("returning", "released", "returning", "it was released already"),
];

const byPhaseAndEvent = new Map(phaseRows.map((r) => [`${r.from} ${r.on}`, r]));

/** The row for an event in a phase. */
export function phaseRow(from: Phase, on: PhaseEvent): PhaseRow {
  const found = byPhaseAndEvent.get(`${from} ${on}`);
  if (found === undefined) throw new Error(`the phase table has no row for ${on} in ${from}`);
  return found;
}
