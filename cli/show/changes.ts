import { hanging } from "../../drill/rows.ts";
import { plainName, type RecordChange, type RecordSet } from "../../shared/model/recordSet.ts";
import type { Terminal } from "../terminal.ts";

/** The exact writes of one batch, a record set's old value above its new one. */
export function showChanges(
  { paint, columns }: Terminal,
  changes: readonly RecordChange[],
): readonly string[] {
  const bySet = Map.groupBy(changes, ({ recordSet }) => nameOf(recordSet));
  const row = ({ action, recordSet }: RecordChange): readonly string[] =>
    hanging(action === "DELETE" ? "    - " : "    + ", contentOf(recordSet), columns).map((text) =>
      paint(action === "DELETE" ? "red" : "green", text),
    );
  return [...bySet].flatMap(([name, ofSet]) => [`  ${name}`, ...ofSet.flatMap(row)]);
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
