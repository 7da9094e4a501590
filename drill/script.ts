import type { DurationMs } from "../shared/model/time.ts";
import type { Fault } from "./faults.ts";

/** What people do, by the clock of the play. */
export type Deed = { readonly at: DurationMs } & (
  | { readonly kind: "deploy"; readonly bad: boolean }
  /** A request to the `override` function, by whom AWS vouches for; `input` as in the contract. */
  | { readonly kind: "order"; readonly by: string; readonly input: Readonly<Record<string, unknown>> }
  /** Somebody edits the record sets by hand. */
  | { readonly kind: "editRecords"; readonly edit: "dropHealthCheck" | "restoreHealthCheck" }
  /** Somebody puts an object of the switch by hand, or deletes it. */
  | { readonly kind: "pullSwitch" | "clearSwitch"; readonly object: "hold" | "force" }
  /** Somebody protects all record sets of the site, or takes the protections away. */
  | { readonly kind: "protectRecords"; readonly comment: string }
  | { readonly kind: "unprotectRecords" }
  /** A write on the standby that the primary does not have. */
  | { readonly kind: "writeOnStandby"; readonly key: string }
  /** A delete on the standby of what the primary still has. */
  | { readonly kind: "deleteOnStandby"; readonly key: string }
);

/** One story to play: what befalls the world and what people do, and how long it is watched. */
export interface Script {
  readonly lasts: DurationMs;
  readonly faults: readonly Fault[];
  readonly deeds: readonly Deed[];
}
