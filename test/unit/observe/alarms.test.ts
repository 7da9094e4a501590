import { expect, test } from "vitest";
import type { AlarmState } from "../../../shared/model/observation.ts";
import { minutes } from "../../../shared/model/time.ts";
import { before, healthAlarm, latencyAlarm, memory, observed, throwing } from "./world.ts";

const state = (value: AlarmState["value"], minutesAgo: number, arn = healthAlarm): AlarmState => ({
  arn,
  value,
  at: before(minutes(minutesAgo)),
  reason: "Threshold Crossed",
});

test("an event newer than what is remembered replaces it", async () => {
  const given = {
    memory: { ...memory, alarms: [state("OK", 30)] },
    evidence: { alarms: [state("ALARM", 1)] },
  };
  expect((await observed({}, given)).alarms).toEqual([state("ALARM", 1)]);
});

test("an event that comes late never replaces a newer state", async () => {
  const given = {
    memory: { ...memory, alarms: [state("OK", 1)] },
    evidence: { alarms: [state("ALARM", 30)] },
  };
  expect((await observed({}, given)).alarms).toEqual([state("OK", 1)]);
});

test("what CloudWatch says replaces an older event", async () => {
  const alarms = { read: async () => [state("OK", 1)] };
  expect((await observed({ alarms }, { evidence: { alarms: [state("ALARM", 5)] } })).alarms).toEqual([
    state("OK", 1),
  ]);
});

test("what is remembered stays when CloudWatch can't be asked", async () => {
  const alarms = { read: throwing("us-east-1 is dark") };
  const given = { memory: { ...memory, alarms: [state("ALARM", 5)] } };
  expect((await observed({ alarms }, given)).alarms).toEqual([state("ALARM", 5)]);
});

test("a dark region does not hide another region's alarms", async () => {
  const alarms = {
    read: async (arns: readonly string[]) => {
      if (arns.includes(healthAlarm)) throw new Error("us-east-1 is dark");
      return [state("ALARM", 2, latencyAlarm)];
    },
  };
  expect((await observed({ alarms })).alarms).toEqual([state("ALARM", 2, latencyAlarm)]);
});

test("alarms of others are left out", async () => {
  const foreign = state("ALARM", 1, "arn:aws:cloudwatch:us-east-1:123456789012:alarm:somebody-elses");
  expect((await observed({}, { evidence: { alarms: [foreign] } })).alarms).toEqual([]);
});
