import type { RecordSet } from "../../shared/model/recordSet.ts";

/** What is read of a site that is there already. Nothing is ever changed; whatever can't be read throws. */
export interface SiteReader {
  /** The public zone with the longest name that the host ends in; null: none. */
  zoneOf(host: string): Promise<string | null>;
  /** Every A and AAAA record set of the zone that is an alias. */
  aliases(zoneId: string): Promise<readonly RecordSet[]>;
  /** The distribution that CloudFront gave this domain name; null: none of this account. */
  distribution(domainName: string): Promise<FoundDistribution | null>;
  healthCheck(id: string): Promise<FoundHealthCheck | null>;
  /** null: there is no such bucket. */
  bucketRegion(bucket: string): Promise<string | null>;
  versioned(bucket: BucketAt): Promise<boolean>;
  /** As the API gave it, so that it can be put back amended; null: none. */
  replication(bucket: BucketAt): Promise<FoundReplication | null>;
  hasWebsite(bucket: BucketAt): Promise<boolean>;
  /** The bucket's policy as it stands; null: none. */
  policy(bucket: BucketAt): Promise<string | null>;
  /** The topic that S3 tells of objects it did not replicate; null: none. */
  eventsTopic(bucket: BucketAt): Promise<string | null>;
  /** ARNs of the alarms of a region on metrics with this dimension. */
  alarms(region: string, namespace: string, dimension: string, value: string): Promise<readonly string[]>;
}

export interface BucketAt {
  readonly bucket: string;
  readonly region: string;
}

export interface FoundDistribution {
  readonly id: string;
  readonly domainName: string;
  /** Host of the origin that the default behaviour asks first. */
  readonly origin: string | null;
}

export interface FoundHealthCheck {
  readonly id: string;
  readonly type: string;
  readonly host: string | null;
  readonly path: string | null;
  readonly interval: number | null;
  readonly threshold: number | null;
  readonly inverted: boolean;
  readonly children: readonly string[];
}

/** The rules are the API's own objects. */
export interface FoundReplication {
  readonly role: string;
  readonly rules: readonly FoundRule[];
}

export interface FoundRule {
  readonly ID?: string | undefined;
  readonly Status?: string | undefined;
  readonly Prefix?: string | undefined;
  readonly Filter?: { readonly Prefix?: string | undefined } | undefined;
  readonly DeleteMarkerReplication?: { readonly Status?: string | undefined } | undefined;
  readonly Destination?:
    | {
        readonly Bucket?: string | undefined;
        readonly Metrics?: { readonly Status?: string | undefined } | undefined;
      }
    | undefined;
}
