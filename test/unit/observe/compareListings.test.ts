import { expect, test } from "vitest";
import type { Clock } from "../../../shared/model/time.ts";
import { epochMs, hours, minutes, seconds } from "../../../shared/model/time.ts";
import { compareListings } from "../../../shared/observe/compareListings.ts";
import { compareKeys } from "../../../shared/observe/keyOrder.ts";
import type { ListedObject } from "../../../shared/observe/ports.ts";
import { before, noon, object, pages, throwingPages } from "./world.ts";

type Page = readonly ListedObject[];
const still: Pick<Clock, "now"> = { now: () => noon };
const ample = { objects: 1000, time: seconds(20) };

const compared = async (primary: readonly Page[], replica: readonly Page[]) => {
  const { comparison } = await compareListings(
    pages(...primary),
    pages(...replica),
    minutes(15),
    still,
    ample,
  );
  return comparison;
};

test("finds nothing where both hold the same, however the pages are cut", async () => {
  const [a, b, c] = [object("a"), object("b"), object("c")];
  expect(await compared([[a, b], [c]], [[a], [], [b, c]])).toEqual({
    at: noon,
    endedAt: noon,
    unchangedSince: noon,
    mode: "key+size+etag",
    compared: 3,
    missing: 0,
    differs: 0,
    extra: 0,
    pending: 0,
    lag: 0,
    newestInSecondary: null,
    examples: [],
  });
});

test("counts what is missing, different and extra, and how long the oldest has waited", async () => {
  const primary = [
    object("a.html"),
    object("b.html", { modifiedAt: before(hours(2)) }),
    object("c.css", { etag: '"new"', modifiedAt: before(hours(3)) }),
    object("d.js", { size: 11, modifiedAt: before(hours(1)) }),
  ];
  const replica = [
    object("a.html"),
    object("c.css", { modifiedAt: before(hours(30)) }),
    object("d.js", { modifiedAt: before(hours(31)) }),
    object("old.html", { modifiedAt: before(hours(29)) }),
  ];
  expect(await compared([primary], [replica])).toEqual({
    at: noon,
    endedAt: noon,
    unchangedSince: noon,
    mode: "key+size+etag",
    compared: 4,
    missing: 1,
    differs: 2,
    extra: 1,
    pending: 0,
    lag: hours(3),
    newestInSecondary: before(hours(29)),
    examples: [
      { key: "b.html", difference: "missing" },
      { key: "c.css", difference: "differs" },
      { key: "d.js", difference: "differs" },
      { key: "old.html", difference: "extra" },
    ],
  });
});

test("what is younger than the window is on its way: pending, without lag", async () => {
  const young = { modifiedAt: before(minutes(14)) };
  const primary = [object("a", young), object("b", { ...young, etag: '"new"' })];
  expect(await compared([primary], [[object("b")]])).toMatchObject({
    missing: 0,
    differs: 0,
    pending: 2,
    lag: 0,
  });
});

test("what is as old as the window is missing", async () => {
  const primary = [object("a", { modifiedAt: before(minutes(15)) })];
  expect(await compared([primary], [])).toMatchObject({ missing: 1, pending: 0, lag: minutes(15) });
});

test("gives at most five examples of each difference", async () => {
  const keys = ["a", "b", "c", "d", "e", "f", "g"];
  const { missing, examples } = await compared([keys.map((key) => object(key))], []);
  expect(missing).toBe(7);
  expect(examples.map(({ key }) => key)).toEqual(["a", "b", "c", "d", "e"]);
});

test("pairs keys in S3's order, which is that of UTF-8 bytes and not JavaScript's", async () => {
  // U+FF5E is EF BD 9E, U+1F600 is F0 9F 98 80; by UTF-16 units the second would come first.
  const [tilde, smile] = [object("\uff5e"), object("\u{1f600}")];
  expect(await compared([[tilde, smile]], [[smile]])).toMatchObject({ missing: 1, extra: 0 });
});

test.each([
  ["a", "b"],
  ["a", "a/"],
  ["A", "a"],
  ["é", "\uff5e"],
  ["\ud7ff", "\ue000"],
  ["\uffff", "\u{10000}"],
  ["\u{1f600}", "\u{1f601}"],
  ["x\u{1f600}", "x\u{1f600}a"],
])("orders %j before %j", (first, second) => {
  expect(compareKeys(first, second)).toBeLessThan(0);
  expect(compareKeys(second, first)).toBeGreaterThan(0);
  expect(compareKeys(first, first)).toBe(0);
});

test("gives up, rather than half a result, past its budget of objects", async () => {
  const run = compareListings(pages([object("a"), object("b")]), pages(), minutes(15), still, {
    ...ample,
    objects: 1,
  });
  await expect(run).rejects.toThrow("it took too long: more than 1 objects");
});

test("gives up past its budget of time", async () => {
  let now = noon;
  const ticking = { now: () => (now = epochMs(now + seconds(6))) };
  const run = compareListings(pages([object("a")], [object("b")]), pages(), minutes(15), ticking, {
    ...ample,
    time: seconds(10),
  });
  await expect(run).rejects.toThrow("it took too long: more than 10 s");
});

test("gives up on a listing that is out of order, or repeats itself", async () => {
  await expect(compared([[object("b"), object("a")]], [])).rejects.toThrow('out of order: "a" after "b"');
  await expect(compared([[object("a")], [object("a")]], [])).rejects.toThrow("out of order");
});

test("gives up when a listing breaks off", async () => {
  const run = compareListings(pages([object("a")]), throwingPages("SlowDown"), minutes(15), still, ample);
  await expect(run).rejects.toThrow("SlowDown");
});
