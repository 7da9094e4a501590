import type { OrderRequest } from "../../shared/model/order.ts";
import type { Failback } from "../../shared/model/site.ts";
import { after, epochMs, hours, minutes, seconds } from "../../shared/model/time.ts";
import { type Chance, chanceFrom } from "../chance.ts";
import { exampleSite } from "../exampleSite.ts";
import { coreRules, unrest } from "./coreRules.ts";
import { CoreWorld, type Run } from "./coreWorld.ts";

export interface CoreVerdict {
  readonly seed: number;
  readonly incidents: number;
  readonly runs: number;
  /** "rule: why", the first of each rule. */
  readonly broken: readonly string[];
}

/** So many runs in which anything may happen, and then so many in which nothing does. */
const stormyRuns = 30;
const calmRuns = 22;

/** One seed's order of events on the decision core, to its rest. */
export function playCore(seed: number, watch: (run: Run) => void = () => {}): CoreVerdict {
  const chance = chanceFrom(seed);
  const world = new CoreWorld(siteFor(chance), epochMs(Date.UTC(2026, 0, 13, 3)));
  const broken = new Map<string, string>();
  const step = (stormy: boolean): void => {
    if (stormy) stir(world, chance);
    world.pass(seconds(chance.between(stormy ? 5 : 60, 60)));
    const request = stormy && chance.happens(0.08) ? orderFor(world, chance) : null;
    const dies =
      stormy && chance.happens(0.08)
        ? chance.pick<"beforeAct" | "afterAct">(["beforeAct", "afterAct"])
        : null;
    const run = world.run(request, dies);
    watch(run);
    for (const [rule, judge] of Object.entries(coreRules)) {
      const because = judge(run);
      if (because !== null && !broken.has(rule)) broken.set(rule, because);
    }
  };
  for (let i = 0; i < stormyRuns; i += 1) step(true);
  calm(world);
  for (let i = 0; i < calmRuns; i += 1) step(false);
  const because = unrest(world);
  if (because !== null) broken.set("at-rest", because);
  return {
    seed,
    incidents: world.incidents,
    runs: stormyRuns + calmRuns,
    broken: [...broken].map(([rule, why]) => `${rule}: ${why}`),
  };
}

function siteFor(chance: Chance): typeof exampleSite {
  const flipRate = { max: 1000, within: hours(1) };
  const mode = chance.pick<Failback["mode"]>(["verified", "verified", "automatic"]);
  const failback = { mode, stableFor: minutes(3) };
  const latch = failback.mode !== "automatic";
  const policy = {
    ...exampleSite.policy,
    latch,
    gate: chance.happens(0.8),
    failback,
    cooldown: minutes(2),
    flipRate,
  };
  return { ...exampleSite, policy };
}

/** A fault begins or ends, or the replica falls behind or catches up. */
function stir({ truth }: CoreWorld, chance: Chance): void {
  if (chance.happens(0.12)) truth.primary = truth.primary === "up" ? "down" : "up";
  if (chance.happens(0.05)) truth.secondary = truth.secondary === "up" ? "down" : "up";
  if (chance.happens(0.05)) truth.replica = truth.replica === "current" ? "stale" : "current";
  if (chance.happens(0.1))
    truth.route53 = chance.pick(["works", "works", "works", "refuses", "losesAnswers", "strands"]);
  const unreadable = (["primary", "secondary", "replica", "records", "visitors"] as const).filter(() =>
    chance.happens(0.03),
  );
  truth.unreadable = new Set(unreadable);
}

function calm({ truth }: CoreWorld): void {
  Object.assign(truth, {
    primary: "up",
    secondary: "up",
    replica: "current",
    route53: "works",
    unreadable: new Set(),
  });
}

/** All that a person may order here ends by itself within the storm's last minutes. */
function orderFor(world: CoreWorld, chance: Chance): OrderRequest {
  return {
    id: `order ${world.now}`,
    action: chance.pick(["force", "hold", "release", "freeze", "unfreeze", "ack"]),
    who: { name: chance.pick(["anna", "ben"]), proof: "iam" },
    via: "url",
    why: "drawn",
    until: after(world.now, minutes(chance.between(1, 8))),
    lever: null,
    lease: null,
    drill: null,
    overrideRules: chance.happens(0.3)
      ? ["replica-current", "replica-serves", "primary-serves", "order-in-force"]
      : [],
  };
}
