import type { RecordChange, RecordSetsPort } from "../model/recordSet.ts";
import type { SideName, Site, Switch } from "../model/site.ts";
import type { SwitchKey, SwitchPort } from "../model/switch.ts";
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

/** What steering by the switch needs: S3 of the standby's region, and the visitors' own view. Nothing of us-east-1. */
export interface SwitchLeverPorts {
  readonly clock: Clock;
  readonly switches: SwitchPort & SwitchWrites;
  /** A checker's fetch of an object, without credentials. */
  readonly asChecker: { look(place: Switch, object: SwitchKey): Promise<CheckerSees> };
  /** Which side the zone's name servers send visitors of all names to. */
  readonly visitors: { side(site: Site): Promise<SideName | "split" | "unknown"> };
}

export interface SwitchWrites {
  /** If-None-Match: *. */
  put(place: Switch, object: SwitchKey, body: string): Promise<SwitchAnswer>;
  /** If-Match. */
  remove(place: Switch, object: SwitchKey, etag: string): Promise<SwitchAnswer>;
}

/** `refused`: by S3, in so many words, and nothing was written; `unsure`: no answer came. What stands is read in either case. */
export type SwitchAnswer =
  | { readonly kind: "written" }
  | { readonly kind: "refused" | "unsure"; readonly because: string };

/** `there`: a 2xx or 3xx, which makes a check healthy; `missing`: any other status. */
export type CheckerSees =
  | { readonly kind: "there" | "missing"; readonly status: number }
  | { readonly kind: "unknown"; readonly because: string };
