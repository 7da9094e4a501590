import type { Reach } from "../../../cli/override/reach.ts";
import { noEvidence } from "../../../shared/model/observation.ts";
import type { Policy } from "../../../shared/model/site.ts";
import { minutes } from "../../../shared/model/time.ts";
import { answerOverride } from "../../../shared/override/answer.ts";
import { reconcile } from "../../../shared/reconcile.ts";
import { aMemory, type Memory, portsOver } from "../../fixtures/memory.ts";
import { aSite } from "../../fixtures/site.ts";

/** A night in the tests' world in memory: what befell it before somebody sits down at the terminal. */
export interface Situation {
  readonly memory: Memory;
  readonly policy: Partial<Policy>;
}

export const situations = {
  quiet: () => after([minutes(2)]),
  "primary down": () => after([minutes(2), { primaryStatus: 503 }, minutes(1)]),
  latched: () =>
    after([
      minutes(2),
      { primaryStatus: 503 },
      minutes(1),
      { servedBy: "secondary" },
      minutes(1),
      minutes(1),
    ]),
  "standby broken": () => after([minutes(2), { secondaryStatus: 503 }, minutes(1), minutes(1)]),
  "primary down, standby broken": () =>
    after([minutes(2), { secondaryStatus: 503 }, minutes(1), minutes(1), { primaryStatus: 502 }, minutes(1)]),
  forced: () => after([minutes(2), "force", { servedBy: "secondary" }, minutes(1)]),
  deploying: () => after([minutes(2), "deploy-begin", minutes(1)]),
  frozen: () => after([minutes(2), "freeze", minutes(1)]),
  "two people needed": () => after([minutes(2)], { twoPerson: { within: minutes(30) } }),
  "in shadow": () => after([minutes(2)], { shadow: { greenFor: minutes(10) } }),
  unwatched: () => after([minutes(2), { now: 47 }]),
} as const satisfies Readonly<Record<string, () => Promise<Situation>>>;
export type SituationName = keyof typeof situations;

/** A span: so long, with a run each minute. An order: Bob gives it. A number for `now`: minutes without any run. */
type Step = number | "force" | "freeze" | "deploy-begin" | Partial<Memory>;

async function after(steps: readonly Step[], policy: Partial<Policy> = {}): Promise<Situation> {
  const memory = aMemory();
  const site = aSite(policy);
  const wake = () => reconcile(portsOver(memory), site, noEvidence);
  await wake();
  for (const step of steps) {
    if (typeof step === "number")
      for (let passed = 0; passed < step; passed += minutes(1)) {
        memory.now += minutes(1);
        await wake();
      }
    else if (typeof step === "string")
      await answerOverride(portsOver(memory), [site], { action: step, site: site.name, ...bob }, null);
    else Object.assign(memory, step, { now: memory.now + minutes(step.now ?? 0) });
  }
  return { memory, policy };
}
const bob = {
  reason: "us-east-1 is reported down",
  requestedBy: "arn:aws:sts::111122223333:assumed-role/oncall/bob",
};

/** As the deployed function answers. Visitors follow a move at once, as no TTL passes here. */
export const reachIn =
  ({ memory, policy }: Situation): Reach =>
  async () => ({
    name: "static-site-failover-prod-override in eu-west-1",
    via: "cli",
    ask: async (request) => ({
      kind: "answered",
      answer: await answerOverride(portsOver(memory), [aSite(policy)], request, null),
    }),
  });
