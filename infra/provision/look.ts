import type { Stack } from "../../shared/aws/stacks.ts";
import { isPlaceholder, valueAt } from "../../shared/config/placeholders.ts";
import { hostOf, type Standing } from "./known.ts";
import type { ProvisionPorts } from "./ports.ts";

type Looking = Pick<ProvisionPorts, "stacks" | "ground" | "pause" | "tell">;

import type { Claim, Step } from "./step.ts";
import { isBusy } from "./stuck.ts";

/** Looks at every step's stack, and where there is none, whether somebody made its work without us. Reads only. */
export async function lookAround(
  ports: Looking,
  steps: readonly Step[],
  written: unknown,
): Promise<Map<string, Standing>> {
  const standings = new Map<string, Standing>();
  for (const step of steps) standings.set(step.id, await lookAt(ports, step, written));
  // What comes with another's work is that other's too.
  for (const { id, onlyWith } of steps) {
    const host = onlyWith === undefined ? undefined : standings.get(onlyWith);
    if (host?.kind === "foreign" && standings.get(id)?.kind !== "ours")
      standings.set(id, { kind: "foreign", because: `belongs to ${onlyWith}, which no stack of ours made` });
  }
  return standings;
}

async function lookAt(ports: Looking, step: Step, written: unknown): Promise<Standing> {
  ports.tell({ kind: "looking", stack: step.stack, region: step.region });
  const stack = await atRest(ports, step);
  // A change set that was shown and never executed leaves a stack with nothing in it.
  if (stack !== null && stack.status !== "REVIEW_IN_PROGRESS") return { kind: "ours", stack };
  const id = idInSites(step, written);
  if (id !== null) return { kind: "foreign", because: `sites.yml names ${id}, and no stack of ours made it` };
  for (const claim of step.claims) {
    const found = await ports.ground.exists(claim, step.region);
    if (found === "elsewhere") return { kind: "foreign", because: `${sayClaim(claim)} is another account's` };
    if (found === "yes")
      return { kind: "foreign", because: `${sayClaim(claim)} is there, and no stack of ours made it` };
  }
  return { kind: "missing" };
}

/** The stack once CloudFormation is done with it: a run that was broken off left it at work. */
async function atRest(ports: Looking, { id, stack: name, region }: Step): Promise<Stack | null> {
  for (;;) {
    const stack = await ports.stacks(region).find(name);
    if (stack === null || !isBusy(stack) || stack.status === "REVIEW_IN_PROGRESS") return stack;
    ports.tell({ kind: "waiting", step: id, status: stack.status });
    await ports.pause();
  }
}

/** An id that sites.yml has where this step's output would go. */
function idInSites(step: Step, written: unknown): string | null {
  for (const { path, as } of step.fills) {
    const found = valueAt(written, ["sites", hostOf(step.id), ...path]);
    const values: unknown[] = as === "item" && Array.isArray(found) ? found : [found];
    if (values.some(isPlaceholder)) return null;
    const [id] = values;
    if (typeof id === "string") return id;
  }
  return null;
}

const sayClaim = (claim: Claim): string =>
  claim.kind === "bucket"
    ? `the bucket ${claim.name}`
    : `a record set ${claim.name.name} ${claim.name.types.join(" or ")}`;
