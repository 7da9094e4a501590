import { expect, test } from "vitest";
import { check } from "../../drill/checkers/all.ts";
import { exampleSite } from "../../drill/exampleSite.ts";
import { controlPlane } from "../../drill/functions.ts";
import { scenarios } from "../../drill/scenarios/all.ts";
import { playTogether } from "../../drill/virtualTime.ts";
import { World } from "../../drill/world.ts";
import { minutes } from "../../shared/model/time.ts";

const heartbeat = { key: ".failover/heartbeat", every: minutes(1) };
const beating = { ...exampleSite, replication: { ...exampleSite.replication, heartbeat } };

test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
  "%s, with a heartbeat: the checkers find nothing, as without",
  async (_, scenario) => {
    const site = scenario.site(beating);
    const world = new World({ site, seed: 3, script: scenario.script(site), functions: controlPlane(site) });
    const verdict = check(world);
    await playTogether([world]);
    expect(world.aws.buckets.primary.current(".failover/heartbeat")).not.toBeNull();
    expect(verdict()).toEqual([]);
  },
);
