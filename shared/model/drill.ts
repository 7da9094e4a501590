import type { LeverName, Requester } from "./order.ts";
import type { DurationMs, EpochMs } from "./time.ts";

export const drillEndings = ["well", "badly", "interrupted"] as const;

/** What came of moving a site that is declared for drills, for real, and back. */
export interface DrillResult {
  readonly ending: (typeof drillEndings)[number];
  /** What was not as it should be; empty: nothing. */
  readonly wrong: readonly string[];
  /** The one that moved visitors; null: they were never moved. */
  readonly lever: LeverName | null;
  /** From the order to the last visitor on the standby; null: not all were seen there. */
  readonly toStandby: DurationMs | null;
  /** From the release to the last visitor back on the primary; null: not all were seen there. */
  readonly wayBack: DurationMs | null;
  /** Fetches by what they got. */
  readonly visits: { readonly right: number; readonly stale: number; readonly failed: number };
}

/** The last live drill of a site, as its record keeps it; `at`: when it was over. */
export interface Drilled extends DrillResult {
  readonly at: EpochMs;
  readonly who: Requester;
}

/**
 * The newest live drill of this deployment: whichever of its sites was moved, the functions, the lever's code and the
 * region that did it are those of every other. `none`: no site of sites.yml is declared for drills.
 */
export type LastDrill =
  | { readonly kind: "none" }
  | { readonly kind: "never"; readonly sites: readonly string[] }
  | { readonly kind: "unknown"; readonly because: string }
  | SaidDrill;

export interface SaidDrill
  extends Pick<Drilled, "ending" | "wrong" | "lever" | "visits">,
    Readonly<Record<"toStandbySeconds" | "wayBackSeconds", number | null>> {
  readonly kind: "drilled";
  readonly site: string;
  readonly at: string;
  readonly ageSeconds: number;
  readonly who: string;
}
