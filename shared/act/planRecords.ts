import type { Observation } from "../model/observation.ts";
import type { Position } from "../model/order.ts";
import { changesBetween, recordSetsIn } from "../model/positions.ts";
import type { SiteRecord } from "../model/record.ts";
import type { Site } from "../model/site.ts";
import { leftBy, wasFree } from "../model/steering.ts";
import { saySwitch, switchPosition } from "../model/switch.ts";
import type { LeverPlan } from "./lever.ts";

/** The batch that leads there, through Route 53's control plane. */
export function planRecords(
  to: Position,
  record: SiteRecord,
  observation: Observation,
  site: Site,
): LeverPlan {
  const { records } = observation;
  const { baseline } = record;
  const because = contradiction(to, record, observation);
  if (because !== null) return { kind: "impossible", because };
  if (records.kind === "known" && baseline !== null) {
    const after = recordSetsIn(to, baseline);
    const changes = changesBetween(records.value, after);
    return changes.length === 0
      ? { kind: "nothing" }
      : { kind: "planned", move: { lever: "records", before: records.value, after, changes } };
  }
  // A release by the switch needs no record sets, where they were left as they were.
  if (to === "automatic" && site.switch !== null && wasFree(record, "records")) return { kind: "nothing" };
  return records.kind === "unknown"
    ? { kind: "impossible", because: records.because }
    : { kind: "impossible", because: "the record sets have never been seen as failover pairs" };
}

/**
 * Never the two levers against each other: once the record sets were released, the switch would move visitors, and till
 * then every move is refused. A person who names the record sets and overrides `stale-plan` knows that.
 */
function contradiction(to: Position, { steering }: SiteRecord, observation: Observation): string | null {
  const seen = observation.switch;
  if (to === "automatic" || seen === null || insists(observation)) return null;
  const stands = seen.kind === "known" ? switchPosition(seen.value) : leftBy(steering, "switch");
  return stands === "automatic" || stands === to
    ? null
    : `the switch stands ${saySwitch[stands]}, and the record sets would stand against it`;
}

const insists = ({ request }: Observation): boolean =>
  request?.lever === "records" && request.overrideRules.includes("stale-plan");
