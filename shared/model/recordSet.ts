import type { SiteName } from "./site.ts";

/**
 * A Route 53 record set exactly as ListResourceRecordSets returned it. The names are the API's, since a DELETE has to
 * repeat every listed field to the letter: it is the API's only compare-and-swap.
 */
export interface RecordSet {
  readonly Name: string;
  readonly Type: string;
  readonly SetIdentifier?: string;
  readonly Failover?: "PRIMARY" | "SECONDARY";
  readonly HealthCheckId?: string;
  readonly TTL?: number;
  readonly ResourceRecords?: readonly { readonly Value: string }[];
  readonly AliasTarget?: {
    readonly HostedZoneId: string;
    readonly DNSName: string;
    readonly EvaluateTargetHealth: boolean;
  };
}

/** One line of a ChangeResourceRecordSets batch. */
export interface RecordChange {
  readonly action: "DELETE" | "CREATE";
  readonly recordSet: RecordSet;
}

/** Lower case, without the trailing dot; Route 53 lists names with it. */
export const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, "");

export interface RecordSetsPort {
  /** All record sets of the names and types, the newest version, pending changes included; in the order listed. */
  list(hostedZoneId: string, names: readonly SiteName[]): Promise<readonly RecordSet[]>;
}
