import type { BucketsAsked } from "../model/bucket.ts";
import type { Beat, SentBeats } from "../model/heartbeat.ts";
import type {
  AlarmState,
  DistributionState,
  FailedReplications,
  FetchFault,
  HeldCheck,
  ListingsCompared,
  Reading,
  ReplicationMetrics,
} from "../model/observation.ts";
import type { RecordSetsPort } from "../model/recordSet.ts";
import type { ReleaseCheck } from "../model/release.ts";
import type { RecordType, Site } from "../model/site.ts";
import type { SwitchPort } from "../model/switch.ts";
import type { Clock, DurationMs } from "../model/time.ts";

/** What observing needs of the world. Every method throws when it could not read; the caller turns that into "unknown". */
export interface ObservePorts {
  readonly clock: Clock;
  readonly http: HttpPort;
  readonly dns: DnsPort;
  readonly recordSets: RecordSetsPort;
  readonly switches: SwitchPort;
  readonly distributions: { read(id: string): Promise<DistributionState> };
  /** Of alarms in any region, each asked where its ARN says; alarms that don't exist are left out. */
  readonly alarms: { read(arns: readonly string[]): Promise<readonly AlarmState[]> };
  readonly metrics: {
    /** Latency and what is pending, in the region of the destination bucket. */
    replication(query: ReplicationQuery): Promise<ReplicationMetrics>;
    /** What failed, over a quarter of an hour, in the region of the source bucket. */
    failed(query: ReplicationQuery): Promise<FailedReplications>;
  };
  readonly objects: ObjectsPort;
  readonly releases: ReleasesPort;
  readonly heartbeats: Pick<HeartbeatsPort, "arrived" | "sent">;
}

export interface HttpPort {
  /** One GET, redirects not followed, at most 256 KiB of the body read. A failed fetch is an answer, not an exception. */
  get(request: HttpRequest): Promise<HttpAnswer>;
}

export interface HttpRequest {
  readonly url: string;
  /** Host header and TLS server name; null: the URL's own. */
  readonly host: string | null;
  /** IP address to connect to in place of resolving the URL's host; null: resolve it. */
  readonly address: string | null;
  readonly timeoutMs: DurationMs;
}

export type HttpAnswer =
  | {
      readonly kind: "answered";
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      /** Of the first 256 KiB. */
      readonly body: string;
      /** What the whole body is; null: it is longer than what was read. `sha256` in hex. */
      readonly whole: { readonly bytes: number; readonly sha256: string } | null;
      readonly latencyMs: DurationMs;
    }
  | {
      readonly kind: "failed";
      readonly fault: FetchFault;
      readonly because: string;
    }
  /** It failed on our own side (no resolver, no route, no socket) and says nothing of the one asked. */
  | { readonly kind: "notMade"; readonly because: string };

export interface DnsPort {
  /** Asks the servers ("address:port") in turn until one answers; a name without such records gives no addresses. */
  addresses(
    name: string,
    type: RecordType,
    servers: readonly string[],
  ): Promise<{ readonly addresses: readonly string[]; readonly ttlSeconds: number }>;
  /** "address:port" of the authoritative name servers of the zone that holds the name, found by the delegation. */
  nameServers(name: string): Promise<readonly string[]>;
}

export interface ReplicationQuery {
  /** Where the metric asked for is published: docs/aws-facts.md 3. */
  readonly region: string;
  readonly sourceBucket: string;
  readonly destinationBucket: string;
  readonly ruleId: string;
}

export interface ObjectsPort {
  /**
   * Compares what two buckets list under a prefix, within `time`; what is left is gone on with when asked again. Objects
   * younger than `window` are pending.
   */
  compare(asked: BucketsAsked): Promise<ListingsCompared>;
  /** Against what the primary was last seen to hold, the secondary alone; null: nothing is known of that. */
  held(asked: BucketsAsked): Promise<Omit<HeldCheck, "at" | "unchangedSince"> | null>;
}

export interface ReleasesPort {
  /** The newest releases against the standby's bucket alone; asked only for a site that writes manifests. Never throws. */
  check(site: Site): Promise<Reading<ReleaseCheck>>;
  /** Ids of the manifests in the primary's bucket, newest first. */
  inPrimary(site: Site): Promise<readonly string[]>;
}

/** Asked only for a site that has a heartbeat. */
export interface HeartbeatsPort {
  /** The newest in the standby's bucket; null: none is there. */
  arrived(site: Site): Promise<Beat | null>;
  /** What was kept of those written. */
  sent(site: Site): Promise<SentBeats>;
  /** Into the primary's bucket. */
  write(site: Site, beat: Beat): Promise<void>;
  /** Over what was kept: of two runs at once either is as good. */
  keep(site: Site, beats: SentBeats): Promise<void>;
}
