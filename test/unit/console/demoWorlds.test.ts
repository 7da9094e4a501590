import { beforeAll, expect, test } from "vitest";
import { DemoWorlds } from "../../../cli/console/demo/demoWorlds.ts";
import type { Asked } from "../../../cli/override/reach.ts";
import type { Answered } from "../../../shared/override/contract.ts";

const site = "www.example.com";
let demo: DemoWorlds;
beforeAll(async () => {
  demo = await DemoWorlds.begin("ann");
  demo.fulfil({ kind: "speed", speed: 0 });
});

test("the three sites stand as they should: well, with a stale replica, in shadow", async () => {
  const headlines = [];
  for (const name of demo.sites) headlines.push(await standing(name));
  expect(headlines).toEqual([
    "WELL, on the primary",
    "ON THE PRIMARY, and the standby is NOT FIT",
    "WELL, on the primary, IN SHADOW",
  ]);
});

test("paused it stands still, but for who asks", async () => {
  const before = demo.clock().at;
  await demo.tick(1000);
  expect(demo.clock().at).toBe(before);
  await standing(site);
  expect(demo.clock().at).toBeGreaterThan(before);
});

test("what is broken fails over, and an order is placed in the name of who asks", async () => {
  demo.fulfil({ kind: "break", site, what: "primary" });
  expect(demo.state.broken[site]).toEqual(["primary"]);
  demo.fulfil({ kind: "speed", speed: 60 });
  // Four minutes: Route 53 takes two and a half at most, and the loop looks each minute.
  await demo.tick(4000);
  expect(await standing(site)).toMatch(/^FAILED OVER/);
  demo.fulfil({ kind: "mend", site, what: "primary" });
  expect(demo.state.broken[site]).toEqual([]);
  const forced = await ask({ action: "force", site, reason: "a look at it" });
  expect(forced.status.order).toMatchObject({ kind: "force", who: "ann", why: "a look at it" });
});

const standing = async (name: string): Promise<string> =>
  (await ask({ action: "status", site: name })).status.headline;

/** Time passes until the answer is there. */
async function ask(request: object): Promise<Answered> {
  let asked: Asked | null = null;
  void demo.override.ask(request).then((answer) => {
    asked = answer;
  });
  for (let ticks = 0; asked === null && ticks < 1000; ticks += 1) await demo.tick(50);
  const { answer } = asked ?? { answer: null };
  if (answer === null || "error" in answer) throw new Error(`no answer to ${JSON.stringify(request)}`);
  return answer;
}
