import { describe, expect, test } from "vitest";
import { exampleSite } from "../../drill/exampleSite.ts";
import { controlPlane } from "../../drill/functions.ts";
import { recoveryOf } from "../../drill/recovery.ts";
import { scenarios } from "../../drill/scenarios/all.ts";
import { playTogether } from "../../drill/virtualTime.ts";
import { type Functions, World } from "../../drill/world.ts";

const idle = async () => null;
const nothingThere: Functions = () => ({
  reconcile: idle,
  healthAlarm: idle,
  replicationAlarm: idle,
  replicationEvent: idle,
  override: idle,
});

describe.each([1, 2, 3, 5, 8, 13, 21, 34])("an outage of the region, seed %i", (seed) => {
  test("visitors recover exactly when they would with Route 53 alone: the control plane adds nothing", async () => {
    const withIt = await outage(seed, controlPlane(exampleSite));
    const without = await outage(seed, nothingThere);
    expect(withIt).toEqual(without);
  });

  test("and that is within interval x threshold, propagation and TTL", async () => {
    const recovery = await outage(seed, controlPlane(exampleSite));
    if (recovery?.parts == null) throw new Error("no failover brought the recovery about");
    const { detection, propagation, ttl } = recovery.parts;
    expect(detection).toBeLessThanOrEqual(90_000); // 30 s x 3
    expect(propagation).toBeLessThanOrEqual(3_000);
    expect(ttl).toBeLessThanOrEqual(65_000); // 60 s, and 5 s between two visits
    expect(recovery.took).toBe(detection + propagation + ttl);
    expect(recovery.bound).toBe(158_000);
  });
});

test("a hold is counted as what somebody added", async () => {
  const scenario = scenarios.find(({ name }) => name === "hold-expires");
  if (scenario === undefined) throw new Error("there is no such story");
  const world = new World({
    site: exampleSite,
    seed: 1,
    script: scenario.script(exampleSite),
    functions: controlPlane(exampleSite),
  });
  await playTogether([world]);
  expect(recoveryOf(world)?.took).toBeGreaterThan(158_000 + 10 * 60_000);
});

async function outage(seed: number, functions: Functions) {
  const script = scenarios[0].script(exampleSite);
  const world = new World({ site: exampleSite, seed, script, functions });
  await playTogether([world]);
  return recoveryOf(world);
}
