import type { Change } from "../../shared/model/move.ts";
import { plainName, type RecordSet } from "../../shared/model/recordSet.ts";

/** What one write is of: a record set by name, type and failover role; an object of the switch by its URL. */
export const placeOf = (change: Change): string =>
  "recordSet" in change ? nameOf(change.recordSet) : change.url;

/** What it writes there. */
export function sayChange(change: Change): string {
  if ("recordSet" in change) return contentOf(change.recordSet);
  return change.action === "PUT"
    ? "put, where nothing is (If-None-Match: *)"
    : `deleted, as seen (If-Match: ${change.etag})`;
}

const nameOf = ({ Name, Type, Failover }: RecordSet): string =>
  [plainName(Name), Type, Failover].filter((part) => part !== undefined).join(" ");

/** Everything of the set that its name above does not say. */
function contentOf({ AliasTarget, ResourceRecords, TTL, HealthCheckId }: RecordSet): string {
  const parts = [
    AliasTarget === undefined ? undefined : `alias ${plainName(AliasTarget.DNSName)}`,
    ResourceRecords?.map(({ Value }) => Value).join(" "),
    TTL === undefined ? undefined : `TTL ${TTL}`,
    HealthCheckId === undefined ? "no health check" : `health check ${HealthCheckId}`,
    AliasTarget?.EvaluateTargetHealth ? "target health evaluated" : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}
