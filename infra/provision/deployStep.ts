import type { Stack } from "../../shared/aws/stacks.ts";
import type { Standing } from "./known.ts";
import type { ProvisionPorts } from "./ports.ts";
import type { Wish } from "./provision.ts";
import { type Refusal, refusalsOf } from "./refusals.ts";
import type { Known, Step } from "./step.ts";
import { isBusy, type Stuck, whyStuck } from "./stuck.ts";
import { mostReasons, type Outlook, outlookOf, propose, reasonOf } from "./survey.ts";

export type StepDone =
  | { readonly kind: "unchanged" }
  | { readonly kind: "deployed"; readonly stack: Stack }
  | { readonly kind: "refused"; readonly refusals: readonly Refusal[] }
  | ({ readonly kind: "stuck" } & Stuck);

/** One stack, to its end: what was shown is executed; what could not be shown before is proposed, told and judged now. */
export async function deployStep(
  ports: ProvisionPorts,
  step: Step,
  given: {
    readonly standing: Standing | undefined;
    readonly shown: Outlook;
    readonly known: Known;
    readonly wish: Pick<Wish, "allowed">;
  },
): Promise<StepDone> {
  const standing = given.standing ?? { kind: "missing" as const };
  const outlook =
    given.shown.kind === "change" ? given.shown : await outlookOf(ports, step, standing, given.known);
  switch (outlook.kind) {
    case "leave":
    case "same":
      return { kind: "unchanged" };
    case "later":
      return {
        kind: "stuck",
        because: "what it needs of earlier stacks is not there",
        remedy: "provision without --only, so that they are made first",
      };
    case "stuck":
      return outlook;
    case "change":
      return await execute(ports, step, outlook, given.wish.allowed);
    case "create":
      return await create(ports, step, given.known, given.wish.allowed);
  }
}

async function create(
  ports: ProvisionPorts,
  step: Step,
  known: Known,
  allowed: readonly string[],
): Promise<StepDone> {
  const proposed = await propose(ports, step, step.parameters(known) ?? {}, false);
  if (proposed.kind === "changes")
    return await execute(ports, step, { changeSetId: proposed.id, changes: proposed.changes }, allowed);
  const because =
    proposed.kind === "failed" ? proposed.because : "the template has no resource for these parameters";
  return {
    kind: "stuck",
    because,
    remedy: `mend what it names; the template is infra/templates/${step.template}`,
  };
}

async function execute(
  ports: ProvisionPorts,
  step: Step,
  { changeSetId, changes }: Pick<Extract<Outlook, { kind: "change" }>, "changeSetId" | "changes">,
  allowed: readonly string[],
): Promise<StepDone> {
  ports.tell({ kind: "proposed", step: step.id, changes });
  const stacks = ports.stacks(step.region);
  const refusals = refusalsOf(step.id, changes, allowed);
  if (refusals.length > 0) {
    await stacks.drop(step.stack, changeSetId);
    return { kind: "refused", refusals };
  }
  const seen = new Set((await stacks.events(step.stack)).map(({ id }) => id));
  await stacks.execute(step.stack, changeSetId);
  return await follow(ports, step, seen);
}

/** Tells every new event until CloudFormation is done with the stack. */
async function follow(ports: ProvisionPorts, step: Step, seen: Set<string>): Promise<StepDone> {
  const stacks = ports.stacks(step.region);
  const failures: string[] = [];
  for (;;) {
    const stack = await stacks.find(step.stack);
    const news = (await stacks.events(step.stack)).filter(({ id }) => !seen.has(id)).reverse();
    for (const event of news) {
      seen.add(event.id);
      ports.tell({ kind: "event", step: step.id, event });
      failures.push(...reasonOf(event));
    }
    if (stack !== null && !isBusy(stack)) return outcomeOf(stack, step, failures);
    await ports.pause();
  }
}

function outcomeOf(stack: Stack, step: Step, failures: readonly string[]): StepDone {
  if (stack.status === "CREATE_COMPLETE" || stack.status === "UPDATE_COMPLETE")
    return { kind: "deployed", stack };
  const { because, remedy } = whyStuck(stack, step.stack, step.region) ?? {
    because: `the stack ${step.stack} is ${stack.status}: the change failed and was taken back`,
    remedy: "mend what it says above, and provision again",
  };
  return { kind: "stuck", because: [because, ...failures.slice(0, mostReasons)].join("\n  "), remedy };
}
