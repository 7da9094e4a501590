import type { LoadedPlan } from "../../shared/config/load.ts";
import { deployStep } from "./deployStep.ts";
import { knownFrom, type Standing } from "./known.ts";
import { lookAround } from "./look.ts";
import type { ProvisionPorts } from "./ports.ts";
import { putProbes } from "./probes.ts";
import { type Refusal, refusalsOf } from "./refusals.ts";
import type { Known, Step } from "./step.ts";
import { stepsOf } from "./steps.ts";
import { type Outlook, outlookOf, type Surveyed } from "./survey.ts";
import { type Contradiction, contradictions, fillIn } from "./writeBack.ts";

export type Plan = Extract<LoadedPlan, { kind: "ok" }>;

export interface Wish {
  /** A step's first word; null for all. */
  readonly only: string | null;
  /** Changes that would be refused, by name: "edge/Distribution". */
  readonly allowed: readonly string[];
  readonly dryRun: boolean;
  /** Asked once, before anything is changed. */
  readonly confirm: (surveyed: readonly Surveyed[]) => Promise<boolean>;
}

export type Provisioned =
  | { readonly kind: "done"; readonly surveyed: readonly Surveyed[]; readonly changed: readonly string[] }
  | { readonly kind: "planned"; readonly surveyed: readonly Surveyed[] }
  | { readonly kind: "declined"; readonly surveyed: readonly Surveyed[] }
  | {
      readonly kind: "refused";
      readonly surveyed: readonly Surveyed[];
      readonly refusals: readonly Refusal[];
    }
  | { readonly kind: "contradicted"; readonly contradictions: readonly Contradiction[] }
  | { readonly kind: "stuck"; readonly step: string; readonly because: string; readonly remedy: string };

/** Looks at what is there, shows what would change, and deploys the stacks in order. Can be run again after anything. */
export async function provision(ports: ProvisionPorts, plan: Plan, wish: Wish): Promise<Provisioned> {
  const steps = stepsOf(plan.sites);
  const standings = await lookAround(ports, steps, plan.written);
  const known = knownFrom(steps, standings, plan.written);
  const contradicted = contradictions(plan.written, steps, known);
  if (contradicted.length > 0) return { kind: "contradicted", contradictions: contradicted };

  const asked = steps.filter(({ id }) => wish.only === null || id.split(" ")[0] === wish.only);
  const surveyed = await survey(ports, asked, standings, known);
  const stuck = surveyed.find(({ outlook }) => outlook.kind === "stuck");
  if (stuck?.outlook.kind === "stuck") {
    await dropAll(ports, surveyed);
    return { ...stuck.outlook, kind: "stuck", step: stuck.step.id };
  }
  const refusals = surveyed.flatMap(({ step, outlook }) =>
    outlook.kind === "change" ? refusalsOf(step.id, outlook.changes, wish.allowed) : [],
  );
  if (refusals.length > 0 || wish.dryRun || !(await wish.confirm(surveyed))) {
    await dropAll(ports, surveyed);
    if (refusals.length > 0) return { kind: "refused", surveyed, refusals };
    return { kind: wish.dryRun ? "planned" : "declined", surveyed };
  }
  return await deploy(ports, plan, wish, { steps, asked, standings, surveyed });
}

interface Deployment {
  readonly steps: readonly Step[];
  readonly asked: readonly Step[];
  readonly standings: Map<string, Standing>;
  readonly surveyed: readonly Surveyed[];
}

async function deploy(
  ports: ProvisionPorts,
  plan: Plan,
  wish: Wish,
  { steps, asked, standings, surveyed }: Deployment,
): Promise<Provisioned> {
  const changed: string[] = [];
  let { text } = plan;
  const writeBack = () => {
    const writing = fillIn(plan.text, plan.written, steps, knownFrom(steps, standings, plan.written));
    if (writing.text !== text) ports.save(writing.text);
    text = writing.text;
    return writing.wrote;
  };
  writeBack();
  for (const step of asked) {
    const known = knownFrom(steps, standings, plan.written);
    const shown = surveyed.find((one) => one.step === step)?.outlook ?? { kind: "later" as const };
    const done = await deployStep(ports, step, { standing: standings.get(step.id), shown, known, wish });
    if (done.kind === "stuck") return { ...done, step: step.id };
    if (done.kind === "refused") return { kind: "refused", surveyed, refusals: done.refusals };
    if (done.kind === "deployed") {
      // The way back is the same stack once more.
      for (const { id, stack, region } of steps)
        if (stack === step.stack && region === step.region)
          standings.set(id, { kind: "ours", stack: done.stack });
      changed.push(step.id);
      ports.tell({ kind: "done", step: step.id });
    }
    changed.push(...(await putProbes(ports, plan.sites, step, standings)));
    writeBack();
  }
  for (const { path, value } of writeBack()) ports.tell({ kind: "wrote", path, value });
  return { kind: "done", surveyed, changed };
}

async function survey(
  ports: ProvisionPorts,
  steps: readonly Step[],
  standings: ReadonlyMap<string, Standing>,
  known: Known,
): Promise<readonly Surveyed[]> {
  const surveyed: Surveyed[] = [];
  for (const step of steps) {
    const standing = standings.get(step.id) ?? { kind: "missing" as const };
    // The second of two steps for one stack is judged once the first is done.
    const isAwaited = surveyed.some(
      (one) => one.step.stack === step.stack && one.step.region === step.region && isPending(one.outlook),
    );
    const outlook: Outlook = isAwaited ? { kind: "later" } : await outlookOf(ports, step, standing, known);
    surveyed.push({ step, outlook });
  }
  return surveyed;
}

/** Whether something is to be done. */
export const isPending = ({ kind }: Outlook): boolean => ["create", "change", "later"].includes(kind);

/** A change set that nobody executes is not left lying about. */
async function dropAll(ports: ProvisionPorts, surveyed: readonly Surveyed[]): Promise<void> {
  for (const { step, outlook } of surveyed)
    if (outlook.kind === "change") await ports.stacks(step.region).drop(step.stack, outlook.changeSetId);
}
