import type { SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { expect, it } from "vitest";
import { canaryChanger } from "../../shared/aws/canary.ts";
import type { CloudWatch } from "../../shared/aws/clients.ts";

const alarm = {
  arn: "arn:aws:cloudwatch:us-east-1:111122223333:alarm:static-site-failover-canary-eu-west-1",
  name: "static-site-failover-canary-eu-west-1",
  region: "us-east-1",
};
const at = (time: string): number => Date.parse(`2026-01-13T${time}Z`);

function cloudWatch(answers: (call: number) => void = () => {}) {
  const states: (string | undefined)[] = [];
  const send = async (command: SetAlarmStateCommand) => {
    states.push(command.input.StateValue);
    answers(states.length);
    return {};
  };
  return { states, change: canaryChanger(() => ({ send }) as unknown as CloudWatch) };
}

it("each run changes the state, also where runs begin now before and now after the full minute", async () => {
  const { states, change } = cloudWatch();
  for (const time of ["03:00:00.100", "03:00:59.900", "03:02:00.100", "03:02:59.900"])
    await change(alarm, at(time));
  expect(states).toEqual(["OK", "ALARM", "OK", "ALARM"]);
});

it("what CloudWatch did not take is sent again, as it was no change", async () => {
  const { states, change } = cloudWatch((call) => {
    if (call === 2) throw new Error("us-east-1 is dark");
  });
  await change(alarm, at("03:00:30"));
  await expect(change(alarm, at("03:01:30"))).rejects.toThrow("us-east-1 is dark");
  await change(alarm, at("03:02:30"));
  expect(states).toEqual(["OK", "ALARM", "ALARM"]);
});
