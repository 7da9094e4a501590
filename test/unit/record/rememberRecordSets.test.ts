import { describe, expect, it } from "vitest";
import { known, unknown } from "../../../shared/model/observation.ts";
import { recordSetsIn } from "../../../shared/model/positions.ts";
import type { GivenUp, SiteRecord } from "../../../shared/model/record.ts";
import type { RecordSet } from "../../../shared/model/recordSet.ts";
import { rememberRecordSets } from "../../../shared/record/rememberRecordSets.ts";
import { aSite } from "../../fixtures/site.ts";
import {
  anIncident,
  anIntent,
  anObservation,
  aRecord,
  freeRecordSets,
  steered,
  t0,
} from "../../fixtures/world.ts";

const site = aSite();

function remembered(listed: readonly RecordSet[], record: Partial<SiteRecord> = {}) {
  return rememberRecordSets(aRecord(site, record), anObservation({ records: known(listed, t0) }), site);
}
const heldAt = (position: "primary" | "secondary"): readonly RecordSet[] =>
  recordSetsIn(position, freeRecordSets);
const said = (text: string, recordSets: readonly RecordSet[], tell: string | null) => [
  { kind: "observed", who: "controller", text, data: { recordSets }, tell },
];

const otherCheck = freeRecordSets.map((set) =>
  set.Failover === "PRIMARY" && set.Name === "example.com." ? { ...set, HealthCheckId: "99999999" } : set,
);
const noAaaa = freeRecordSets.filter(({ Type }) => Type !== "AAAA");
const missing = "somebody else changed the record sets: www.example.com AAAA has no record set";
const edited = "record sets of example.com A are not as remembered; they are failover pairs all the same";

describe("while nobody steers", () => {
  it("failover pairs seen for the first time are what a release will restore", () => {
    const { record, happenings } = remembered(freeRecordSets, { baseline: null, drift: "earlier" });
    expect(record).toMatchObject({ baseline: freeRecordSets, drift: null });
    expect(happenings).toEqual(said("the record sets as they stand are remembered", freeRecordSets, null));
  });

  it("what is no failover pair is not taken for one at first sight", () => {
    const { record, happenings } = remembered(noAaaa, { baseline: null });
    expect(record).toMatchObject({ baseline: null, drift: missing });
    expect(happenings).toEqual(said(missing, noAaaa, "records-edited"));
  });

  it("a person's edit that leaves failover pairs is remembered, and told", () => {
    const { record, happenings } = remembered(otherCheck, { drift: "earlier" });
    expect(record).toMatchObject({ baseline: otherCheck, drift: null });
    expect(happenings).toEqual(
      said(`somebody edited the record sets; remembered: ${edited}`, otherCheck, "records-edited"),
    );
  });

  it("an edit that breaks the pairs is a drift, told once", () => {
    const { record, happenings } = remembered(noAaaa);
    expect(record).toMatchObject({ baseline: freeRecordSets, drift: missing });
    expect(happenings).toEqual(said(missing, noAaaa, "records-edited"));
    expect(remembered(noAaaa, { drift: missing }).happenings).toEqual([]);
  });

  it("a drift into something else is told again", () => {
    const { happenings } = remembered(noAaaa, { drift: "somebody else changed the record sets: otherwise" });
    expect(happenings).toHaveLength(1);
  });

  it("record sets that were steered by somebody else's hand are a drift", () => {
    const { record, happenings } = remembered(heldAt("secondary"));
    const drift = "somebody else changed the record sets: they stand so that visitors stay on the standby";
    expect(record.drift).toBe(drift);
    expect(happenings).toEqual(said(drift, heldAt("secondary"), "records-edited"));
  });

  it("as remembered they are no news, and an old drift is over", () => {
    const { record, happenings } = remembered(freeRecordSets, { drift: "earlier" });
    expect(record.drift).toBe(null);
    expect(happenings).toEqual([]);
  });
});

describe("while they are steered", () => {
  it.each(["primary", "secondary"] as const)(
    "standing at %s, as they should, they are no news",
    (position) => {
      const before = { steering: steered(position, "order"), drift: "earlier" };
      const { record, happenings } = remembered(heldAt(position), before);
      expect(record).toMatchObject({ drift: null, steering: before.steering, baseline: freeRecordSets });
      expect(happenings).toEqual([]);
    },
  );

  it("found released by somebody else's hand they are taken for released: the incident too", () => {
    const steering = steered("secondary", "latch");
    const { record, happenings } = remembered(freeRecordSets, {
      steering,
      drift: "earlier",
      incident: anIncident("failedOver"),
    });
    const why = "found released, though they were steered to the standby";
    expect(record.steering).toEqual({
      position: "automatic",
      by: "route53",
      lever: "records",
      since: t0,
      why,
    });
    expect(record.incident?.times.released).toBe(t0);
    expect(record.drift).toBe(null);
    expect(happenings).toEqual(said(`the record sets are ${why}`, freeRecordSets, "records-edited"));
  });

  it("an edit is a drift, and not what a release will restore", () => {
    const { record } = remembered(otherCheck, { steering: steered("primary", "gate") });
    expect(record).toMatchObject({
      baseline: freeRecordSets,
      steering: steered("primary", "gate"),
      drift: `somebody else changed the record sets: ${edited}`,
    });
  });

  it("at the other side they are a drift", () => {
    const { record } = remembered(heldAt("primary"), { steering: steered("secondary", "order") });
    expect(record.drift).toBe(
      "somebody else changed the record sets: they stand so that visitors stay on the primary",
    );
  });

  it("without a baseline nothing is taken for what a release restores", () => {
    const { record } = remembered(noAaaa, { steering: steered("primary", "order"), baseline: null });
    expect(record).toMatchObject({ baseline: null, drift: missing });
  });
});

describe("after a change that was never seen INSYNC", () => {
  const latch = steered("secondary", "latch");
  const lost = { steering: steered("primary", "order"), lastInSync: latch, drift: "earlier" };

  it("record sets that stand as before it are taken over: Route 53 lost it", () => {
    const { record, happenings } = remembered(heldAt("secondary"), lost);
    const why =
      "found as they stood before, so that visitors stay on the standby: the change that followed was lost or undone";
    expect(record).toMatchObject({ steering: { ...latch, since: t0, why }, lastInSync: null, drift: null });
    expect(happenings).toEqual(said(`the record sets are ${why}`, heldAt("secondary"), "change-lost"));
  });

  it("a lost release leaves the latch", () => {
    const released = { ...lost, steering: steered("automatic", "route53") };
    expect(remembered(heldAt("secondary"), released).record.steering).toMatchObject({
      position: "secondary",
      by: "latch",
    });
  });

  it("a lost latch leaves Route 53 to decide, and the incident released", () => {
    const given = {
      steering: latch,
      lastInSync: steered("automatic", "route53"),
      incident: anIncident("failedOver"),
    };
    const { record, happenings } = remembered(freeRecordSets, given);
    expect(record.steering).toMatchObject({ position: "automatic", by: "route53", since: t0 });
    expect(record.incident?.times.released).toBe(t0);
    expect(happenings.map(({ tell }) => tell)).toEqual(["change-lost"]);
  });

  it("record sets as they should be are no news, and may still be lost", () => {
    const { record, happenings } = remembered(heldAt("primary"), lost);
    expect(record).toMatchObject({ steering: lost.steering, lastInSync: latch, drift: null });
    expect(happenings).toEqual([]);
  });

  it("released by hand they are released, and not as they stood before", () => {
    const { record, happenings } = remembered(freeRecordSets, lost);
    expect(record).toMatchObject({ steering: { position: "automatic", by: "route53" }, lastInSync: null });
    expect(happenings.map(({ tell }) => tell)).toEqual(["records-edited"]);
  });

  it("broken by hand they are a drift", () => {
    expect(remembered(noAaaa, lost).record).toMatchObject({ lastInSync: latch, drift: missing });
  });
});

describe("nothing is made of record sets", () => {
  it("that can't be read", () => {
    const before = aRecord(site, { drift: "earlier" });
    const seen = anObservation({ records: unknown("Route 53 does not answer", t0) });
    expect(rememberRecordSets(before, seen, site)).toEqual({ record: before, happenings: [] });
  });

  it("while a change is under way: whoever makes it reads it back", () => {
    const record = { intent: anIntent(), drift: "earlier" };
    expect(remembered(noAaaa, record)).toEqual({ record: aRecord(site, record), happenings: [] });
  });
});

describe("a move of our own that was given up", () => {
  const left: GivenUp = {
    intent: "i",
    to: "secondary",
    by: "latch",
    why: "the replica is fit",
    levers: ["switch", "records"],
  };
  const given: Partial<SiteRecord> = { givenUp: left, incident: anIncident("failedOver") };

  it("is stood by where the record sets are found as it would have them, and a person is told", () => {
    const { record, happenings } = remembered(heldAt("secondary"), { ...given, drift: "somebody else" });
    expect(record).toMatchObject({
      steering: {
        position: "secondary",
        by: "latch",
        lever: "records",
        since: t0,
        why: "the replica is fit",
      },
      drift: null,
      givenUp: null,
    });
    const text =
      "a move of the controller's own that was given up stands after all, in the record sets, so that visitors stay on the standby: the replica is fit";
    expect(happenings).toEqual(said(text, heldAt("secondary"), "move-stands"));
  });

  it.each<[string, readonly RecordSet[], Partial<SiteRecord>]>([
    ["they stand for something else", heldAt("primary"), given],
    ["no move was given up", heldAt("secondary"), { ...given, givenUp: null }],
    [
      "the record sets had no part in it",
      heldAt("secondary"),
      { ...given, givenUp: { ...left, levers: ["switch"] } },
    ],
  ])("is somebody else's change where %s", (_, listed, record) => {
    const { happenings } = remembered(listed, record);
    expect(happenings).toMatchObject([{ tell: "records-edited" }]);
  });

  it("was not made by the record sets where they are seen free since", () => {
    expect(remembered(freeRecordSets, given).record.givenUp).toEqual({ ...left, levers: ["switch"] });
    const byRecords: GivenUp = { ...left, levers: ["records"] };
    expect(remembered(freeRecordSets, { ...given, givenUp: byRecords }).record.givenUp).toBe(null);
  });
});
