import { expect, it } from "vitest";
import type { RecordsLeverPorts } from "../../../shared/act/ports.ts";
import { recordsLever } from "../../../shared/act/recordsLever.ts";
import type { RecordSet } from "../../../shared/model/recordSet.ts";
import { epochMs } from "../../../shared/model/time.ts";
import { aSite } from "../../fixtures/site.ts";
import { aMove, anIntent, freeRecordSets, t0 } from "../../fixtures/world.ts";

const intent = anIntent();
const asked = { kind: "failed", because: "the answer did not arrive" } as const;

/** Route 53 makes the change and its answer gets lost; `published`: what becomes of it within the minute. */
function afterALostAnswer(published: readonly RecordSet[]) {
  let now = 0;
  let made = false;
  const ports: RecordsLeverPorts = {
    clock: {
      now: () => epochMs(t0 + now),
      sleep: async (span) => {
        now += span;
      },
    },
    recordSets: {
      list: async () => {
        if (!made) return freeRecordSets;
        return now < 60_000 ? aMove.after : published;
      },
      change: async () => {
        made = true;
        return asked;
      },
      changeStatus: async () => "PENDING",
    },
  };
  return recordsLever(ports).act(aMove, intent, aSite());
}

it("calls a change whose answer got lost done when it has had the time to be published", async () => {
  expect(await afterALostAnswer(aMove.after)).toEqual({ kind: "done", how: "alreadySo", changeId: null });
});

it("does not call it done when Route 53 lost it meanwhile", async () => {
  expect(await afterALostAnswer(freeRecordSets)).toEqual(asked);
});

it("does not say that Route 53 lost a change that is INSYNC and can't be read back", async () => {
  let made = false;
  const ports: RecordsLeverPorts = {
    clock: { now: () => t0, sleep: async () => {} },
    recordSets: {
      list: async () => {
        if (made) throw new Error("Rate exceeded");
        return freeRecordSets;
      },
      change: async () => {
        made = true;
        return { kind: "accepted", changeId: "C1" };
      },
      changeStatus: async () => "INSYNC",
    },
  };
  expect(await recordsLever(ports).act(aMove, intent, aSite())).toEqual({
    kind: "unknown",
    because: "C1 is INSYNC; reading back: Rate exceeded",
  });
});
