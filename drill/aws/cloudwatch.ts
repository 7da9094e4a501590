import {
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
} from "@aws-sdk/client-cloudwatch";
import type { AlarmState } from "../../shared/model/observation.ts";
import type { EpochMs } from "../../shared/model/time.ts";
import { epochMs, minutes } from "../../shared/model/time.ts";
import type { Chance } from "../chance.ts";
import type { VirtualTime } from "../virtualTime.ts";
import { metadata } from "./failure.ts";

/** An alarm on a series that is 1 while all is well and 0 while not: HealthCheckStatus, Minimum, one period of a minute. */
interface Alarm {
  readonly arn: string;
  readonly metric: string;
  well: boolean;
  /** When it was last not well; null: not yet. */
  lastBad: EpochMs | null;
  state: AlarmState;
  previous: AlarmState;
}

export interface AlarmSpec {
  readonly arn: string;
  /** What it watches, in words. */
  readonly metric: string;
}

/** A state change as an alarm reports it. */
export interface AlarmChange {
  readonly state: AlarmState;
  readonly previous: AlarmState;
}

/** Newest data point of each replication metric, in the region that publishes it (aws-facts 3). */
export type MetricReader = (metricName: string, region: string) => number | null;

const period = minutes(1);

/** CloudWatch in all regions: each alarm and metric answers only in its own. */
export class CloudWatch {
  readonly #time: VirtualTime;
  readonly #chance: Chance;
  readonly #alarms: ReadonlyMap<string, Alarm>;
  readonly #changed: (change: AlarmChange) => void;
  readonly #metric: MetricReader;
  readonly #isDark: (region: string) => boolean;

  constructor(
    world: { time: VirtualTime; chance: Chance },
    alarms: readonly AlarmSpec[],
    metrics: {
      readonly read: MetricReader;
      readonly isDark: (region: string) => boolean;
    },
    changed: (change: AlarmChange) => void,
  ) {
    this.#time = world.time;
    this.#chance = world.chance.stream("cloudwatch");
    this.#changed = changed;
    this.#metric = metrics.read;
    this.#isDark = metrics.isDark;
    this.#alarms = new Map(alarms.map((spec) => [spec.arn, bornOk(spec, world.time.now)]));
  }

  answer(region: string, command: object): unknown {
    if (command instanceof DescribeAlarmsCommand)
      return this.#describe(region, command.input.AlarmNames ?? []);
    if (command instanceof GetMetricDataCommand) return this.#metricData(region, command.input);
    throw new Error(`the simulated CloudWatch does not know ${command.constructor.name}`);
  }

  /**
   * What the alarm watches is well, or not. A minute's data point is there some time after its end, and the alarm follows
   * then: ALARM when any part of the minute was not well.
   */
  report(arn: string, well: boolean): void {
    const alarm = this.#alarms.get(arn);
    if (alarm === undefined || alarm.well === well) return;
    if (!alarm.well) alarm.lastBad = this.#time.now;
    alarm.well = well;
    this.#evaluateAfter(alarm, this.#time.now);
    if (well) this.#evaluateAfter(alarm, epochMs(this.#time.now + period));
  }

  /** The alarm's state without a cause in the world; the next evaluation puts it right. */
  set(arn: string, value: AlarmState["value"], reason: string): void {
    const alarm = this.#alarms.get(arn);
    if (alarm !== undefined) this.#turn(alarm, value, reason);
  }

  stateOf(arn: string): AlarmState | null {
    return this.#alarms.get(arn)?.state ?? null;
  }

  /** While the alarm's region is dark nothing is evaluated; it is made up for afterwards. */
  #evaluateAfter(alarm: Alarm, moment: EpochMs): void {
    const minuteStart = Math.floor(moment / period) * period;
    const at = epochMs(minuteStart + period + this.#chance.between(5_000, 40_000));
    this.#time.at(at, () => {
      if (this.#isDark(regionOf(alarm.arn))) {
        this.#evaluateAfter(alarm, this.#time.now);
        return;
      }
      const bad = !alarm.well || (alarm.lastBad !== null && alarm.lastBad > minuteStart);
      this.#turn(alarm, bad ? "ALARM" : "OK", reasonFor(alarm, bad));
    });
  }

  #turn(alarm: Alarm, value: AlarmState["value"], reason: string): void {
    if (alarm.state.value === value) return;
    alarm.previous = alarm.state;
    alarm.state = { arn: alarm.arn, value, at: this.#time.now, reason };
    this.#changed({ state: alarm.state, previous: alarm.previous });
  }

  #describe(region: string, names: readonly string[]): unknown {
    const described = [...this.#alarms.values()].filter(
      ({ arn }) => regionOf(arn) === region && names.includes(nameOf(arn)),
    );
    const MetricAlarms = described.map(({ arn, state }) => ({
      AlarmArn: arn,
      AlarmName: nameOf(arn),
      StateValue: state.value,
      StateReason: state.reason,
      StateUpdatedTimestamp: new Date(state.at),
    }));
    return { MetricAlarms, CompositeAlarms: [], $metadata: metadata(200) };
  }

  #metricData(region: string, input: GetMetricDataCommandInput): unknown {
    const newest = Math.floor(this.#time.now / period) * period - period;
    const MetricDataResults = (input.MetricDataQueries ?? []).map((query) => {
      const name = query.MetricStat?.Metric?.MetricName ?? "";
      const value = this.#metric(name, region);
      return {
        Id: query.Id,
        Label: name,
        Timestamps: value === null ? [] : [new Date(newest)],
        Values: value === null ? [] : [value],
        StatusCode: "Complete",
      };
    });
    return { MetricDataResults, $metadata: metadata(200) };
  }
}

function bornOk({ arn, metric }: AlarmSpec, now: EpochMs): Alarm {
  const state = {
    arn,
    value: "OK",
    at: now,
    reason: "Threshold Crossed: no datapoint was below the threshold",
  } as const;
  return { arn, metric, well: true, lastBad: null, state, previous: state };
}

const reasonFor = ({ metric }: Alarm, bad: boolean): string =>
  bad
    ? `Threshold Crossed: 1 out of the last 1 datapoints of ${metric} [0.0] was less than the threshold (1.0)`
    : `Threshold Crossed: 1 out of the last 1 datapoints of ${metric} [1.0] was not less than the threshold (1.0)`;

/** arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME */
const regionOf = (arn: string): string => arn.split(":")[3] ?? "";
const nameOf = (arn: string): string => arn.split(":").slice(6).join(":");
