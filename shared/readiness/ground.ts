import type { CanarySeen } from "../model/canary.ts";
import type { LastDrill } from "../model/drill.ts";
import type { Beat } from "../model/heartbeat.ts";
import type { Reading } from "../model/observation.ts";
import type { SiteRecord } from "../model/record.ts";
import type { RecordSet } from "../model/recordSet.ts";
import type { EpochMs } from "../model/time.ts";
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

/** Everything the checks of a site look at, each thing read once; what could not be read says why. */
export interface Ground {
  readonly at: EpochMs;
  readonly primary: PrimaryBucket;
  readonly secondary: StandbyBucket;
  /** For a standby of kind s3-website: one a further name of the site. */
  readonly further: readonly NamedBucket[];
  /** null: which bucket it is was not given. */
  readonly journal: JournalBucket | null;
  /** The newest in the standby's bucket; null inside: none is there. null: the site has none. */
  readonly heartbeat: Reading<Beat | null> | null;
  /** null inside: Route 53 has none of that id. */
  readonly zone: Reading<Zone | null>;
  readonly recordSets: Reading<readonly RecordSet[]>;
  readonly protections: Reading<readonly Protection[]>;
  /** The endpoint's; null: there is none of that id. */
  readonly healthCheck: Reading<HealthCheckSetting | null>;
  /** null: the site has none. */
  readonly switch: SwitchGround | null;
  /** The health check's own request, made from here; null: it is none that fetches anything. */
  readonly probe: Reading<Fetched> | null;
  /** null inside: CloudFront has none of that id. null: no side is a distribution. */
  readonly distribution: Reading<DistributionSetting | null> | null;
  readonly certificates: readonly CertificateSeen[];
  /** The start page of each name, from each side. */
  readonly pages: readonly PageSeen[];
  /** What the standby's start page refers to, as the standby answers for it. */
  readonly references: Reading<readonly { readonly path: string; readonly status: number }[]>;
  readonly alarms: Reading<readonly AlarmSetting[]>;
  /** By region: the rules there that let alarms' state changes through, with where to. */
  readonly forwarding: readonly {
    readonly region: string;
    readonly rules: Reading<readonly ForwardingRule[]>;
  }[];
  /** null inside: there is no such topic. null: which topic it is was not given. */
  readonly topic: { readonly arn: string; readonly setting: Reading<TopicSetting | null> } | null;
  readonly record: Reading<SiteRecord | null>;
  /** null inside: none ever arrived. null: no alarm's state changes are to arrive. */
  readonly canary: Reading<CanarySeen | null> | null;
  /** Of any site of the file. */
  readonly drill: LastDrill;
}

export interface PrimaryBucket {
  readonly name: string;
  /** null inside: there is no such bucket. */
  readonly region: Reading<string | null>;
  readonly versioning: Reading<Versioning>;
  readonly replication: Reading<readonly ReplicationRule[]>;
  readonly website: Reading<Website | null>;
  readonly objectLock: Reading<boolean>;
  readonly sample: Reading<ReplicationSample>;
  /** OperationsFailedReplication of the last day; null inside: no data points. */
  readonly failedOperations: Reading<number | null>;
}

export interface StandbyBucket {
  readonly name: string;
  readonly region: Reading<string | null>;
  readonly versioning: Reading<Versioning>;
  readonly website: Reading<Website | null>;
  readonly policy: Reading<readonly PolicyStatement[]>;
  readonly publicAccess: Reading<PublicAccessBlock>;
  readonly encryption: Reading<BucketEncryption>;
  readonly objectLock: Reading<boolean>;
  readonly requesterPays: Reading<boolean>;
  readonly lifecycle: Reading<readonly LifecycleRule[]>;
}

export interface NamedBucket {
  readonly name: string;
  readonly region: Reading<string | null>;
  readonly website: Reading<Website | null>;
}

export interface JournalBucket {
  readonly name: string;
  readonly region: Reading<string | null>;
  readonly versioning: Reading<Versioning>;
  readonly publicAccess: Reading<PublicAccessBlock>;
}

export interface SwitchGround {
  readonly calculated: Reading<HealthCheckSetting | null>;
  readonly hold: Reading<HealthCheckSetting | null>;
  readonly force: readonly Reading<HealthCheckSetting | null>[];
  readonly bucket: {
    readonly region: Reading<string | null>;
    readonly policy: Reading<readonly PolicyStatement[]>;
    readonly publicAccess: Reading<PublicAccessBlock>;
  };
}

export interface CertificateSeen {
  readonly side: "primary" | "secondary";
  readonly name: string;
  readonly certificate: Reading<Certificate>;
}

export interface PageSeen {
  readonly side: "primary" | "secondary";
  readonly name: string;
  readonly url: string;
  readonly page: Reading<Fetched>;
}
