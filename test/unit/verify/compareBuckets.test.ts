import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { type Clock, epochMs, hours, minutes } from "../../../shared/model/time.ts";
import { compareBuckets } from "../../../shared/verify/compareBuckets.ts";
import type { HeadPort, ListingPort, ObjectHead } from "../../../shared/verify/ports.ts";
import type { CompareTask, Limits } from "../../../shared/verify/task.ts";
import { noon, oneByOne, taskOf } from "../../fixtures/comparison.ts";
import { type ListedObject, listingOf } from "../../fixtures/listings.ts";

const clock: Clock = { now: () => noon, sleep: async () => {} };
const before = (span: number) => epochMs(noon - span);

const object = (key: string, rest: Partial<ListedObject> = {}): ListedObject => ({
  key,
  size: 10,
  etag: '"e1"',
  modifiedAt: before(hours(24)),
  ...rest,
});

interface Given {
  readonly primary?: readonly ListedObject[];
  readonly secondary?: readonly ListedObject[];
  readonly heads?: HeadPort;
  readonly task?: Partial<CompareTask>;
  readonly limits?: Partial<Limits>;
  readonly listing?: ListingPort;
}

const bothHold = ({ primary = [], secondary = [] }: Given) =>
  listingOf(({ name }) => (name === "primary" ? primary : secondary));

const compared = (given: Given) =>
  compareBuckets(
    { clock, listing: given.listing ?? bothHold(given), heads: given.heads ?? null },
    taskOf(given.task),
    { ...oneByOne, ...given.limits },
  );

test("counts what is missing, different and extra, and how long the oldest has waited", async () => {
  const primary = [
    object("a.html"),
    object("b.html", { modifiedAt: before(hours(2)) }),
    object("c.css", { etag: '"new"', modifiedAt: before(hours(3)) }),
    object("d.js", { size: 11, modifiedAt: before(hours(1)) }),
  ];
  const secondary = [
    object("a.html"),
    object("c.css", { modifiedAt: before(hours(30)) }),
    object("d.js", { modifiedAt: before(hours(31)) }),
    object("old.html", { modifiedAt: before(hours(29)) }),
  ];
  expect(await compared({ primary, secondary })).toMatchObject({
    kind: "complete",
    found: {
      compared: 4,
      inSecondary: 4,
      missing: 1,
      differs: 2,
      extra: 1,
      pending: 0,
      unproven: 0,
      lag: hours(3),
      newestInSecondary: before(hours(29)),
      examples: [
        { key: "b.html", difference: "missing" },
        { key: "c.css", difference: "differs" },
        { key: "d.js", difference: "differs" },
        { key: "old.html", difference: "extra" },
      ],
    },
  });
});

test("what is younger than the window is pending, what is as old is missing", async () => {
  const primary = [
    object("a", { modifiedAt: before(minutes(14)) }),
    object("b", { modifiedAt: before(minutes(15)) }),
  ];
  expect(await compared({ primary })).toMatchObject({
    found: { pending: 1, missing: 1, lag: minutes(15) },
  });
});

test("looks only at the prefix, and not at the exceptions", async () => {
  const primary = ["a/1", "a/2", "a/tmp/1", "b/1"].map((key) => object(key));
  const scope = { prefix: "a/", exceptions: ["a/2", "a/tmp/*"] };
  expect(await compared({ primary, task: { scope, inventory: true } })).toMatchObject({
    found: { compared: 1, missing: 1, examples: [{ key: "a/1", difference: "missing" }] },
    inventory: { prefix: "a/", exceptions: ["a/2", "a/tmp/*"], parts: [{ upTo: "a/tmp/1", count: 1 }] },
  });
});

test("by key and size alone, another ETag is no difference, and the answer says so", async () => {
  const given = { primary: [object("a")], secondary: [object("a", { etag: '"other"' })] };
  expect(await compared({ ...given, task: { mode: "key+size" } })).toMatchObject({
    found: { compared: 1, differs: 0 },
    mode: { mode: "key+size", because: "it was asked for" },
  });
});

test("an ETag of parts that differs proves nothing where nobody can be asked", async () => {
  const primary = [object("a", { etag: '"e1-2"' }), object("b")];
  const secondary = [object("a", { etag: '"e2-3"' }), object("b", { etag: '"e2"' })];
  expect(await compared({ primary, secondary })).toMatchObject({ found: { unproven: 1, differs: 1 } });
});

const head = (rest: Partial<ObjectHead>): ObjectHead => ({
  etag: "e1",
  etagIsMd5: false,
  versionId: null,
  checksums: [],
  isReplica: false,
  ...rest,
});

test.each([
  ["the same version id is the same object", { versionId: "v1" }, { versionId: "v1" }, {}],
  ["the same checksum too", { checksums: ["SHA256:a"] }, { checksums: ["CRC32:x", "SHA256:a"] }, {}],
  [
    "another checksum is a difference",
    { checksums: ["SHA256:a"] },
    { checksums: ["SHA256:b"] },
    { differs: 1 },
  ],
  [
    "checksums of parts can't be compared",
    { checksums: ["SHA256:a-2"] },
    { checksums: ["SHA256:b-3"] },
    { unproven: 1 },
  ],
  ["two MD5s that differ are a difference", { etagIsMd5: true }, { etagIsMd5: true }, { differs: 1 }],
  ["another version id proves nothing", { versionId: "v1" }, { versionId: "v2" }, { unproven: 1 }],
])("of objects with different ETags, %s", async (_says, ours, theirs, found) => {
  const heads: HeadPort = {
    head: async ({ name }) => ({
      kind: "found",
      head: name === "primary" ? head(ours) : head({ etag: "e2", ...theirs }),
    }),
  };
  const given = { primary: [object("a")], secondary: [object("a", { etag: '"e2"' })] };
  expect(await compared({ ...given, heads })).toMatchObject({
    found: { compared: 1, differs: 0, unproven: 0, ...found },
    mode: { mode: "key+size+etag, else version id or checksum" },
  });
});

test("asks where extra objects came from", async () => {
  const heads: HeadPort = {
    head: async (_bucket, key) => ({ kind: "found", head: head({ isReplica: key === "deleted" }) }),
  };
  const secondary = [object("deleted"), object("written")];
  expect(await compared({ secondary, heads })).toMatchObject({
    found: { extra: 2, extrasAsked: { deletesNotReplicated: 1, writtenInSecondary: 1 } },
  });
});

test("names the bucket that can't be listed", async () => {
  const listing: ListingPort = { page: async () => ({ kind: "refused", because: "AccessDenied" }) };
  expect(await compared({ listing, limits: { tries: 5 } })).toMatchObject({
    kind: "failed",
    because: "the primary bucket primary can't be listed: AccessDenied",
    cost: { retries: 0 },
  });
});

test("pauses when its time is up, with all that is left", async () => {
  const result = await compared({ primary: [object("a")], limits: { deadline: noon } });
  expect(result).toMatchObject({
    kind: "paused",
    because: "its time is up",
    paused: { left: [{ after: "", upTo: null }], found: { compared: 0 } },
  });
});

test("pauses at once when it is stopped, though S3 does not answer", async () => {
  const stop = new AbortController();
  const listing: ListingPort = {
    page: () => {
      stop.abort();
      return new Promise(() => {});
    },
  };
  const result = await compared({ listing, limits: { signal: stop.signal } });
  expect(result).toMatchObject({ kind: "paused", because: "it was stopped" });
});

test("leaves nothing with the signal of a page that has come", async () => {
  const { signal } = new AbortController();
  const result = await compared({ primary: [object("a")], limits: { signal } });
  expect(result.kind).toBe("complete");
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

test("asks less at a time when S3 says SlowDown, and still finds all", async () => {
  const primary = Array.from({ length: 400 }, (_, n) => object(`key-${1000 + n}`));
  const inner = bothHold({ primary });
  let [underWay, most, asked] = [0, 0, 0];
  const listing: ListingPort = {
    async page(bucket, ask) {
      underWay++;
      asked++;
      if (asked > 40) most = Math.max(most, underWay);
      await new Promise(setImmediate);
      const answer =
        asked <= 30
          ? ({ kind: "slowDown", because: "SlowDown" } as const)
          : await inner.page(bucket, { ...ask, maxKeys: 4 });
      underWay--;
      return answer;
    },
  };
  const learned = primary.filter((_, n) => n % 16 === 15).map(({ key }) => key);
  const result = await compared({ listing, task: { learned }, limits: { inFlight: 16, tries: 50 } });
  expect(result).toMatchObject({ kind: "complete", found: { missing: 400 } });
  expect(most).toBeLessThanOrEqual(8);
});

test("asks no more a second than it may", async () => {
  let now = noon as number;
  const virtual: Clock = {
    now: () => epochMs(now),
    sleep: async (span) => {
      now += span;
    },
  };
  const primary = Array.from({ length: 10 }, (_, n) => object(`key-${n}`));
  const inner = bothHold({ primary, secondary: primary });
  const listing: ListingPort = { page: (bucket, ask) => inner.page(bucket, { ...ask, maxKeys: 1 }) };
  const limits = { ...oneByOne, requestsPerSecond: 5 };
  const result = await compareBuckets({ clock: virtual, listing, heads: null }, taskOf(), limits);
  expect(result.cost.requests).toBeGreaterThanOrEqual(20);
  expect(now - noon).toBeGreaterThanOrEqual((result.cost.requests - 2) * 200);
});
