import type { RecordChange, RecordSetsPort } from "../model/recordSet.ts";
import type { Clock } from "../model/time.ts";

/** What steering by record sets needs of Route 53's control plane (us-east-1). */
export interface RecordsLeverPorts {
  readonly clock: Clock;
  readonly recordSets: RecordSetsPort & RecordSetChanges;
}

export interface RecordSetChanges {
  /** One transactional batch. An answer that got lost, a throttle that did not pass: "failed", and nobody knows. */
  change(hostedZoneId: string, changes: readonly RecordChange[], comment: string): Promise<ChangeAnswer>;
  /** GetChange; "lost" where Route 53 answers NoSuchChange: accepted once, and gone (a stranded change). */
  changeStatus(changeId: string): Promise<"PENDING" | "INSYNC" | "lost">;
}

export type ChangeAnswer =
  | { readonly kind: "accepted"; readonly changeId: string }
  /** InvalidChangeBatch: what is listed is no longer what the batch deletes, or a record set protection stands. */
  | { readonly kind: "conflict"; readonly messages: readonly string[] }
  | { readonly kind: "failed"; readonly because: string };
