import type { Observation } from "../model/observation.ts";
import type { Position } from "../model/order.ts";
import { sayStand } from "../model/positions.ts";
import type { SiteRecord } from "../model/record.ts";
import { plainName } from "../model/recordSet.ts";
import type { Site } from "../model/site.ts";
import { leftBy, wasFree } from "../model/steering.ts";
import { switchChanges } from "../model/switch.ts";
import type { LeverPlan } from "./lever.ts";

/** The objects to put and to delete. Route 53's API is not needed: what is not known of the record sets stops nothing. */
export function planSwitch(
  to: Position,
  record: SiteRecord,
  observation: Observation,
  site: Site,
): LeverPlan {
  const objects = observation.switch;
  if (site.switch === null || objects === null)
    return { kind: "impossible", because: "no switch is provisioned for this site" };
  if (objects.kind === "unknown")
    return to === "automatic" && wasFree(record, "switch")
      ? { kind: "nothing" }
      : { kind: "impossible", because: objects.because };
  const changes = switchChanges(site.switch, objects.value, to);
  const because = to === "automatic" ? null : disconnected(record, observation, site);
  if (because !== null) return { kind: "impossible", because };
  return changes.length === 0
    ? { kind: "nothing" }
    : { kind: "planned", move: { lever: "switch", before: objects.value, changes } };
}

/** Why the switch would move nobody: PRIMARY record sets that don't look at the calculated check; null: they do. */
function disconnected(
  { steering }: SiteRecord,
  { records }: Observation,
  { healthCheck }: Site,
): string | null {
  if (records.kind === "unknown") {
    const left = leftBy(steering, "records");
    return left === "automatic"
      ? null
      : `the record sets were left ${sayStand[left]}, and no health check counts`;
  }
  const deaf = records.value.find(
    ({ Failover, HealthCheckId }) => Failover === "PRIMARY" && HealthCheckId !== healthCheck.id,
  );
  return deaf === undefined
    ? null
    : `PRIMARY of ${plainName(deaf.Name)} ${deaf.Type} ${deaf.HealthCheckId === undefined ? "has no health check" : `has another health check (${deaf.HealthCheckId})`}, so the switch moves nobody there`;
}
