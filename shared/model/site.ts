import type { DurationMs } from "./time.ts";

/** One website, as the code uses it. `sites.yml` is what people write; `shared/config` turns one into the other. */
export interface Site {
  /** The site's main host name, and its key everywhere: "www.example.com". */
  readonly name: string;
  readonly names: readonly SiteName[];
  readonly hostedZone: HostedZone;
  readonly primary: Side;
  readonly secondary: Side;
  readonly visitor: VisitorProbe;
  readonly healthCheck: HealthCheck;
  /** null: none is provisioned, and the record sets are the only lever. */
  readonly switch: Switch | null;
  readonly replication: Replication;
  /** What the deploy pipeline leaves of each release; null: no manifests are written. */
  readonly releases: Releases | null;
  readonly notices: SiteNotices;
  readonly policy: Policy;
  /** Whether it is there to be moved for real, to see that it works: no other site is by `failover drill --live`. */
  readonly drill: boolean;
  /** How long ago the last live drill of a site of the same file may be; null: nobody asks. */
  readonly drilledWithin: DurationMs | null;
}

export type SideName = "primary" | "secondary";
export type RecordType = "A" | "AAAA";

/** A host name of the site with the record types it has; all of them move together. */
export interface SiteName {
  readonly name: string;
  readonly types: readonly RecordType[];
}

export interface HostedZone {
  readonly id: string;
  /** "address:port" of the authoritative name servers; empty: those of the zone's delegation are looked up. */
  readonly nameServers: readonly string[];
}

export interface Side {
  readonly region: string;
  readonly bucket: string;
  readonly target: Target;
  /** Fetched as a visitor would; the side is up when all of them are. */
  readonly probes: readonly Probe[];
}

/** What a side's record sets point at. `domainName` and `hostedZoneId` are those of the alias target. */
export type Target =
  | {
      readonly kind: "cloudfront";
      readonly distributionId: string;
      readonly domainName: string;
      readonly hostedZoneId: string;
    }
  | { readonly kind: "s3-website"; readonly domainName: string; readonly hostedZoneId: string }
  | { readonly kind: "alias"; readonly domainName: string; readonly hostedZoneId: string };

export interface Probe {
  readonly url: string;
  /** The Host header (and TLS server name) to send; null: the URL's own host. */
  readonly host: string | null;
  /** Statuses that count as up; default 200 to 399, as Route 53's checkers take 2xx and 3xx. */
  readonly status: { readonly from: number; readonly to: number };
  /** Text the first 256 KiB of the body must hold; null: any body. */
  readonly text: string | null;
  /** SHA-256 of the whole body, in hex; null: any. */
  readonly sha256: string | null;
  /** Length of the whole body; null: any. */
  readonly bytes: number | null;
  /** Media type of Content-Type, without its parameters; null: any. */
  readonly contentType: string | null;
  /** The whole Location header, as it is sent; null: any, or none. */
  readonly location: string | null;
  readonly timeoutMs: DurationMs;
}

/** How the public names are fetched, and how an answer tells which side served it. */
export interface VisitorProbe {
  /** Scheme, port and path of the fetch; the host is each of the site's names in turn. */
  readonly scheme: "http" | "https";
  readonly port: number;
  readonly path: string;
  readonly timeoutMs: DurationMs;
  readonly marker: Marker;
}

/**
 * `via-cloudfront`: an answer that came through CloudFront is the primary's, one that did not the secondary's.
 * `header`: a response header that each side sets to its own value.
 */
export type Marker =
  | { readonly kind: "via-cloudfront" }
  | { readonly kind: "header"; readonly name: string; readonly primary: string; readonly secondary: string };

export interface HealthCheck {
  /** The one on the PRIMARY record sets; where there is a switch, the calculated one. */
  readonly id: string;
  /** Seconds between a checker's probes and failures in a row, as configured in Route 53 for the endpoint's check. */
  readonly interval: DurationMs;
  readonly threshold: number;
  /**
   * ARNs of CloudWatch alarms on HealthCheckStatus of the check that probes the primary; they exist in us-east-1 only.
   * Not of the calculated one: pulled by the switch, that says nothing of the primary, and nobody would ever go back.
   */
  readonly alarms: readonly string[];
}

/**
 * Two objects that Route 53's checkers look for, `hold` and `force`. The calculated check on PRIMARY is healthy while
 * three of its four children are: healthy = (endpoint or hold) and not force. A missing object answers 403 or 404, and
 * so is unhealthy.
 */
export interface Switch {
  /** In the secondary's region; its two objects, and nothing else of it, are public. */
  readonly bucket: string;
  readonly region: string;
  /** URL under which the checkers look for the objects, without a final slash. */
  readonly endpoint: string;
  readonly keys: { readonly hold: string; readonly force: string };
  /** Ids of the calculated check's four children; those of `force` are inverted. */
  readonly checks: {
    readonly endpoint: string;
    readonly hold: string;
    readonly force: readonly [string, string];
  };
}

export interface Replication {
  readonly ruleId: string;
  /** Only keys with this prefix are replicated; "" for all. */
  readonly prefix: string;
  /** Objects younger than this may still be on their way: pending, not missing. */
  readonly window: DurationMs;
  /** How often the two buckets are compared while nothing is suspicious. */
  readonly compareEvery: DurationMs;
  /** ARNs of alarms on the replication metrics, in whichever region each metric is published. */
  readonly alarms: readonly string[];
  /** ARN of the SNS topic, in the primary's region, that S3 tells of objects it did not replicate; null: nobody is told. */
  readonly eventsTopic: string | null;
  /** An object of the control plane's own, written to the primary's bucket and read in the standby's; null: none is. */
  readonly heartbeat: Heartbeat | null;
}

export interface Heartbeat {
  readonly key: string;
  readonly every: DurationMs;
}

/** Release manifests in the primary's bucket, replicated like any object: docs/release-manifest.md. */
export interface Releases {
  /** Of their keys; ends in "/". */
  readonly prefix: string;
  /** How many the pipeline leaves there. */
  readonly keep: number;
  /** PEM of the key they have to be signed with; null: whoever may write to the bucket is believed. */
  readonly publicKey: string | null;
}

export interface SiteNotices {
  /** An SNS topic of the site's own, in the secondary's region; null: the one that all sites share. */
  readonly topicArn: string | null;
  /** URL of the page that has docs/runbook.md, without "#"; null: the file in the clone is named. */
  readonly runbook: string | null;
}

export interface Policy {
  /** Whether a failover that Route 53 made is latched, so that it does not flap back. */
  readonly latch: boolean;
  /** Whether the primary is held while the replica is not fit to serve. */
  readonly gate: boolean;
  readonly stale: StalePolicy;
  readonly failback: Failback;
  /** After visitors moved, the controller does not move them back for so long. */
  readonly cooldown: DurationMs;
  /** When visitors moved `max` times in `within`, the controller leaves them where they are until a person's `ack`. */
  readonly flipRate: { readonly max: number; readonly within: DurationMs };
  /** A new site only says what it would do until it was seen green for so long and a person arms it; null: armed at once. */
  readonly shadow: { readonly greenFor: DurationMs } | null;
  /** Whether a force waits for a second person's approval, and for how long; null: it does not. */
  readonly twoPerson: { readonly within: DurationMs } | null;
}

/**
 * A replica is stale beyond `maxLag` or `maxKeys` (missing or different; what only the standby has does not count), or
 * where manifests tell, beyond `maxReleases`.
 * `serve`: it may serve all the same; `hold`: it may not, and the gate holds the primary until it is current.
 */
export interface StalePolicy {
  readonly when: "serve" | "hold";
  readonly maxLag: DurationMs;
  readonly maxKeys: number;
  /** So many releases the standby may be behind, where manifests tell. */
  readonly maxReleases: number;
  /** Evidence older than this is no evidence: the verdict becomes unknown. */
  readonly maxEvidenceAge: DurationMs;
  /** Whether it ages on while the primary is down and can't be listed. */
  readonly agesInOutage: boolean;
}

/** `automatic`: Route 53 goes back by itself; `verified`: when the conditions hold; `manual`: and a person approved. */
export interface Failback {
  readonly mode: "automatic" | "verified" | "manual";
  readonly stableFor: DurationMs;
}
