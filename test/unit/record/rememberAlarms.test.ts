import { expect, it } from "vitest";
import type { AlarmState } from "../../../shared/model/observation.ts";
import { type EpochMs, minutes } from "../../../shared/model/time.ts";
import { remember } from "../../../shared/record/remember.ts";
import { aSite } from "../../fixtures/site.ts";
import { anObservation, aRecord, at, t0 } from "../../fixtures/world.ts";

const alarm = (value: AlarmState["value"], when: EpochMs): AlarmState => ({
  arn: "arn:aws:cloudwatch:us-east-1:111122223333:alarm:health",
  value,
  at: when,
  reason: "",
});

it("keeps the newer state of an alarm that another run learned of after this one had looked", () => {
  const newer = alarm("OK", at(minutes(1)));
  const record = aRecord(aSite(), { alarms: [newer] });
  const observation = anObservation({ alarms: [alarm("ALARM", t0)] });
  expect(remember(record, observation, aSite()).record.alarms).toEqual([newer]);
});

it("takes a newer state of an alarm for the one it knew", () => {
  const record = aRecord(aSite(), { alarms: [alarm("OK", t0)] });
  const newer = alarm("ALARM", at(minutes(1)));
  expect(remember(record, anObservation({ alarms: [newer] }), aSite()).record.alarms).toEqual([newer]);
});
