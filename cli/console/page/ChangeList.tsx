import type { Change } from "../../../shared/model/move.ts";
import { placeOf, sayChange } from "../../show/sayChange.ts";

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
            <b>{change.action}</b> {placeOf(change)}: {sayChange(change)}
          </li>
        ))}
      </ul>
    </details>
  );
