import { stateDiagram, table } from "./mermaid.ts";

/** One way in which the steering moves. `from` "any" stands for every other place. */
export interface SteeringRow {
  readonly from: Place | "any";
  readonly on: string;
  readonly to: Place;
  readonly why: string;
}

/** A position, and who put the steering there: `position by`. */
export type Place = (typeof places)[number];

export const places = [
  "automatic by route53",
  "automatic by order",
  "primary by gate",
  "primary by order",
  "secondary by latch",
  "secondary by order",
] as const;

const row = (from: SteeringRow["from"], on: string, to: Place, why: string): SteeringRow => ({
  from,
  on,
  to,
  why,
});

/**
 * Written by hand: where the steering goes follows from the precedence in `decide` (order, gate, latch, Route 53), not
 * from a table. A test tries every combination of what is remembered and seen, and finds these rows and no others.
 */
export const steeringRows: readonly SteeringRow[] = [
  row("any", "force ordered", "secondary by order", "a person's order comes before all else"),
  row("any", "hold ordered", "primary by order", "a person's order comes before all else"),
  row(
    "primary by gate",
    "release ordered",
    "automatic by order",
    "only as an order does it keep the gate from closing again",
  ),
  row("automatic by order", "order ended or released", "automatic by route53", "nobody steers any more"),
  row(
    "automatic by route53",
    "replica unfit",
    "primary by gate",
    "Route 53 must not send visitors to it by itself",
  ),
  row("automatic by order", "order ended, replica unfit", "primary by gate", "the gate closes again"),
  row(
    "primary by order",
    "order ended, replica unfit",
    "primary by gate",
    "visitors stay where they are, for another reason",
  ),
  row(
    "primary by gate",
    "replica fit",
    "automatic by route53",
    "nothing stands against Route 53's own failover",
  ),
  row("primary by order", "order ended or released", "automatic by route53", "nobody steers any more"),
  row(
    "automatic by route53",
    "failed over, replica fit",
    "secondary by latch",
    "visitors must not flap back",
  ),
  row("automatic by order", "order ended, failed over", "secondary by latch", "visitors must not flap back"),
  row(
    "primary by gate",
    "visitors seen moved all the same, replica fit",
    "secondary by latch",
    "Route 53 was faster than the gate",
  ),
  row("primary by order", "order ended, failed over", "secondary by latch", "visitors must not flap back"),
  row("secondary by order", "order ended", "secondary by latch", "the end of an order moves nobody"),
  row("secondary by latch", "primary stable, or released", "automatic by route53", "the way back is safe"),
  row("secondary by order", "released, or ended and safe", "automatic by route53", "the way back is safe"),
];

/** Where the steering goes; a person's force and hold, possible everywhere, are left to the table. */
export function steeringDiagram(): string {
  const edges = steeringRows.flatMap(({ from, on, to }) => (from === "any" ? [] : [{ from, on, to }]));
  return stateDiagram({ start: "automatic by route53", states: places, edges });
}

export const steeringTable = (): string =>
  table(
    ["from", "on", "to", "why"],
    steeringRows.map(({ from, on, to, why }) => [from, on, to, why]),
  );
