import type { Drilled } from "../model/drill.ts";

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
