import type { ResourceChange, StackEvent, Stacks } from "../../shared/aws/stacks.ts";
import type { Claim } from "./step.ts";

/** What provisioning needs of the world. Whatever can't be reached throws. */
export interface ProvisionPorts {
  stacks(region: string): Stacks;
  readonly ground: Ground;
  /** The text of a template, by its file name. */
  template(name: string): string;
  /** Waits before CloudFormation is looked at again. */
  pause(): Promise<void>;
  /** Writes sites.yml. */
  save(text: string): void;
  /** Says what is going on, while it goes on. */
  tell(progress: Progress): void;
}

/** What may be there without any stack of ours. */
export interface Ground {
  /** "elsewhere": there is a bucket of that name, and it is another account's. */
  exists(claim: Claim, region: string): Promise<"no" | "yes" | "elsewhere">;
  /** Puts the object that the health check asks for, unless there is one; whether it was put. */
  putProbe(bucket: string, region: string, key: string): Promise<boolean>;
}

export type Progress =
  | { readonly kind: "looking"; readonly stack: string; readonly region: string }
  | { readonly kind: "proposed"; readonly step: string; readonly changes: readonly ResourceChange[] }
  | { readonly kind: "event"; readonly step: string; readonly event: StackEvent }
  | { readonly kind: "waiting"; readonly step: string; readonly status: string }
  | { readonly kind: "done"; readonly step: string }
  | { readonly kind: "wrote"; readonly path: string; readonly value: string }
  | { readonly kind: "probe"; readonly bucket: string; readonly key: string };
