import { describe, expect, it } from "vitest";
import { planMoves } from "../../../shared/act/plan.ts";
import type { Observation } from "../../../shared/model/observation.ts";
import { known, unknown } from "../../../shared/model/observation.ts";
import { recordSetsIn } from "../../../shared/model/positions.ts";
import { aSite, aSwitchedSite } from "../../fixtures/site.ts";
import { anObservation, aRecord, aRequest, freeRecordSets, steered, t0 } from "../../fixtures/world.ts";

const site = aSite();
const otherwise = recordSetsIn("primary", freeRecordSets);

describe("a plan", () => {
  const plan = (record: Parameters<typeof aRecord>[1], seen: Parameters<typeof anObservation>[0] = {}) =>
    planMoves("primary", aRecord(site, record), anObservation(seen), site);

  it("is the exact batch from what is listed to the position, without a call", () => {
    const planned = plan({});
    expect(planned).toMatchObject({
      kind: "planned",
      moves: [{ lever: "records", before: freeRecordSets, after: otherwise }],
    });
    expect(
      planned.kind === "planned" &&
        planned.moves.flatMap((move) =>
          move.lever === "records"
            ? move.changes.map(({ action, recordSet }) => `${action} ${recordSet.Name}`)
            : [],
        ),
    ).toEqual([
      "DELETE example.com.",
      "DELETE www.example.com.",
      "DELETE www.example.com.",
      "CREATE example.com.",
      "CREATE www.example.com.",
      "CREATE www.example.com.",
    ]);
  });

  it.each([
    ["the record sets can't be read", {}, { records: unknown("timeout", t0) }, "timeout"],
    [
      "they were never seen as pairs",
      { baseline: null },
      {},
      "the record sets have never been seen as failover pairs",
    ],
  ])("is impossible while %s", (_, record, seen, because) => {
    expect(plan(record, seen)).toEqual({ kind: "impossible", because });
  });
});

describe("with a switch", () => {
  const switched = aSwitchedSite();
  const object = { etag: '"e"', body: "" };
  const objects = (hold: boolean, force: boolean) =>
    known({ hold: hold ? object : null, force: force ? object : null }, t0);
  const none = objects(false, false);
  const noRecords = unknown("the record sets can't be read: ETIMEDOUT", t0);
  const noSwitch = unknown("the switch in s3://example-switch can't be read: AccessDenied", t0);
  const listed = (position: "primary" | "secondary") => known(recordSetsIn(position, freeRecordSets), t0);
  /** www AAAA has only the PRIMARY, as where the standby is an S3 website. */
  const orphaned = freeRecordSets.filter(({ Type, Failover }) => Type === "A" || Failover === "PRIMARY");

  const planned = (
    to: "automatic" | "primary" | "secondary",
    seen: Partial<Observation>,
    record: Parameters<typeof aRecord>[1] = {},
  ) => {
    const plan = planMoves(to, aRecord(switched, record), anObservation({ switch: none, ...seen }), switched);
    if (plan.kind === "impossible") return plan.because;
    return plan.moves.map((move) =>
      move.lever === "records"
        ? `records ${move.changes.length}`
        : move.changes.map(({ action, object }) => `${action} ${object}`).join(", "),
    );
  };

  it.each<[what: string, plan: unknown, expected: unknown]>([
    [
      "a force pulls the switch; should that fail, the record sets",
      planned("secondary", {}),
      ["PUT force", "records 12"],
    ],
    ["a hold too", planned("primary", {}), ["PUT hold", "records 6"]],
    [
      "a force that would leave somebody behind moves the record sets first",
      planned("secondary", { records: known(orphaned, t0) }, { baseline: orphaned }),
      ["records 9", "PUT force"],
    ],
    [
      "a hold leaves nobody behind",
      planned("primary", { records: known(orphaned, t0) }, { baseline: orphaned }),
      ["PUT hold", "records 6"],
    ],
    [
      "with us-east-1 dark the switch alone is left",
      planned("secondary", { records: noRecords }),
      ["PUT force"],
    ],
    [
      "and needs no record sets ever seen",
      planned("secondary", { records: noRecords }, { baseline: null }),
      ["PUT force"],
    ],
    [
      "with the switch's bucket cut off the record sets are",
      planned("secondary", { switch: noSwitch }),
      ["records 12"],
    ],
    [
      "with both dark nothing is left, and both say why",
      planned("secondary", { switch: noSwitch, records: noRecords }),
      "by the switch: the switch in s3://example-switch can't be read: AccessDenied; by the record sets: the record sets can't be read: ETIMEDOUT",
    ],
    [
      "a person's word names the lever, and then there is no other",
      planned("secondary", { request: aRequest("force", { lever: "records" }) }),
      ["records 12"],
    ],
    [
      "a person's word for a lever that can't is impossible",
      planned("secondary", { switch: noSwitch, request: aRequest("force", { lever: "switch" }) }),
      "the switch in s3://example-switch can't be read: AccessDenied",
    ],
    ["what stands needs nothing", planned("secondary", { switch: objects(false, true) }), []],
    [
      "from a switch that stands forced a hold goes by the switch alone: the record sets would stand against it",
      planned(
        "primary",
        { switch: objects(false, true) },
        { steering: { ...steered("secondary", "order"), lever: "switch" } },
      ),
      ["PUT hold, DELETE force"],
    ],
    [
      "a person's word for the record sets does not set them against a switch that stands",
      planned("primary", { switch: objects(false, true), request: aRequest("hold", { lever: "records" }) }),
      "the switch stands with the object force, so that visitors go to the standby, and the record sets would stand against it",
    ],
    [
      "unless they override stale-plan by name",
      planned("primary", {
        switch: objects(false, true),
        request: aRequest("hold", { lever: "records", overrideRules: ["stale-plan"] }),
      }),
      ["records 6"],
    ],
    [
      "record sets that are steered have no health check for the switch to turn",
      planned("primary", { records: listed("secondary") }, { steering: steered("secondary", "latch") }),
      ["records 12"],
    ],
    [
      "nor do those that were left so and can't be read now",
      planned("primary", { records: noRecords }, { steering: steered("secondary", "latch") }),
      "by the switch: the record sets were left so that visitors stay on the standby, and no health check counts; by the record sets: the record sets can't be read: ETIMEDOUT",
    ],
    [
      "PRIMARY with another health check than the calculated one is not moved by the switch",
      planned("secondary", {
        records: known(
          freeRecordSets.map((set) => ({ ...set, HealthCheckId: "old" })),
          t0,
        ),
        request: aRequest("force", { lever: "switch" }),
      }),
      "PRIMARY of example.com A has another health check (old), so the switch moves nobody there",
    ],
  ])("%s", (_, plan, expected) => {
    expect(plan).toEqual(expected);
  });

  it.each<[what: string, plan: unknown, expected: unknown]>([
    ["the switch, where it stands", planned("automatic", { switch: objects(false, true) }), ["DELETE force"]],
    [
      "both objects, where both stand",
      planned("automatic", { switch: objects(true, true) }),
      ["DELETE hold, DELETE force"],
    ],
    [
      "both levers, the switch first, under record sets that win over it",
      planned(
        "automatic",
        { switch: objects(false, true), records: listed("secondary") },
        { steering: steered("secondary", "order") },
      ),
      ["DELETE force", "records 12"],
    ],
    [
      "the switch without a word from us-east-1, where the record sets were left as they were",
      planned(
        "automatic",
        { switch: objects(false, true), records: noRecords },
        { steering: { ...steered("secondary", "order"), lever: "switch" } },
      ),
      ["DELETE force"],
    ],
    [
      "the record sets, where the switch can't be read and nobody pulled it",
      planned(
        "automatic",
        { switch: noSwitch, records: listed("secondary") },
        { steering: steered("secondary", "order") },
      ),
      ["records 12"],
    ],
    [
      "nothing, where the lever that steers can't be read",
      planned(
        "automatic",
        { switch: noSwitch },
        { steering: { ...steered("secondary", "order"), lever: "switch" } },
      ),
      "by the switch: the switch in s3://example-switch can't be read: AccessDenied",
    ],
    [
      "whatever lever the person named: it clears what stands",
      planned("automatic", {
        switch: objects(true, false),
        request: aRequest("release", { lever: "records" }),
      }),
      ["DELETE hold"],
    ],
  ])("a release clears %s", (_, plan, expected) => {
    expect(plan).toEqual(expected);
  });
});
