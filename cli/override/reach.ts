import type { Site } from "../../shared/model/site.ts";
import type { OverrideAnswer } from "../../shared/override/contract.ts";

/** The way to the override's answers. */
export type Reach = (address: Address) => Promise<Override>;

/** Where the override is asked, about which site, and as whom. */
export interface Address {
  readonly site: Site;
  readonly stage: string;
  readonly functionName: string;
  readonly region: string;
  /** null: whatever the AWS SDK finds by itself. */
  readonly profile: string | null;
  /** Run the override's code here, on the same record, in place of the function. */
  readonly direct: boolean;
  /** Of record and journal; null: the stack says. */
  readonly bucket: string | null;
}

export interface Override {
  /** For a sentence: "static-site-failover-prod-override in eu-west-1". */
  readonly name: string;
  /** What the journal says of how an order came. */
  readonly via: string;
  ask(request: object): Promise<Asked>;
}

export type Asked =
  | { readonly kind: "answered"; readonly answer: OverrideAnswer }
  /** It was never heard: nothing was changed. `remedy`: what to do about it. */
  | { readonly kind: "unreachable"; readonly because: string; readonly remedy: string }
  /** It was asked, and no answer came: what was asked for may be done, or not. */
  | { readonly kind: "unknown"; readonly because: string };
