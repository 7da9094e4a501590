import type { Observation } from "../model/observation.ts";
import type { LeverName, Position } from "../model/order.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Intent, SiteRecord } from "../model/record.ts";
import type { RecordChange, RecordSet } from "../model/recordSet.ts";
import type { Site } from "../model/site.ts";

/** A way to set the steering position of a site. */
export interface Lever {
  readonly name: LeverName;
  /** The exact writes that would lead to the position, from what is listed; nothing is read or written. */
  plan(to: Position, record: SiteRecord, observation: Observation): Plan;
  /** Writes, waits and reads back. Never throws: what could not be read is an outcome. */
  act(intent: Intent, site: Site): Promise<Outcome>;
}

export type Plan =
  | {
      readonly kind: "planned";
      readonly before: readonly RecordSet[];
      readonly after: readonly RecordSet[];
      readonly changes: readonly RecordChange[];
    }
  | { readonly kind: "impossible"; readonly because: string };
