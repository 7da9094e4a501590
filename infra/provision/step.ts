import type { SiteName } from "../../shared/model/site.ts";

/** One stack to deploy: which template, where, with which parameters. Rows of these are in steps.ts. */
export interface Step {
  /** "edge www.example.com": what a person reads and `--only` takes the first word of. */
  readonly id: string;
  /** File in infra/templates. */
  readonly template: string;
  readonly stack: string;
  readonly region: string;
  /** Whether sites.yml asks for it at all; always, unless said. */
  readonly isWanted?: (known: Known) => boolean;
  /** null: what it needs of earlier steps is not there yet. */
  readonly parameters: (known: Known) => Parameters | null;
  /** What it makes that nobody may have made before: found without a stack of ours, it is somebody's and left alone. */
  readonly claims: readonly Claim[];
  /** Made only together with this step's: where that is somebody's, so is this. */
  readonly onlyWith?: string;
  /** Where sites.yml has what this makes: written there and without a stack of ours, it is somebody's. */
  readonly fills: readonly Fill[];
}

export type Parameters = Readonly<Record<string, string>>;

export type Claim =
  | { readonly kind: "bucket"; readonly name: string }
  | { readonly kind: "recordSets"; readonly zoneId: string; readonly name: SiteName };

/** An output of the stack that goes into sites.yml. `place` is below the site: "healthCheck.id", "replication.alarms". */
export interface Fill {
  readonly output: string;
  readonly path: readonly (string | number)[];
  /** "value": the placeholder is replaced. "item": each such output of all steps is an item of the list there. */
  readonly as: "value" | "item";
}

/** What is known of the stacks at a moment: their outputs, and what a stack was last given. */
export interface Known {
  /** The outputs of a step, or what sites.yml says in their place; null while there are none. */
  output(step: string, output: string): string | null;
  /** Whether the step's work is there, whoever did it. */
  isThere(step: string): boolean;
  /** The alarms of a site, those in sites.yml and those of our stacks; null in place of one that is still to be made. */
  alarms(host: string, of: "healthCheck" | "replication"): readonly (string | null)[];
  /** What this stack's parameter is now; null without a stack. */
  parameter(step: string, name: string): string | null;
}

/** null while any of them is not known. */
export function complete(wanted: Readonly<Record<string, string | null>>): Parameters | null {
  const known = Object.entries(wanted).filter((entry): entry is [string, string] => entry[1] !== null);
  return known.length === Object.keys(wanted).length ? Object.fromEntries(known) : null;
}
