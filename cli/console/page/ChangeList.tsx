import { plainName } from "../../../shared/model/recordSet.ts";
import type { Answered } from "../../../shared/override/contract.ts";

type Change = Answered["changes"][number];

/** The exact writes, in the order they are sent. */
export const ChangeList = ({ changes }: { readonly changes: readonly Change[] }) =>
  changes.length === 0 ? (
    <p>No write is needed: only what stands in the record changes.</p>
  ) : (
    <details open>
      <summary>{changes.length === 1 ? "1 exact write" : `${changes.length} exact writes`}</summary>
      <ul class="changes">
        {changes.map((change, i) => (
          <li key={i} class={change.action === "DELETE" ? "goes" : "comes"}>
            <b>{change.action}</b> {sayChange(change)}
          </li>
        ))}
      </ul>
    </details>
  );

function sayChange({ recordSet }: Change): string {
  const { Name, Type, Failover, AliasTarget, HealthCheckId, TTL, ResourceRecords } = recordSet;
  const target =
    AliasTarget === undefined
      ? (ResourceRecords ?? []).map(({ Value }) => Value).join(" ")
      : `alias ${plainName(AliasTarget.DNSName)}`;
  const parts = [
    [plainName(Name), Type, Failover ?? ""].join(" ").trim(),
    target,
    TTL === undefined ? "" : `TTL ${TTL}`,
    HealthCheckId === undefined ? "no health check" : `health check ${HealthCheckId}`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}
