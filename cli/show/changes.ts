import { hanging } from "../../drill/rows.ts";
import type { Change } from "../../shared/model/move.ts";
import { plainName, type RecordSet } from "../../shared/model/recordSet.ts";
import type { Terminal } from "../terminal.ts";

/** The exact writes: a record set's old value above its new one, an object of the switch by its URL. */
export function showChanges({ paint, columns }: Terminal, changes: readonly Change[]): readonly string[] {
  const paintRow = ({ action }: Change, text: string): readonly string[] =>
    hanging(action === "DELETE" ? "    - " : "    + ", text, columns).map((line) =>
      paint(action === "DELETE" ? "red" : "green", line),
    );
  const byPlace = Map.groupBy(changes, placeOf);
  return [...byPlace].flatMap(([place, there]) => [
    `  ${place}`,
    ...there.flatMap((change) => paintRow(change, sayChange(change))),
  ]);
}

const placeOf = (change: Change): string => ("recordSet" in change ? nameOf(change.recordSet) : change.url);

function sayChange(change: Change): string {
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
