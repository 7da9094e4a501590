import type { Observation, Reading } from "../model/observation.ts";
import type { LeverName, Position } from "../model/order.ts";
import { type Standing, sayStand, standingOf } from "../model/positions.ts";
import type { SiteRecord } from "../model/record.ts";
import type { Site } from "../model/site.ts";
import { wasFree } from "../model/steering.ts";
import { type SwitchObjects, saySwitch, switchPosition } from "../model/switch.ts";

/** Where visitors are steered by what stands, over both levers; `by`: the lever that makes it so. */
export type SteeringStanding =
  | { readonly kind: "at"; readonly position: Position; readonly by: LeverName }
  | Exclude<Standing, { kind: "at" }>
  | { readonly kind: "unknown"; readonly because: string };

/**
 * Record sets that stand steered have no health check, so they win over the switch; where they stand as failover pairs
 * the switch decides. A lever that can't be read is taken to stand as it was left, unless it was the one that steers: so
 * a dark us-east-1 keeps nobody from pulling the switch, and a switch bucket cut off nobody from the record sets.
 */
export function steeringStands(record: SiteRecord, observation: Observation, site: Site): SteeringStanding {
  const records = recordSetsStand(record, observation, site);
  const switched = observation.switch === null ? null : switchStands(record, observation.switch);
  if (records.kind === "unknown")
    return wasFree(record, "records") && !recordsUnderWay(record) && switched !== null
      ? bySwitch(switched, records)
      : records;
  if (records.kind !== "at") return records;
  if (records.position === "automatic")
    return switched === null ? byRecords(records) : bySwitch(switched, records);
  return contradicted(records, switched) ?? byRecords(records);
}

function recordSetsStand({ baseline }: SiteRecord, { records }: Observation, site: Site) {
  return records.kind === "known"
    ? standingOf(records.value, baseline, site)
    : ({ kind: "unknown", because: records.because } as const);
}

type Switched =
  | { readonly kind: "at"; readonly position: Position }
  /** Not read, and not the lever that steers: nobody of ours put anything there. */
  | { readonly kind: "asLeft"; readonly because: string }
  | { readonly kind: "unknown"; readonly because: string };

function switchStands(record: SiteRecord, objects: Reading<SwitchObjects>): Switched {
  if (objects.kind === "known") return { kind: "at", position: switchPosition(objects.value) };
  return wasFree(record, "switch") && !switchUnderWay(record)
    ? { kind: "asLeft", because: objects.because }
    : { kind: "unknown", because: objects.because };
}

/** Record sets may be changing: what can't be read of them can't be taken to stand as it was left. */
const recordsUnderWay = ({ intent }: SiteRecord): boolean =>
  intent !== null && (intent.changeId !== null || intent.moves[0]?.lever === "records");

/** So may the switch's objects, where an intent that nobody saw the end of means to put or delete them. */
const switchUnderWay = ({ intent }: SiteRecord): boolean =>
  intent !== null && intent.changeId === null && intent.moves.some(({ lever }) => lever === "switch");

type RecordSetsStand = ReturnType<typeof recordSetsStand>;

function bySwitch(switched: Switched, records: RecordSetsStand): SteeringStanding {
  switch (switched.kind) {
    case "at":
      return switched.position === "automatic" && records.kind === "at"
        ? byRecords(records)
        : { ...switched, by: "switch" };
    case "asLeft":
      return records.kind === "at"
        ? byRecords(records)
        : { kind: "unknown", because: `${records.because}; ${switched.because}` };
    case "unknown":
      return switched;
  }
}

const byRecords = ({ position }: { readonly position: Position }): SteeringStanding => ({
  kind: "at",
  position,
  by: "records",
});

/** Released, the record sets would hand visitors over to a switch that says otherwise. */
function contradicted(
  records: { readonly position: Position },
  switched: Switched | null,
): SteeringStanding | null {
  if (switched?.kind !== "at") return null;
  if (switched.position === "automatic" || switched.position === records.position) return null;
  return {
    kind: "drifted",
    because: `the levers contradict each other: ${sayStanding({ position: records.position, by: "records" })}, and ${sayStanding({ position: switched.position, by: "switch" })}`,
  };
}

export const sayStanding = ({
  position,
  by,
}: {
  readonly position: Position;
  readonly by: LeverName;
}): string =>
  by === "records"
    ? `the record sets stand ${sayStand[position]}`
    : `the switch stands ${saySwitch[position]}`;
