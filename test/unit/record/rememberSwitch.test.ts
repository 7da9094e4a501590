import { describe, expect, it } from "vitest";
import { known, unknown } from "../../../shared/model/observation.ts";
import type { LeverName, Position } from "../../../shared/model/order.ts";
import type { GivenUp } from "../../../shared/model/record.ts";
import type { SwitchObjects } from "../../../shared/model/switch.ts";
import { rememberSwitch } from "../../../shared/record/rememberSwitch.ts";
import { aSwitchedSite } from "../../fixtures/site.ts";
import { anIncident, anIntent, anObservation, aRecord, steered, t0 } from "../../fixtures/world.ts";

const object = { etag: '"e"', body: "put by hand" };
const seen = (hold: boolean, force: boolean) =>
  known({ hold: hold ? object : null, force: force ? object : null }, t0);

function remembered(
  position: Position,
  lever: LeverName,
  switched: ReturnType<typeof seen> | ReturnType<typeof unknown>,
  part: Parameters<typeof aRecord>[1] = {},
) {
  const steering = { ...steered(position, position === "automatic" ? "route53" : "order"), lever };
  const { record, happenings } = rememberSwitch(
    aRecord(aSwitchedSite(), { steering, incident: anIncident("failedOver"), ...part }),
    anObservation({ switch: switched }),
  );
  return {
    position: record.steering.position,
    released: record.incident?.times.released ?? null,
    drift: record.switchDrift,
    said: happenings.map(({ text, tell }) => [text, tell]),
  };
}

const quiet = { released: null, drift: null, said: [] };

it("pulled by hand is told once, and left as it is", () => {
  const drift =
    "somebody else pulled the switch: it stands with the object force, so that visitors go to the standby";
  expect(remembered("automatic", "switch", seen(false, true))).toEqual({
    ...quiet,
    position: "automatic",
    drift,
    said: [[drift, "switch-pulled"]],
  });
  expect(remembered("automatic", "switch", seen(false, true), { switchDrift: drift }).said).toEqual([]);
});

it("as it was left is no news", () => {
  expect(remembered("secondary", "switch", seen(false, true), { switchDrift: "was" })).toEqual({
    ...quiet,
    position: "secondary",
  });
});

it("released by hand is released", () => {
  const text =
    "the switch is found with neither object, though it was left with the object force, so that visitors go to the standby";
  expect(remembered("secondary", "switch", seen(false, false))).toEqual({
    position: "automatic",
    released: t0,
    drift: null,
    said: [[text, "switch-pulled"]],
  });
});

it("standing the way the record sets steer is no contradiction", () => {
  expect(remembered("secondary", "records", seen(false, true))).toEqual({ ...quiet, position: "secondary" });
});

describe("a move of our own that was given up", () => {
  const left: GivenUp = {
    intent: "i",
    to: "secondary",
    by: "latch",
    why: "the replica is fit",
    levers: ["switch", "records"],
  };
  const ours = { etag: '"e"', body: '{"site":"www.example.com","position":"secondary","intent":"i"}' };
  const stands = { hold: null, force: ours };
  const take = (objects: SwitchObjects, part: Parameters<typeof aRecord>[1] = {}) =>
    rememberSwitch(
      aRecord(aSwitchedSite(), { givenUp: left, incident: anIncident("failedOver"), ...part }),
      anObservation({ switch: known(objects, t0) }),
    );

  it("is stood by where its object is found standing, and a person is told", () => {
    const { record, happenings } = take(stands, { switchDrift: "somebody else pulled the switch" });
    expect(record.steering).toEqual({
      position: "secondary",
      by: "latch",
      lever: "switch",
      since: t0,
      why: "the replica is fit",
    });
    expect(record.switchDrift).toBe(null);
    expect(record.givenUp).toBe(null);
    expect(happenings).toEqual([
      {
        kind: "observed",
        who: "controller",
        text: "a move of the controller's own that was given up stands after all, in the switch, with the object force, so that visitors go to the standby: the replica is fit",
        data: { hold: null, force: ours.body },
        tell: "move-stands",
      },
    ]);
  });

  it("is stood by on the primary as well", () => {
    const { record } = take({ hold: ours, force: null }, { givenUp: { ...left, to: "primary", by: "gate" } });
    expect(record.steering).toMatchObject({ position: "primary", by: "gate", lever: "switch" });
  });

  it.each<[string, SwitchObjects, Parameters<typeof aRecord>[1]]>([
    ["none of it stands", { hold: null, force: null }, {}],
    ["somebody else's object stands", { hold: null, force: object }, {}],
    [
      "somebody else's stands over it",
      { hold: ours, force: object },
      { givenUp: { ...left, to: "primary" } },
    ],
    ["its object stands for something else", { hold: ours, force: null }, {}],
    ["no move was given up", stands, { givenUp: null }],
    ["the switch had no part in it", stands, { givenUp: { ...left, levers: ["records"] } }],
    [
      "the record sets steer, and the switch counts for nothing",
      stands,
      { steering: steered("primary", "order") },
    ],
  ])("is left alone where %s", (_, objects, part) => {
    const { record, happenings } = take(objects, part);
    expect(record.steering).toEqual(part?.steering ?? aRecord(aSwitchedSite()).steering);
    expect(happenings.map(({ tell }) => tell)).not.toContain("move-stands");
  });
});

it("is not judged while a change is under way, nor when it can't be read", () => {
  const drift = "as before";
  const kept = { position: "automatic", released: null, drift, said: [] };
  expect(
    remembered("automatic", "switch", seen(false, true), { intent: anIntent(), switchDrift: drift }),
  ).toEqual(kept);
  expect(remembered("automatic", "switch", unknown("AccessDenied", t0), { switchDrift: drift })).toEqual(
    kept,
  );
});
