import type { Move, MoveBy } from "../model/move.ts";
import type { LeverName } from "../model/order.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Intent } from "../model/record.ts";
import type { Site } from "../model/site.ts";

/** A way to set the steering position of a site. */
export interface Lever<L extends LeverName> {
  readonly name: L;
  /** Writes, waits and reads back. Never throws: what could not be read is an outcome. */
  act(move: MoveBy<L>, intent: Intent, site: Site): Promise<Outcome>;
}

/** What a lever would write, from what is observed; nothing is read or written. */
export type LeverPlan =
  | { readonly kind: "planned"; readonly move: Move }
  /** It stands there already. */
  | { readonly kind: "nothing" }
  | { readonly kind: "impossible"; readonly because: string };

/** All that is to be written, by each lever in turn. */
export type Plan =
  | {
      readonly kind: "planned";
      readonly moves: readonly Move[];
      /** The lever that needs nothing, as it stands there already; null: none does. */
      readonly standsBy: LeverName | null;
    }
  | { readonly kind: "impossible"; readonly because: string };
