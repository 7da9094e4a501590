import { describe, expect, it } from "vitest";
import { planMoves } from "../../../shared/act/plan.ts";
import { unknown } from "../../../shared/model/observation.ts";
import { recordSetsIn } from "../../../shared/model/positions.ts";
import { aSite } from "../../fixtures/site.ts";
import { anObservation, aRecord, freeRecordSets, t0 } from "../../fixtures/world.ts";

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
