import { expect, it } from "vitest";
import { known, unknown } from "../../../shared/model/observation.ts";
import type { LeverName, Position } from "../../../shared/model/order.ts";
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
