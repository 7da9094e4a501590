import { beforeAll, describe, expect, test } from "vitest";
import { exampleSite } from "../../drill/exampleSite.ts";
import { controlPlane } from "../../drill/functions.ts";
import { help } from "../../drill/options.ts";
import { sayOffset, zeroOf } from "../../drill/outage.ts";
import { paperOf } from "../../drill/paper.ts";
import { pictureOf } from "../../drill/picture.ts";
import { hanging } from "../../drill/rows.ts";
import { scenarios } from "../../drill/scenarios/all.ts";
import { timelineOf } from "../../drill/timeline.ts";
import { playTogether } from "../../drill/virtualTime.ts";
import { World } from "../../drill/world.ts";
import { after, epochMs, minutes, seconds } from "../../shared/model/time.ts";

const story = scenarios[0];
let world: World;
beforeAll(async () => {
  const script = story.script(exampleSite);
  world = new World({ site: exampleSite, seed: 1, script, functions: controlPlane(exampleSite) });
  await playTogether([world]);
});
const plain = (columns: number) => ({ columns, paint: (_lane: string, text: string) => text });

describe.each([80, 120])("at %i columns", (columns) => {
  test("no row of the timeline is wider", () => {
    const rows = timelineOf(story, world, plain(columns)).split("\n");
    expect(rows.filter((row) => row.length > columns)).toEqual([]);
  });

  test("every moment says how long after the outage began it was", () => {
    const rows = timelineOf(story, world, plain(columns)).split("\n");
    expect(rows).toContain("03:02:00  +00:00  world     the primary's region goes dark");
    expect(rows).toContain("03:00:00  -02:00  visitors  all get the site, from the primary");
    expect(rows).toContain("03:22:00  +20:00  world     the primary's region is back");
  });

  test("the axis of the picture has its 0 under the first who failed", () => {
    const rows = pictureOf(world, zeroOf(world), columns);
    const failing = rows.find((row) => row.includes("failing")) ?? "";
    const axis = rows.find((row) => /^ +0 +\+/.test(row)) ?? "";
    expect(Math.abs(failing.search(/[░▒▓█]/) - axis.indexOf("0"))).toBeLessThanOrEqual(1);
  });
});

test("the figures name their parts, and say that the control plane added nothing", () => {
  const text = timelineOf(story, world, plain(140));
  expect(text).toContain("recovery       2 min 23 s from the first visitor who failed to nobody failing");
  expect(text).toContain("  detection    1 min 22 s until Route 53's checkers agreed (3 x 30 s at most)");
  expect(text).toContain("  propagation  2 s until its name servers answered the standby");
  expect(text).toContain("  TTL          59 s until caches had forgotten the primary");
  expect(text).toContain("  added        nothing by the control plane: Route 53 takes 2 min 38 s at most");
  expect(text).toContain("data age       0 s: so far behind was the standby");
  expect(text).toContain("at the end     all is well");
});

test("times count from the primary's first failure, not from what befell others before", () => {
  const [faults, deeds, lasts] = [scenarioNamed("stale-replica"), [], minutes(60)] as const;
  expect(zeroOf({ start: epochMs(0), spec: { ...world.spec, script: { faults, deeds, lasts } } })).toEqual({
    at: minutes(22),
    what: "the outage began",
  });
});

test.each([
  [seconds(62), "+01:02"],
  [minutes(-12.5), "-12:30"],
  [minutes(75), "+75:00"],
])("an offset of %i ms reads %s", (span, said) => {
  const zero = { at: epochMs(1_000_000), what: "the outage began" } as const;
  expect(sayOffset(after(zero.at, span), zero)).toBe(said);
});

test("further rows stand under the first", () => {
  expect(hanging("name  ", "one two three", 36)).toEqual(["name  one two three"]);
  expect(hanging("name  ", "a sentence that is longer than thirty columns", 30)).toEqual([
    "name  a sentence that is longer than",
    "      thirty columns",
  ]);
});

test("a terminal gets colours, a pipe and NO_COLOR none", () => {
  const terminal = { isTTY: true, columns: 100 };
  expect(paperOf(terminal, {}).paint("done", "x")).toBe("\u001b[32mx\u001b[39m");
  expect(paperOf(terminal, { NO_COLOR: "1" }).paint("done", "x")).toBe("x");
  expect(paperOf({}, {}).paint("done", "x")).toBe("x");
});

test.each([
  [{ isTTY: true, columns: 300 }, {}, 140],
  [{ isTTY: true, columns: 20 }, {}, 60],
  [{}, { COLUMNS: "80" }, 80],
  [{}, { COLUMNS: "wide" }, 100],
])("%o with %o is printed %i columns wide", (out, env, columns) => {
  expect(paperOf(out, env).columns).toBe(columns);
});

test("the help fits 80 columns", () => {
  expect(help.split("\n").filter((row) => row.length > 80)).toEqual([]);
});

test("every story is told in one sentence", () => {
  for (const { story } of scenarios) expect(story).toMatch(/^[A-Z][^.!?]*\.$/);
});

function scenarioNamed(name: string) {
  const found = scenarios.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no story ${name}`);
  return found.script(exampleSite).faults;
}
