import { hanging } from "../../drill/rows.ts";
import type { Change } from "../../shared/model/move.ts";
import type { Terminal } from "../terminal.ts";
import { placeOf, sayChange } from "./sayChange.ts";

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
