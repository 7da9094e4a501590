import { describe, expect, it } from "vitest";
import { decideOnIntent } from "../../../shared/decide/intent.ts";
import { assess } from "../../../shared/decide/situation.ts";
import type { Decision } from "../../../shared/model/decision.ts";
import { known, type Observation, unknown } from "../../../shared/model/observation.ts";
import type { Position } from "../../../shared/model/order.ts";
import { recordSetsIn } from "../../../shared/model/positions.ts";
import type { Intent } from "../../../shared/model/record.ts";
import { minutes } from "../../../shared/model/time.ts";
import { aSite } from "../../fixtures/site.ts";
import { anIntent, anObservation, aRecord, at, freeRecordSets, t0 } from "../../fixtures/world.ts";

const site = aSite();
const change = "the move to the standby";
const over: Partial<Intent> = { leaseUntil: at(-1) };
const listed = (position: Position): Pick<Observation, "records"> => ({
  records: known(recordSetsIn(position, freeRecordSets), t0),
});
const latch: Decision = { kind: "steer", to: "secondary", by: "latch", reason: "still fit", overridden: [] };
const goBack: Decision = { kind: "steer", to: "automatic", by: "route53", reason: "stable", overridden: [] };
const rest: Decision = { kind: "rest", reason: "all is well" };

function decided(
  intended: Partial<Intent>,
  seen: Pick<Observation, "records">,
  wanted: Decision = latch,
): Decision {
  const situation = assess(aRecord(site), anObservation(seen), site, t0);
  return decideOnIntent(anIntent(intended), wanted, situation);
}

describe("while the lease lasts", () => {
  it.each([
    ["in its middle", at(minutes(2))],
    ["to its last millisecond", t0],
  ])("nobody else touches the change: %s", (_, leaseUntil) => {
    expect(decided({ leaseUntil }, listed("automatic"))).toEqual({
      kind: "wait",
      reason: `${change} is under way: since 2026-11-23T02:59:00Z`,
    });
  });
});

describe("after the lease", () => {
  it("the change that is seen made is settled", () => {
    expect(decided(over, listed("secondary"))).toEqual({
      kind: "settle",
      reason: `${change} is seen made`,
      lever: "records",
    });
  });

  it("the change that was accepted is followed to its end", () => {
    expect(decided({ ...over, changeId: "C1" }, listed("secondary"))).toEqual({
      kind: "follow",
      reason: `${change} was accepted: C1 is followed to its end`,
    });
  });

  it("the change that was never made is made, if it is still wanted", () => {
    expect(decided(over, listed("automatic"))).toEqual({
      kind: "resume",
      reason: `${change} was never made and is still due: still fit`,
    });
  });

  it.each([
    ["nothing is wanted any more", rest, "all is well"],
    ["something else is wanted by now", goBack, "stable"],
  ])("the change that was never made is given up, as %s", (_, wanted, reason) => {
    expect(decided(over, listed("automatic"), wanted)).toEqual({
      kind: "abandon",
      reason: `${change} was never made and is no longer due: ${reason}`,
    });
  });

  it("the change lost to somebody who steered elsewhere", () => {
    expect(decided(over, listed("primary"))).toEqual({
      kind: "abandon",
      reason: `${change} lost to somebody else's: the record sets stand so that visitors stay on the primary`,
    });
  });

  it("the change lost to somebody who edited the record sets", () => {
    const records = known(
      freeRecordSets.filter(({ Type }) => Type === "A"),
      t0,
    );
    expect(decided(over, { records })).toEqual({
      kind: "abandon",
      reason: `${change} lost to somebody else's: www.example.com AAAA has no record set`,
    });
  });

  it("nothing is done while nobody can read how far it came", () => {
    expect(decided(over, { records: unknown("Route 53 does not answer", t0) })).toEqual({
      kind: "holdStill",
      reason: `whether ${change} was made is not known: Route 53 does not answer`,
      unknown: ["Route 53 does not answer"],
    });
  });
});
