import { expect, it } from "vitest";
import { type SteeringStanding, steeringStands } from "../../../shared/decide/standing.ts";
import { known, unknown } from "../../../shared/model/observation.ts";
import type { Position } from "../../../shared/model/order.ts";
import { recordSetsIn } from "../../../shared/model/positions.ts";
import type { SiteRecord } from "../../../shared/model/record.ts";
import { aSwitchedSite } from "../../fixtures/site.ts";
import {
  aMove,
  anIntent,
  anObservation,
  aRecord,
  freeRecordSets,
  steered,
  t0,
} from "../../fixtures/world.ts";

const site = aSwitchedSite();
type Seen = Position | "unreadable";

const object = { etag: '"e"', body: "" };
const objects = {
  automatic: { hold: null, force: null },
  primary: { hold: object, force: null },
  secondary: { hold: null, force: object },
};

function stands(records: Seen, switched: Seen, record: Partial<SiteRecord> = {}): SteeringStanding {
  const observation = anObservation({
    records:
      records === "unreadable" ? unknown("ETIMEDOUT", t0) : known(recordSetsIn(records, freeRecordSets), t0),
    switch: switched === "unreadable" ? unknown("AccessDenied", t0) : known(objects[switched], t0),
  });
  return steeringStands(aRecord(site, record), observation, site);
}

const bySwitch = { steering: { ...steered("secondary", "order"), lever: "switch" } } as const;
const byRecords = { steering: steered("secondary", "order") };
const at = (position: Position, by: "records" | "switch") => ({ kind: "at", position, by });

it.each<[what: string, records: Seen, switched: Seen, record: Partial<SiteRecord>, expected: unknown]>([
  ["nothing steers", "automatic", "automatic", {}, at("automatic", "records")],
  ["the switch decides under failover pairs", "automatic", "secondary", {}, at("secondary", "switch")],
  ["steered record sets have no health check, and win", "primary", "automatic", {}, at("primary", "records")],
  ["both may say the same", "secondary", "secondary", {}, at("secondary", "records")],
  [
    "and contradict each other",
    "primary",
    "secondary",
    {},
    {
      kind: "drifted",
      because:
        "the levers contradict each other: the record sets stand so that visitors stay on the primary, and the switch stands with the object force, so that visitors go to the standby",
    },
  ],
  ["with us-east-1 dark the switch tells", "unreadable", "secondary", bySwitch, at("secondary", "switch")],
  ["also that nothing steers", "unreadable", "automatic", {}, at("automatic", "switch")],
  [
    "a switch that can't be read stands nobody knows where while it is being pulled",
    "automatic",
    "unreadable",
    { intent: anIntent({ moves: [{ lever: "switch", before: objects.automatic, changes: [] }] }) },
    { kind: "unknown", because: "AccessDenied" },
  ],
  [
    "but not where the record sets were left steered",
    "unreadable",
    "automatic",
    byRecords,
    { kind: "unknown", because: "ETIMEDOUT" },
  ],
  [
    "nor while a change of them is under way",
    "unreadable",
    "automatic",
    { intent: anIntent({ moves: [aMove] }) },
    { kind: "unknown", because: "ETIMEDOUT" },
  ],
  [
    "with its bucket cut off the switch is as it was left",
    "automatic",
    "unreadable",
    {},
    at("automatic", "records"),
  ],
  [
    "but not where it is the lever that steers",
    "automatic",
    "unreadable",
    bySwitch,
    { kind: "unknown", because: "AccessDenied" },
  ],
  [
    "which does not matter under steered record sets",
    "secondary",
    "unreadable",
    byRecords,
    at("secondary", "records"),
  ],
  [
    "with both dark nothing is known",
    "unreadable",
    "unreadable",
    {},
    { kind: "unknown", because: "ETIMEDOUT; AccessDenied" },
  ],
])("%s", (_, records, switched, record, expected) => {
  expect(stands(records, switched, record)).toEqual(expected);
});
