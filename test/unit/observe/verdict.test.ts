import { describe, expect, it } from "vitest";
import { type HeldCheck, known, unknown } from "../../../shared/model/observation.ts";
import type { ReleaseCheck, ReleaseFound } from "../../../shared/model/release.ts";
import { hours, minutes, ms } from "../../../shared/model/time.ts";
import { type Compared, judgeReplica, type ReplicaEvidence } from "../../../shared/observe/verdict.ts";
import { aSite } from "../../fixtures/site.ts";
import { aComparison, at, t0 } from "../../fixtures/world.ts";

const found = (id: string, part: Partial<ReleaseFound> = {}): ReleaseFound => ({
  id,
  createdAt: at(-hours(1)),
  objects: 7,
  missing: 0,
  differs: 0,
  unproven: 0,
  examples: [],
  ...part,
});
const check = (part: Partial<ReleaseCheck> = {}): ReleaseCheck => ({
  at: t0,
  unchangedSince: t0,
  newest: found("r2"),
  whole: "r2",
  ids: ["r2", "r1"],
  beside: 0,
  unserved: [],
  ...part,
});
const half = check({
  newest: found("r2", { missing: 3, examples: [{ key: "new.html", difference: "missing" }] }),
  whole: "r1",
});

const dark = { kind: "failed", because: "the primary bucket a can't be listed: no answer" } as const;
const fresh = (part = {}): Compared => ({
  kind: "fresh",
  comparison: aComparison({ compared: 7, ...part }),
  inReplica: 7,
});
const evidence = (part: Partial<ReplicaEvidence> = {}): ReplicaEvidence => ({
  at: t0,
  compared: dark,
  remembered: aComparison({ at: at(-minutes(10)), compared: 7 }),
  release: null,
  serving: { kind: "up", at: t0, latencyMs: ms(40) },
  suspicions: [],
  heartbeat: null,
  wasStale: false,
  held: null,
  primaryDownSince: null,
  ...part,
});
const judge = (part: Partial<ReplicaEvidence>, stale = {}) =>
  judgeReplica(aSite({ stale: { ...aSite().policy.stale, ...stale } }), evidence(part), t0);

describe("while the primary can't be listed", () => {
  it("a whole release is proof, and says what else was known and what was not seen", () => {
    expect(judge({ release: known(check(), t0) })).toMatchObject({
      kind: "current",
      asOf: t0,
      because:
        "release r2 is whole: all 7 objects as its manifest says, checked in the standby alone at 2026-11-23T03:00:00Z",
      restsOn: [
        { kind: "manifest", asOf: t0 },
        { kind: "comparison", asOf: at(-minutes(10)) },
      ],
      unseen: ["the primary bucket a can't be listed: no answer"],
    });
  });

  it("a whole release outranks a comparison that saw objects on their way", () => {
    const remembered = aComparison({ at: at(-minutes(10)), pending: 3 });
    expect(judge({ remembered }).kind).toBe("stale");
    expect(judge({ remembered, release: known(check(), t0) }).kind).toBe("current");
  });

  it("a half-copied one is stale, named, with the newest that is whole", () => {
    expect(judge({ release: known(half, t0) })).toMatchObject({
      kind: "stale",
      because:
        "release r2 is not whole: of 7 objects 3 missing (first: new.html); the newest whole one is r1, 1 behind; policy allows 0 behind; checked in the standby alone at 2026-11-23T03:00:00Z",
    });
  });

  it("a whole one that its web server does not serve as the manifest says is broken", () => {
    const unserved = ["http://b.example/site.css answered 403"];
    expect(judge({ compared: fresh(), release: known(check({ unserved }), t0) })).toMatchObject({
      kind: "broken",
      because:
        "the standby does not serve release r2 as its manifest says: http://b.example/site.css answered 403",
    });
  });

  it("policy may allow a release behind", () => {
    expect(judge({ release: known(half, t0) }, { maxReleases: 1 }).kind).toBe("current");
  });

  it("a release whose manifest was seen in the primary alone is owed", () => {
    expect(judge({ release: known(check({ ids: ["r3", "r2", "r1"] }), t0) })).toMatchObject({
      kind: "stale",
      because: expect.stringContaining("release r3 has not arrived: its manifest is not here"),
    });
  });

  it("no release that is whole is as many behind as are known", () => {
    expect(judge({ release: known({ ...half, whole: null }, t0) }, { maxReleases: 1 })).toMatchObject({
      kind: "stale",
      because: expect.stringContaining("no release looked for is whole"),
    });
  });

  it("a check that is too old proves nothing, and the comparison decides", () => {
    const old = at(-hours(25));
    expect(judge({ release: known(check({ at: old }), old) })).toMatchObject({
      kind: "current",
      restsOn: [{ kind: "comparison" }],
    });
  });

  it("releases that can't be checked are not seen, and the comparison decides", () => {
    expect(judge({ release: unknown("no manifest can be trusted", t0) })).toMatchObject({
      kind: "current",
      asOf: at(-minutes(10)),
      unseen: ["the primary bucket a can't be listed: no answer", "no manifest can be trusted"],
    });
  });

  it("a whole release is proof where nothing was ever compared", () => {
    expect(judge({ remembered: null, release: known(check(), t0) }).kind).toBe("current");
  });
});

describe("while the primary can be listed", () => {
  it("the listings decide: a deploy under way is half in both buckets", () => {
    expect(judge({ compared: fresh(), release: known(half, t0) })).toMatchObject({
      kind: "current",
      restsOn: [{ kind: "comparison" }, { kind: "manifest" }],
    });
    expect(judge({ compared: fresh({ missing: 1 }), release: known(check(), t0) }).kind).toBe("stale");
  });

  it("a whole release is proof where the primary lists nothing at all", () => {
    expect(judge({ compared: fresh({ compared: 0 }), release: known(check(), t0) })).toMatchObject({
      kind: "current",
      unseen: ["the primary bucket lists no objects, and the standby 7: nothing to compare with"],
    });
  });

  it("what was not fit is fit again only when nothing of the release is on its way any more", () => {
    const onTheWay = { compared: fresh({ pending: 3 }), release: known(half, t0) };
    expect(judge(onTheWay).kind).toBe("current");
    expect(judge({ ...onTheWay, wasStale: true }).kind).toBe("stale");
    expect(judge({ ...onTheWay, wasStale: true, release: known(check(), t0) }).kind).toBe("current");
  });
});

describe("whatever it holds", () => {
  it("a standby that does not serve is broken, and keeps what was known", () => {
    const serving = { kind: "down", at: t0, fault: "status", because: "503" } as const;
    const verdict = judge({ serving, release: known(check(), t0) });
    expect(verdict).toMatchObject({ kind: "broken", because: "503", release: { whole: "r2" } });
    expect(verdict.restsOn.map(({ kind }) => kind)).toEqual(["serving", "manifest", "comparison"]);
  });

  it("one that can't be asked is unknown", () => {
    const serving = { kind: "unknown", at: t0, because: "EAI_AGAIN" } as const;
    expect(judge({ serving })).toMatchObject({
      kind: "unknown",
      unseen: [expect.anything(), "whether the standby serves: EAI_AGAIN"],
    });
  });

  it("suspicions are told and decide nothing", () => {
    const suspicions = [{ since: t0, says: "the metrics say that replication is 2 h behind" }];
    expect(judge({ suspicions, compared: fresh() })).toMatchObject({
      kind: "current",
      suspicions: ["the metrics say that replication is 2 h behind"],
    });
  });
});

describe("the inventory of what the primary held", () => {
  const asOf = at(-minutes(10));
  const held = (part: Partial<HeldCheck> = {}) =>
    known(
      {
        at: t0,
        unchangedSince: t0,
        asOf,
        known: 7,
        missingAtLeast: 0,
        otherParts: 0,
        newer: 0,
        examples: [],
        ...part,
      },
      t0,
    );
  const range = { after: "a/", upTo: "b/z.html", newer: 0 };

  it("outranks the last comparison: what was on its way has arrived since", () => {
    const remembered = aComparison({ at: asOf, pending: 3 });
    expect(judge({ remembered, held: held() })).toMatchObject({
      kind: "current",
      asOf,
      because: "the standby holds all 7 objects of what the primary was seen to hold at 2026-11-23T02:50:00Z",
      restsOn: [{ kind: "inventory" }, { kind: "comparison" }],
    });
  });

  it("names the range of keys that lacks something", () => {
    expect(judge({ held: held({ missingAtLeast: 2, otherParts: 1, examples: [range] }) })).toMatchObject({
      kind: "stale",
      because:
        'of 7 objects of what the primary was seen to hold at 2026-11-23T02:50:00Z the standby lacks at least 2: 1 ranges of keys are not as they were, the first from after "a/" to "b/z.html"; policy allows 0 objects',
    });
  });

  it("takes a range that is as old and yet not the same for behind", () => {
    expect(judge({ held: held({ otherParts: 1, examples: [range] }) }).kind).toBe("stale");
  });

  it("can't tell half of a newer release from the whole of it", () => {
    expect(judge({ held: held({ otherParts: 1, newer: 4, examples: [range] }) })).toMatchObject({
      kind: "unknown",
      because: expect.stringContaining("4 objects of the standby are newer"),
    });
  });

  it("is outranked by a release that is whole", () => {
    const newer = held({ otherParts: 1, newer: 4, examples: [range] });
    expect(judge({ held: newer, release: known(check(), t0) })).toMatchObject({
      kind: "current",
      unseen: [dark.because, expect.stringContaining("4 objects of the standby are newer")],
    });
  });
});

describe("while the primary is down and can't be listed", () => {
  const remembered = aComparison({ at: at(-hours(30)), compared: 7 });
  const primaryDownSince = at(-hours(29));

  it("what is known of it does not age: nobody could write to it", () => {
    expect(judge({ remembered, primaryDownSince }).kind).toBe("current");
  });

  it("unless policy counts that time as well", () => {
    expect(judge({ remembered, primaryDownSince }, { agesInOutage: true }).kind).toBe("unknown");
  });

  it("and it ages where the primary is up, and only can't be listed", () => {
    expect(judge({ remembered }).kind).toBe("unknown");
  });
});
