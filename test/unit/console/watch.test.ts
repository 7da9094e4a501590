import { expect, test } from "vitest";
import { Watch } from "../../../cli/console/watch.ts";
import type { SiteSeen } from "../../../cli/console/wire.ts";
import type { Asked } from "../../../cli/override/reach.ts";
import { answerOverride } from "../../../shared/override/answer.ts";
import { aMemory, portsOver } from "../../fixtures/memory.ts";
import { aSite } from "../../fixtures/site.ts";

const name = aSite().name;
const gone: Asked = { kind: "unreachable", because: "no such function", remedy: "Deploy it" };

function aWatch(sites: readonly string[] = [name]) {
  const memory = aMemory();
  const told: SiteSeen[] = [];
  const asked: string[] = [];
  const world = { isGone: false };
  const watch = new Watch(sites, {
    override: {
      ask: async (request) => {
        asked.push("site" in request ? String(request.site) : "");
        if (world.isGone) return gone;
        const answer = await answerOverride(portsOver(memory), [aSite()], { ...request, site: name }, null);
        return { kind: "answered", answer };
      },
    },
    rhythm: { closelyMs: 1000, otherwiseMs: 10_000 },
    now: () => portsOver(memory).clock.now(),
    tell: (site) => told.push(site),
  });
  const tick = (atMs: number) => watch.tick(atMs);
  return { watch, tick, told, asked, world };
}

test("a calm site is asked now and then, one that is looked at closely", async () => {
  const { watch, tick, asked } = aWatch();
  await tick(0);
  await tick(5000);
  expect(asked).toHaveLength(1);
  watch.lookAt(name, 5000);
  await tick(5000);
  await tick(6000);
  expect(asked).toHaveLength(3);
});

test("what can't be seen any more keeps what was seen, with the time since when", async () => {
  const { tick, told, world } = aWatch();
  await tick(0);
  world.isGone = true;
  await tick(10_000);
  await tick(11_000);
  expect(told.map(({ trouble }) => trouble?.because ?? null)).toEqual([
    null,
    "no such function",
    "no such function",
  ]);
  expect(told[2]?.seen).toEqual(told[0]?.seen);
  expect(told[2]?.trouble?.since).toBe(told[1]?.trouble?.since);
});

test("of many sites few are asked at once", async () => {
  const sites = Array.from({ length: 50 }, (_, i) => `site-${i}`);
  const { watch, asked } = aWatch(sites);
  void watch.tick(0);
  void watch.tick(250);
  expect(asked).toHaveLength(6);
});

test("a site that was changed is asked at the next tick", async () => {
  const { watch, tick, asked } = aWatch();
  await tick(0);
  watch.changed(name);
  await tick(250);
  expect(asked).toHaveLength(2);
});
