import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochMs, minutes, ms } from "../../../shared/model/time.ts";
import { compareBuckets } from "../../../shared/verify/compareBuckets.ts";
import { compareShare, mergeShares, planShares, type SharedFolder } from "../../../shared/verify/inShares.ts";
import { heldInTurns } from "../../../shared/verify/inTurns.ts";
import { keepWhole } from "../../../shared/verify/kept.ts";
import { type Share, sharesOf } from "../../../shared/verify/shares.ts";
import { noon, oneByOne, taskOf } from "../../fixtures/comparison.ts";
import { type ListedObject, listingOf } from "../../fixtures/listings.ts";

const old = epochMs(noon - minutes(60));
const objects = (keys: readonly string[], size = 1): readonly ListedObject[] =>
  keys.map((key) => ({ key, size, etag: '"e"', modifiedAt: old }));

function aFolder(): SharedFolder & { readonly held: Map<string, string> } {
  const held = new Map<string, string>();
  return {
    held,
    read: async (name) => JSON.parse(held.get(name) ?? "null"),
    write: async (name, value) => void held.set(name, JSON.stringify(value)),
  };
}

const portsOver = (primary: readonly ListedObject[], secondary: readonly ListedObject[]) => ({
  clock: { now: () => noon, sleep: async () => {} },
  heads: null,
  listing: listingOf(({ name }) => (name === "primary" ? primary : secondary)),
});
const { time, ...limits } = { ...oneByOne, time: minutes(10) };
const sharesIn = (folder: { readonly held: Map<string, string> }): readonly Share[] =>
  JSON.parse(folder.held.get("shares") ?? "[]");

describe("the key space", () => {
  it("is one share where nothing is known of it", () => {
    expect(sharesOf([])).toEqual([{ nth: 0, after: "", upTo: null }]);
  });

  it("is cut at every so many split points, and the last share goes to the end", () => {
    expect(sharesOf(["b", "d", "f", "h", "k"], 2)).toEqual([
      { nth: 0, after: "", upTo: "d" },
      { nth: 1, after: "d", upTo: "h" },
      { nth: 2, after: "h", upTo: null },
    ]);
  });

  it("of a billion objects is a thousand shares", () => {
    const learned = Array.from({ length: 250_000 }, (_, n) => String(n).padStart(6, "0"));
    expect(sharesOf(learned)).toHaveLength(997);
    expect(sharesOf([...learned, ...learned.map((key) => `a${key}`)]).length).toBeLessThanOrEqual(1001);
  });
});

describe("shares put together", () => {
  it("leave an inventory that the standby is held against with the primary dark, wherever they are cut", async () => {
    const [a, b] = [objects(["a", "b", "c", "d", "e"]), objects(["a", "b", "d", "e"])];
    const [folder, evidence] = [aFolder(), aFolder()];
    await planShares(folder, "one", noon, ["b", "d"], 1);
    const ports = portsOver(a, a);
    const whole = { ...taskOf({ mode: "key+size+etag" }), whole: "one" };
    for (const share of sharesIn(folder))
      await compareShare(ports, folder, whole, share, { ...limits, time });
    await keepWhole(evidence, (await mergeShares(folder, "one")).whole, noon, noon);
    const secondary = { name: "secondary", region: "eu-west-1" };
    const asked = { site: "", primary: secondary, secondary, prefix: "", exceptions: [] };
    const turn = { ...asked, window: minutes(1), time, calm: false };
    const heldWith = (standby: readonly ListedObject[]) =>
      heldInTurns(portsOver([], standby), () => evidence)(turn);
    expect(await heldWith(a)).toMatchObject({ known: 5, missingAtLeast: 0, otherParts: 0 });
    expect(await heldWith(b)).toMatchObject({ known: 5, missingAtLeast: 1, otherParts: 1 });
  });

  it("find what one comparison of the whole finds, wherever they are cut", async () => {
    const key = fc.string({
      unit: fc.constantFrom("a", "b", "é", "🗺", "/", "%"),
      minLength: 1,
      maxLength: 4,
    });
    const keys = fc.uniqueArray(key, { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(keys, keys, fc.array(key, { maxLength: 5 }), async (ours, theirs, marks) => {
        const ports = portsOver(objects(ours), [
          ...objects(theirs.slice(2)),
          ...objects(theirs.slice(0, 2), 2),
        ]);
        const whole = { ...taskOf({ mode: "key+size+etag" }), whole: "one" };
        const folder = aFolder();
        const learned = [...new Set(marks)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        await planShares(folder, "one", noon, learned, 1);
        for (const share of sharesIn(folder))
          expect(await compareShare(ports, folder, whole, share, { ...limits, time })).toEqual({
            done: true,
          });
        const alone = await compareBuckets(ports, whole, oneByOne);
        if (alone.kind !== "complete") throw new Error("the whole was not compared");
        expect((await mergeShares(folder, "one")).whole.found).toEqual(alone.found);
      }),
      { numRuns: 200, seed: 20261124 },
    );
  });

  it("are no whole while one of them is missing", async () => {
    const folder = aFolder();
    await planShares(folder, "one", noon, ["m"], 1);
    const [first] = sharesIn(folder);
    if (first === undefined) throw new Error("there is no share");
    await compareShare(portsOver([], []), folder, { ...taskOf(), whole: "one" }, first, { ...limits, time });
    await expect(mergeShares(folder, "one")).rejects.toThrow("share 1 of 2 was not compared to its end");
  });

  it("are nothing without a plan", async () => {
    await expect(mergeShares(aFolder(), "one")).rejects.toThrow("no plan");
  });
});

describe("a share", () => {
  const [only] = sharesOf([]);
  if (only === undefined) throw new Error("there is no share");
  const keys = Array.from({ length: 2500 }, (_, n) => `key-${String(n).padStart(4, "0")}`);

  it("that is not done in time says so, and goes on where it stopped", async () => {
    const folder = aFolder();
    await planShares(folder, "one", noon, []);
    let now = noon;
    const asked: string[] = [];
    const listing = listingOf(() => objects(keys), asked);
    const ports = {
      ...portsOver([], []),
      clock: { now: () => now, sleep: async () => {} },
      listing: {
        page: (...ask: Parameters<typeof listing.page>) => {
          now = epochMs(now + minutes(1));
          return listing.page(...ask);
        },
      },
    };
    let turns = 1;
    while (
      !(
        await compareShare(ports, folder, { ...taskOf(), whole: "one" }, only, {
          ...limits,
          time: ms(150_000),
        })
      ).done
    )
      turns += 1;
    expect(turns).toBeGreaterThan(1);
    expect((await mergeShares(folder, "one")).whole.found).toMatchObject({
      compared: 2500,
      missing: 0,
      extra: 0,
    });
  });

  it("that is done is not compared again: Step Functions runs a state at least once", async () => {
    const folder = aFolder();
    await planShares(folder, "one", noon, []);
    const asked: string[] = [];
    const ports = { ...portsOver([], []), listing: listingOf(() => objects(keys), asked) };
    await compareShare(ports, folder, { ...taskOf(), whole: "one" }, only, { ...limits, time });
    const before = asked.length;
    expect(
      await compareShare(ports, folder, { ...taskOf(), whole: "one" }, only, { ...limits, time }),
    ).toEqual({ done: true });
    expect(asked).toHaveLength(before);
  });

  it("of a bucket that can't be listed fails, for Step Functions to try again", async () => {
    const folder = aFolder();
    await planShares(folder, "one", noon, []);
    const ports = { ...portsOver([], []), listing: listingOf(() => "dark") };
    await expect(
      compareShare(ports, folder, { ...taskOf(), whole: "one" }, only, { ...limits, time }),
    ).rejects.toThrow("no answer");
  });

  it("of another comparison, begun since, ends nothing and changes nothing", async () => {
    const folder = aFolder();
    await planShares(folder, "one", noon, []);
    await compareShare(portsOver([], []), folder, { ...taskOf(), whole: "one" }, only, { ...limits, time });
    await planShares(folder, "two", noon, []);
    const late = compareShare(portsOver([], []), folder, { ...taskOf(), whole: "one" }, only, {
      ...limits,
      time,
    });
    await expect(late).rejects.toThrow("another comparison has begun since: two");
    await expect(mergeShares(folder, "two")).rejects.toThrow("share 0 of 1 was not compared to its end");
  });
});
