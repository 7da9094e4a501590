import { expect, test } from "vitest";
import { chanceFrom } from "../../drill/chance.ts";
import { exampleSite } from "../../drill/exampleSite.ts";
import { figuresOf } from "../../drill/figures.ts";
import { controlPlane } from "../../drill/functions.ts";
import { readOptions } from "../../drill/options.ts";
import { Run } from "../../drill/run.ts";
import { scenarios } from "../../drill/scenarios/all.ts";
import { playTogether, VirtualTime } from "../../drill/virtualTime.ts";
import { World } from "../../drill/world.ts";
import { epochMs, ms, seconds } from "../../shared/model/time.ts";

const start = epochMs(0);

test("what is due at the same moment happens in the order it was asked for", () => {
  const time = new VirtualTime(start);
  const happened: string[] = [];
  time.in(seconds(2), () => happened.push("late"));
  time.in(seconds(1), () => happened.push("first"));
  time.in(seconds(1), () => happened.push("second"));
  time.advance(epochMs(5000));
  expect(happened).toEqual(["first", "second", "late"]);
});

test("a run that dies before a call never sends it; one that dies after it did, and never learns", async () => {
  const done: string[] = [];
  const play = async (when: "before" | "after") => {
    const time = new VirtualTime(start);
    const run = new Run(time, { at: "Put", when }, ms(0), () => done.push(`died ${when}`));
    const code = async () => {
      await run.wait(10, () => done.push(`put ${when}`), "Put");
      done.push(`went on ${when}`);
    };
    void code();
    await playTogether([{ advance: () => time.advance(epochMs(100)) }]);
  };
  await play("before");
  await play("after");
  expect(done).toEqual(["died before", "put after", "died after"]);
});

test("a mistake in the simulation ends the play, whatever the code makes of it", async () => {
  const time = new VirtualTime(start);
  const run = new Run(time, null, ms(0), () => {});
  const bug = (): never => {
    throw new TypeError("no such thing");
  };
  run.wait(10, bug).catch(() => {});
  time.in(20, () => {});
  await expect(playTogether([{ advance: () => time.advance(epochMs(100)) }])).rejects.toThrow(
    "no such thing",
  );
});

test("streams of chance don't disturb each other", () => {
  const first = chanceFrom(1).stream("a");
  const second = chanceFrom(1);
  second.stream("b").next();
  expect(second.stream("a").next()).toBe(first.next());
});

test("the same seed plays the same, to the letter, alone or beside others", async () => {
  const alone = outage(3);
  await playTogether([alone]);
  const [among, other] = [outage(3), outage(4)];
  await playTogether([other, among]);
  expect(among.chronicle.log.lines).toEqual(alone.chronicle.log.lines);
  expect(other.chronicle.log.lines).not.toEqual(alone.chronicle.log.lines);
});

test("an outage of the region: visitors are right again within interval x threshold, propagation and TTL", async () => {
  const world = outage(1);
  await playTogether([world]);
  const figures = figuresOf(world);
  expect(figures.wrong).toEqual([]);
  // 3 x 30 s, 3 s, and 60 s and the 5 s between two fetches.
  expect(figures.recovery?.took).toBeLessThanOrEqual(158_000);
  expect(figures.journal.kind).toBe("whole");
});

test.each([
  {
    args: ["--scenario", "regin-outage"],
    because: 'there is no scenario "regin-outage"; did you mean region-outage?',
  },
  { args: ["--sead", "2"], because: "there is no option --sead; did you mean --seed?" },
  { args: ["--seed", "two"], because: '"two" is not a seed: write a whole number, like 7' },
])("called wrongly ($args) it says what was meant", ({ args, because }) => {
  expect(readOptions(args)).toEqual({ kind: "misused", because });
});

function outage(seed: number): World {
  const script = scenarios[0].script(exampleSite);
  return new World({ site: exampleSite, seed, script, functions: controlPlane(exampleSite) });
}
