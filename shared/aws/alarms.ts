import { type CompositeAlarm, DescribeAlarmsCommand, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { AlarmState } from "../model/observation.ts";
import { epochMs } from "../model/time.ts";
import type { ObservePorts } from "../observe/ports.ts";
import type { CloudWatch } from "./clients.ts";

/** DescribeAlarms takes and gives at most 100 at a time; without MaxRecords it gives 50. */
const perCall = 100;

export const cloudWatchAlarms = (cloudWatchIn: (region: string) => CloudWatch): ObservePorts["alarms"] => ({
  async read(arns) {
    const byRegion = Map.groupBy(arns, (arn) => partsOf(arn).region);
    const calls = [...byRegion].flatMap(([region, inRegion]) =>
      chunks(inRegion).map((some) => describe(cloudWatchIn(region), some)),
    );
    return (await Promise.all(calls)).flat();
  },
});

async function describe(cloudWatch: CloudWatch, arns: readonly string[]): Promise<AlarmState[]> {
  const { MetricAlarms = [], CompositeAlarms = [] } = await cloudWatch.send(
    new DescribeAlarmsCommand({
      AlarmNames: arns.map((arn) => partsOf(arn).name),
      // Without the types only metric alarms are described.
      AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
      MaxRecords: perCall,
    }),
  );
  return [...MetricAlarms, ...CompositeAlarms].flatMap(asState).filter(({ arn }) => arns.includes(arn));
}

function asState(alarm: MetricAlarm | CompositeAlarm): AlarmState[] {
  const { AlarmArn: arn, StateValue: value, StateUpdatedTimestamp: at, StateReason: reason = "" } = alarm;
  if (arn === undefined || value === undefined || at === undefined) return [];
  return [{ arn, value, at: epochMs(at.getTime()), reason }];
}

/** arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME, and a name may hold colons. */
function partsOf(arn: string): { readonly region: string; readonly name: string } {
  const [, , , region, , , ...name] = arn.split(":");
  if (region === undefined || name.length === 0) throw new Error(`Not the ARN of an alarm: ${arn}`);
  return { region, name: name.join(":") };
}

function chunks(arns: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(arns.length / perCall);
  return Array.from({ length: count }, (_, n) => arns.slice(n * perCall, (n + 1) * perCall));
}
