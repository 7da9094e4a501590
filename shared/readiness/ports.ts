import type { Beat } from "../model/heartbeat.ts";
import type { RecordSet } from "../model/recordSet.ts";
import type { Site } from "../model/site.ts";
import type { Clock, DurationMs } from "../model/time.ts";
import type {
  BucketEncryption,
  LifecycleRule,
  PolicyStatement,
  PublicAccessBlock,
  ReplicationRule,
  ReplicationSample,
  Versioning,
  Website,
} from "./bucketSettings.ts";
import type {
  AlarmSetting,
  Certificate,
  DistributionSetting,
  Fetched,
  ForwardingRule,
  HealthCheckSetting,
  Protection,
  TopicSetting,
  Zone,
} from "./edgeSettings.ts";

/** What readiness reads. Every method throws when it could not; nothing here changes anything. */
export interface GroundPorts {
  readonly clock: Pick<Clock, "now">;
  readonly buckets: BucketsPort;
  /** The newest in the standby's bucket; null: none is there. */
  readonly heartbeat: { arrived(site: Site): Promise<Beat | null> };
  readonly route53: Route53Port;
  readonly distributions: { read(id: string): Promise<DistributionSetting | null> };
  readonly alarms: { read(arns: readonly string[]): Promise<readonly AlarmSetting[]> };
  /** Sum of OperationsFailedReplication in the source's region since `within` ago; null: no data points. */
  readonly metrics: { failedOperations(site: Site, within: DurationMs): Promise<number | null> };
  readonly rules: { alarmRules(region: string): Promise<readonly ForwardingRule[]> };
  readonly topics: { read(arn: string): Promise<TopicSetting | null> };
  readonly visit: {
    /** As a visitor does, without credentials; throws when it could not even be tried. */
    get(url: string, host: string | null): Promise<Fetched>;
    /** Of whoever answers at that address for that name; a wrong or old one too. */
    certificate(at: string, name: string): Promise<Certificate>;
  };
}

export interface BucketsPort {
  /** Where the bucket is; null: there is none of that name. */
  region(bucket: BucketAt): Promise<string | null>;
  versioning(bucket: BucketAt): Promise<Versioning>;
  replication(bucket: BucketAt): Promise<readonly ReplicationRule[]>;
  website(bucket: BucketAt): Promise<Website | null>;
  policy(bucket: BucketAt): Promise<readonly PolicyStatement[]>;
  publicAccess(bucket: BucketAt): Promise<PublicAccessBlock>;
  encryption(bucket: BucketAt): Promise<BucketEncryption>;
  objectLock(bucket: BucketAt): Promise<boolean>;
  requesterPays(bucket: BucketAt): Promise<boolean>;
  lifecycle(bucket: BucketAt): Promise<readonly LifecycleRule[]>;
  /** One page of the listing, and some of its objects: the newest, and some in between. */
  sample(bucket: BucketAt, prefix: string): Promise<ReplicationSample>;
}

export interface BucketAt {
  readonly name: string;
  readonly region: string;
}

export interface Route53Port {
  zone(id: string): Promise<Zone | null>;
  /** All record sets of the names by which a browser could find an address, of whatever type. */
  recordSets(zoneId: string, names: readonly string[]): Promise<readonly RecordSet[]>;
  protections(zoneId: string): Promise<readonly Protection[]>;
  healthCheck(id: string): Promise<HealthCheckSetting | null>;
}

/** What was deployed beside the site, where whoever asks knows it. */
export interface Deployed {
  readonly journalBucket: string;
  /** null: not known. */
  readonly topicArn: string | null;
}
