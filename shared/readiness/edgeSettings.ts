import type { EpochMs } from "../model/time.ts";

/** What Route 53, CloudFront, CloudWatch, EventBridge and SNS say, in their own words, as far as the checks ask. */
export interface Zone {
  readonly name: string;
  readonly isPrivate: boolean;
  /** "ENABLED", "DISABLED", …; null: not said. */
  readonly acceleratedRecovery: string | null;
}

export interface Protection {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
}

export interface HealthCheckSetting {
  readonly id: string;
  /** HTTP, HTTPS, HTTP_STR_MATCH, HTTPS_STR_MATCH, TCP, CALCULATED, CLOUDWATCH_METRIC, RECOVERY_CONTROL. */
  readonly type: string;
  readonly host: string | null;
  readonly port: number | null;
  readonly path: string | null;
  readonly searchString: string | null;
  readonly intervalSeconds: number | null;
  readonly threshold: number | null;
  readonly inverted: boolean;
  readonly disabled: boolean;
  readonly sni: boolean;
  readonly children: readonly string[];
  readonly healthThreshold: number | null;
}

export interface DistributionSetting {
  readonly enabled: boolean;
  readonly deployed: boolean;
  readonly aliases: readonly string[];
  /** Host name of the origin that the default behaviour asks first. */
  readonly origin: string | null;
  readonly ipv6: boolean;
  readonly rootObject: string;
  /** Whether the default behaviour sends http to https, or refuses it. */
  readonly httpsOnly: boolean;
  readonly errors: readonly ErrorResponse[];
}

/** CloudFront's custom error response. */
export interface ErrorResponse {
  readonly status: number;
  /** The page and the status it answers instead; null: only the caching is set. */
  readonly page: string | null;
  readonly answers: number | null;
  /** Seconds that the error is cached; CloudFront's default is 10. */
  readonly cachedFor: number;
}

export interface AlarmSetting {
  readonly arn: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** An EventBridge rule on the default bus that takes alarms' state changes. */
export interface ForwardingRule {
  readonly name: string;
  readonly enabled: boolean;
  /** ARNs of the alarms it is limited to, "*" for any text; null: any alarm. */
  readonly alarms: readonly string[] | null;
  readonly targets: readonly { readonly arn: string; readonly roleArn: string | null }[];
}

export interface TopicSetting {
  readonly confirmed: number;
  readonly pending: number;
}

/** What a GET got, redirects not followed. */
export type Fetched =
  | {
      readonly kind: "answered";
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: "failed"; readonly because: string };

export interface Certificate {
  readonly names: readonly string[];
  readonly validTo: EpochMs;
}
