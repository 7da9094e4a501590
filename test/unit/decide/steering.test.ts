import { expect, it } from "vitest";
import { places, steeringRows } from "../../../docs/diagrams/steering.ts";
import { decide } from "../../../shared/decide/decide.ts";
import { phases } from "../../../shared/model/incident.ts";
import { known } from "../../../shared/model/observation.ts";
import type { Order, Position } from "../../../shared/model/order.ts";
import { recordSetsIn } from "../../../shared/model/positions.ts";
import type { SteeredBy } from "../../../shared/model/record.ts";
import { aSite } from "../../fixtures/site.ts";
import {
  anIncident,
  anObservation,
  aRecord,
  aRequest,
  current,
  down,
  freeRecordSets,
  notProbed,
  replicaUnknown,
  stale,
  steered,
  t0,
} from "../../fixtures/world.ts";

const site = aSite();
const up = anObservation().sides.primary;

/** Every combination of what is asked and seen, for a record that stands at a place with an order that may stand there. */
function worldsAt(position: Position, by: SteeredBy) {
  const records = known(recordSetsIn(position, freeRecordSets), t0);
  const seen = requests.flatMap((request) =>
    sidesAndReplica.map((seen) => anObservation({ ...seen, records, request })),
  );
  const remembered = ordersAt(position, by).flatMap((order) =>
    [null, ...phases.slice(1).map((phase) => anIncident(phase))].map((incident) =>
      aRecord(site, { steering: steered(position, by), order, incident }),
    ),
  );
  return remembered.flatMap((record) => seen.map((observation) => ({ record, observation })));
}

const sidesAndReplica = [up, down, notProbed].flatMap((primary) =>
  [up, down].flatMap((secondary) =>
    [current, stale, replicaUnknown].flatMap((replica) =>
      (["primary", "secondary"] as const).map((servedBy) => ({ primary, secondary, replica, servedBy })),
    ),
  ),
);

const overrideRules = ["replica-current", "replica-serves", "order-in-force"] as const;
const requests = [
  null,
  ...(["force", "hold", "release"] as const).flatMap((action) => [
    aRequest(action),
    aRequest(action, { overrideRules }),
  ]),
];

/** A release stands as an order only against the gate. */
function ordersAt(position: Position, by: SteeredBy): readonly (Order | null)[] {
  const againstGate =
    (position === "primary" && by === "gate") || (position === "automatic" && by === "order");
  const kinds = againstGate ? (["force", "hold", "release"] as const) : (["force", "hold"] as const);
  const { id, who, why } = aRequest("force");
  return [
    null,
    ...kinds.map((kind) => ({ kind, id, who, why, placedAt: t0, until: null, overrideRules: [] })),
  ];
}

function waysFrom(place: string): readonly string[] {
  const [position, by] = place.split(" by ") as [Position, SteeredBy];
  const to = [...worldsAt(position, by)].flatMap(({ record, observation }) => {
    const decision = decide(record, observation, site, t0);
    return decision.kind === "steer" ? [`${decision.to} by ${decision.by}`] : [];
  });
  return [...new Set(to)].filter((other) => other !== place).sort();
}

/** A person's force and hold are possible everywhere: one row each. */
const documentedFrom = (place: string): readonly string[] =>
  [
    ...new Set(
      steeringRows.filter(({ from }) => from === place || from === "any").map(({ to }) => to as string),
    ),
  ]
    .filter((other) => other !== place)
    .sort();

it.each(places)("from %s the steering goes the ways that docs/phases.md has, and no other", (place) => {
  expect(waysFrom(place)).toEqual(documentedFrom(place));
});
