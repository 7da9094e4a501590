import type { LeverName } from "./order.ts";
import type { Outcome } from "./outcome.ts";
import type { RecordChange, RecordSet } from "./recordSet.ts";
import type { SwitchChange, SwitchObjects } from "./switch.ts";

/** What one lever would write to bring the steering from what stands to where it should be. */
export type Move =
  | {
      readonly lever: "records";
      readonly before: readonly RecordSet[];
      readonly after: readonly RecordSet[];
      readonly changes: readonly RecordChange[];
    }
  | { readonly lever: "switch"; readonly before: SwitchObjects; readonly changes: readonly SwitchChange[] };
export type MoveBy<L extends LeverName> = Extract<Move, { lever: L }>;

/** One write, to be printed: a record set's or an object's. */
export type Change = RecordChange | SwitchChange;

/** What became of an intent: the lever that spoke last, and those before it that came to nothing. */
export interface Acted {
  readonly lever: LeverName;
  readonly outcome: Outcome;
  readonly before: readonly { readonly lever: LeverName; readonly outcome: Outcome }[];
}

/** A lever, as people say it. */
export const sayLever: Readonly<Record<LeverName, string>> = {
  switch: "the switch",
  records: "the record sets",
};
