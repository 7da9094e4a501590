import type { ProposedChanges, ResourceChange, Stack, StackEvent } from "../../shared/aws/stacks.ts";
import type { Standing } from "./known.ts";
import type { ProvisionPorts } from "./ports.ts";
import type { Known, Parameters, Step } from "./step.ts";
import { type Stuck, whyStuck } from "./stuck.ts";

/** What is to be done for a step, as far as it can be said now. */
export type Outlook =
  | { readonly kind: "leave"; readonly because: string }
  | { readonly kind: "same" }
  | { readonly kind: "create" }
  | { readonly kind: "change"; readonly changeSetId: string; readonly changes: readonly ResourceChange[] }
  /** What it needs is made first; what it changes is seen then. */
  | { readonly kind: "later" }
  | { readonly kind: "stuck"; readonly because: string; readonly remedy: string };

export interface Surveyed {
  readonly step: Step;
  readonly outlook: Outlook;
}

/** What a step would change. Makes a change set where there is a stack; whoever does not execute it drops it. */
export async function outlookOf(
  ports: ProvisionPorts,
  step: Step,
  standing: Standing,
  known: Known,
): Promise<Outlook> {
  if (standing.kind === "foreign") return { kind: "leave", because: standing.because };
  if (step.isWanted?.(known) === false) return { kind: "leave", because: "sites.yml does not ask for it" };
  const parameters = step.parameters(known);
  if (standing.kind === "missing") return parameters === null ? { kind: "later" } : { kind: "create" };
  const stuck = whyStuck(standing.stack, step.stack, step.region);
  if (stuck !== null) return { kind: "stuck", ...(await withReasons(ports, step, stuck)) };
  if (parameters === null) return { kind: "later" };
  if (await isSame(ports, step, standing.stack, parameters)) return { kind: "same" };
  return outlookFrom(await propose(ports, step, parameters, true), step);
}

/** The template and the parameters are what CloudFormation was last given; drift behind its back it does not see. */
async function isSame(
  ports: ProvisionPorts,
  step: Step,
  stack: Stack,
  parameters: Parameters,
): Promise<boolean> {
  if (Object.entries(parameters).some(([key, value]) => stack.parameters[key] !== value)) return false;
  const deployed = await ports.stacks(step.region).template(step.stack);
  return deployed.trim() === ports.template(step.template).trim();
}

export const propose = (
  ports: ProvisionPorts,
  step: Step,
  parameters: Parameters,
  exists: boolean,
): Promise<ProposedChanges> =>
  ports
    .stacks(step.region)
    .propose({ name: step.stack, template: ports.template(step.template), parameters, exists });

function outlookFrom(proposed: ProposedChanges, step: Step): Outlook {
  switch (proposed.kind) {
    case "none":
      return { kind: "same" };
    case "changes":
      return { kind: "change", changeSetId: proposed.id, changes: proposed.changes };
    case "failed":
      return {
        kind: "stuck",
        because: `CloudFormation refuses the change of ${step.stack}: ${proposed.because}`,
        remedy: `mend what it names; the template is infra/templates/${step.template}`,
      };
  }
}

/** The first failures are the cause; those after are what was cancelled for it. */
export const mostReasons = 3;

export const reasonOf = ({ status, logicalId, because }: StackEvent): readonly string[] =>
  status.endsWith("_FAILED") && because !== "" ? [`${logicalId}: ${because}`] : [];

async function withReasons(ports: ProvisionPorts, step: Step, stuck: Stuck): Promise<Stuck> {
  const events = await ports.stacks(step.region).events(step.stack);
  const reasons = events.toReversed().flatMap(reasonOf).slice(0, mostReasons);
  return { ...stuck, because: [stuck.because, ...reasons].join("\n  ") };
}
