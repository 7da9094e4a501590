import { expect, test } from "vitest";
import { exampleSite } from "../../drill/exampleSite.ts";
import { figuresOf } from "../../drill/figures.ts";
import { controlPlane } from "../../drill/functions.ts";
import { dark, during, scenario } from "../../drill/scenarios/scenario.ts";
import { playTogether } from "../../drill/virtualTime.ts";
import { World } from "../../drill/world.ts";
import { minutes } from "../../shared/model/time.ts";

test("1,000 alarm events in a minute give the same few messages as one, and as few journal entries", async () => {
  const one = await outage(1);
  const thousand = await outage(1000);
  expect(one.subjects).toEqual([
    "www.example.com PRIMARY LOOKS DOWN, visitors not moved yet",
    "www.example.com FAILED OVER to the standby",
    "www.example.com BACK on the primary",
  ]);
  expect(thousand.subjects).toEqual(one.subjects);
  expect(thousand.journal).toMatchObject({ kind: "whole", entries: 27 });
  expect(one.journal).toMatchObject({ kind: "whole", entries: 27 });
});

async function outage(times: number) {
  const { script } = scenario({
    name: "storm",
    story: "The primary's region goes dark, and the alarm is not the only one to say so.",
    faults: [dark("primary", 2, 15), during(0, null, { kind: "alarmEventsRepeated", times })],
    until: minutes(17),
  });
  const world = new World({
    site: exampleSite,
    seed: 1,
    script: script(exampleSite),
    functions: controlPlane(exampleSite),
  });
  await playTogether([world]);
  const { journal } = figuresOf(world);
  return { subjects: world.aws.topic.published.map(({ subject }) => subject), journal };
}
