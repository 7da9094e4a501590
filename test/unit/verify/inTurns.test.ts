import { describe, expect, it } from "vitest";
import type { BucketsAsked } from "../../../shared/model/bucket.ts";
import { after, type EpochMs, hours, minutes, ms, seconds } from "../../../shared/model/time.ts";
import { heldInTurns, inTurns } from "../../../shared/verify/inTurns.ts";
import { keepWhole } from "../../../shared/verify/kept.ts";
import type { ListingPort } from "../../../shared/verify/ports.ts";
import { nothingFound } from "../../../shared/verify/tally.ts";
import { noon } from "../../fixtures/comparison.ts";
import { folderInMemory } from "../../fixtures/folder.ts";
import { type ListedObject, listingOf } from "../../fixtures/listings.ts";

const turn: BucketsAsked = {
  site: "www.example.com",
  primary: { name: "a", region: "eu-central-1" },
  secondary: { name: "b", region: "eu-west-1" },
  prefix: "",
  exceptions: [".failover/*"],
  window: minutes(15),
  time: seconds(20),
  calm: true,
};
const object = (key: string, etag = "e", at = noon - hours(3)): ListedObject => ({
  key,
  size: 1,
  etag: `"${etag}"`,
  modifiedAt: at as EpochMs,
});

/** Two buckets, each of whose pages takes so many seconds to list. */
function world(of: { a: readonly ListedObject[] | "dark"; b: readonly ListedObject[] }, secondsAPage = 0) {
  let now = noon;
  const clock = { now: () => now, sleep: async () => {} };
  const listing = listingOf(({ name }) => (name === "a" ? of.a : of.b));
  const page: ListingPort["page"] = (bucket, ask) => {
    now = after(now, seconds(secondsAPage));
    return listing.page(bucket, ask);
  };
  return { verify: { clock, listing: { page }, heads: null } };
}

describe("a comparison for the loop", () => {
  it("leaves an inventory of what the primary held, and writes nothing where nothing changed", async () => {
    const { verify } = world({ a: [object("x"), object(".failover/releases/1.json")], b: [object("x")] });
    const folder = folderInMemory();
    expect(await inTurns(verify, () => folder)(turn)).toMatchObject({
      comparison: { compared: 1, missing: 0, extra: 0 },
      inReplica: 1,
    });
    expect([...folder.kept.keys()]).toEqual(["inventory", "comparison"]);
    folder.kept.delete("inventory");
    await inTurns(verify, () => folder)(turn);
    expect([...folder.kept.keys()]).toEqual(["comparison"]);
  });

  it("pauses when its time is up, goes on in the next run, and is as of when it began", async () => {
    const many = Array.from({ length: 1500 }, (_, n) => object(`k${String(n).padStart(4, "0")}`));
    const folder = folderInMemory();
    const slow = world({ a: many, b: many.slice(1) }, 15);
    const runs: string[] = [];
    for (let run = 0; run < 12; run += 1) {
      const ended = await inTurns(
        slow.verify,
        () => folder,
      )(turn).then(
        ({ comparison }) =>
          `${comparison.compared} compared, ${comparison.missing} missing, as of ${comparison.at - noon}`,
        (error: Error) => error.message,
      );
      runs.push(ended);
      if (ended.includes("missing")) break;
    }
    expect(runs.length).toBeGreaterThan(1);
    expect(runs[0]).toContain("it goes on in the next run");
    expect(runs.at(-1)).toBe("1500 compared, 1 missing, as of 0");
  });

  it("begins anew what was paused too long ago", async () => {
    const folder = folderInMemory();
    const { verify } = world({ a: [object("x")], b: [object("x")] });
    const done = { left: [], found: {}, open: {}, milestones: [], inventory: [] };
    await folder.write("comparison", { learned: [], paused: { began: noon - hours(1), done }, digest: null });
    expect(await inTurns(verify, () => folder)(turn)).toMatchObject({
      comparison: { at: noon, compared: 1 },
    });
  });

  it("keeps the inventory of the day before where the primary lists nothing", async () => {
    const folder = folderInMemory();
    await inTurns(world({ a: [object("x")], b: [object("x")] }).verify, () => folder)(turn);
    const before = folder.kept.get("inventory");
    await inTurns(world({ a: [], b: [object("x")] }).verify, () => folder)(turn);
    expect(folder.kept.get("inventory")).toEqual(before);
  });
});

describe("with the primary dark, the inventory tells", () => {
  const held = async (b: readonly ListedObject[]) => {
    const folder = folderInMemory();
    const a = [object("x"), object("y")];
    await inTurns(world({ a, b: a }).verify, () => folder)(turn);
    return heldInTurns(world({ a: "dark", b }).verify, () => folder)(turn);
  };

  it("that the standby holds it all", async () => {
    expect(await held([object("x"), object("y")])).toMatchObject({ asOf: noon, known: 2, otherParts: 0 });
  });

  it("that something is gone", async () => {
    expect(await held([object("x")])).toMatchObject({ known: 2, missingAtLeast: 1, otherParts: 1 });
  });

  it("that something newer is there", async () => {
    const newer = object("y", "other", noon + 60_000);
    expect(await held([object("x"), newer])).toMatchObject({ missingAtLeast: 0, newer: 1, otherParts: 1 });
  });

  it("nothing, where there is none", async () => {
    const { verify } = world({ a: "dark", b: [] });
    expect(await heldInTurns(verify, () => folderInMemory())(turn)).toBeNull();
  });
});

describe("a comparison in shares", () => {
  const whole = {
    kind: "complete",
    found: { ...nothingFound, compared: 3_000_000, inSecondary: 3_000_000 },
    mode: { mode: "key+size+etag", because: "" },
    learned: ["m"],
    inventory: null,
    cost: { requests: 6000, probes: 0, retries: 0, bytes: 0 },
  } as const;
  const sites = { a: [object("x")], b: [object("x")] };
  const kept = async (hoursAgo: number) => {
    const folder = folderInMemory();
    const began = after(noon, ms(-hours(hoursAgo)));
    await keepWhole(folder, whole, began, after(began, minutes(1)));
    return folder;
  };

  it("is what the loop rests on while all is calm, with its own time", async () => {
    const folder = await kept(12);
    const { comparison, inReplica } = await inTurns(world(sites).verify, () => folder)(turn);
    expect(comparison).toMatchObject({ compared: 3_000_000, at: noon - hours(12) });
    expect(inReplica).toBe(3_000_000);
  });

  it.each([
    ["a decision waits for it", 12, { ...turn, calm: false }],
    ["none was made for more than a day", 27, turn],
  ])("does not do when %s: the listings are asked", async (_, hoursAgo, asked) => {
    const folder = await kept(hoursAgo);
    const { comparison } = await inTurns(world(sites).verify, () => folder)(asked);
    expect(comparison).toMatchObject({ compared: 1, at: noon });
  });
});
