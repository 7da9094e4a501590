import type { EpochMs } from "../../shared/model/time.ts";
import type { SiteStatus } from "../../shared/override/status.ts";
import type { Check, Verdict } from "../../shared/readiness/check.ts";

/** What the console's server and its page say to each other. */

/** A site as last seen, and what came of the last try to see it. */
export interface SiteSeen {
  readonly site: string;
  /** null: it was not seen yet. */
  readonly seen: Seen | null;
  /** Why it can't be seen now; null: it can. */
  readonly trouble: Trouble | null;
}

export interface Seen {
  readonly at: EpochMs;
  readonly status: SiteStatus;
  /** Number of the journal's next entry: what a page has is old when this is beyond it. */
  readonly nextEntry: number;
}

export interface Trouble {
  readonly since: EpochMs;
  readonly because: string;
  readonly remedy: string | null;
}

/** What the ground of a site is like, long before it is needed. */
export interface ReadinessFound {
  readonly at: EpochMs;
  readonly checks: readonly CheckFound[];
}

export type CheckFound = Pick<Check, "id" | "asks" | "severity"> &
  (
    | Exclude<Verdict, { kind: "finding" }>
    | (Extract<Verdict, { kind: "finding" }> & {
        /** What a visitor sees in the outage where it stays so. */
        readonly visitor: string;
        /** Commands to paste, or keys of sites.yml. */
        readonly fix: readonly string[];
      })
  );

/** Real time passes at speed 1; that of the demo as one likes. */
export interface PageClock {
  readonly at: EpochMs;
  readonly speed: number;
}

/** One line of the live stream. */
export type News =
  | {
      readonly kind: "hello";
      readonly clock: PageClock;
      /** Who answers: "static-site-failover-prod-override in eu-central-1", or the demo. */
      readonly via: string;
      /** In whose name orders are placed. */
      readonly as: string;
      readonly sites: readonly SiteSeen[];
      readonly demo: DemoState | null;
    }
  | { readonly kind: "site"; readonly clock: PageClock; readonly site: SiteSeen }
  | { readonly kind: "clock"; readonly clock: PageClock }
  | { readonly kind: "demo"; readonly clock: PageClock; readonly demo: DemoState };

export const speeds = [0, 1, 10, 60] as const;
export type Speed = (typeof speeds)[number];

/** What can be broken in the demo, and mended. */
export const breakables = ["primary", "standby", "replication", "route53"] as const;
export type Breakable = (typeof breakables)[number];

export interface DemoState {
  readonly speed: Speed;
  readonly broken: Readonly<Record<string, readonly Breakable[]>>;
}

export type DemoWish =
  | { readonly kind: "speed"; readonly speed: Speed }
  | { readonly kind: "break" | "mend"; readonly site: string; readonly what: Breakable }
  | { readonly kind: "deploy"; readonly site: string };
