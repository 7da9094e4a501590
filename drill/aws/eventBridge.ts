import { epochMs, isoTime, minutes } from "../../shared/model/time.ts";
import type { Chance } from "../chance.ts";
import type { Faults } from "../faults.ts";
import type { VirtualTime } from "../virtualTime.ts";
import type { AlarmChange } from "./cloudwatch.ts";

/** The documented event of an alarm's state change (aws-facts 4). */
export type AlarmEvent = ReturnType<typeof alarmEvent>;

/**
 * The way of an alarm's event: the bus of its region, the rule that forwards it, the bus in the standby region, the
 * function. At least once, in no promised order.
 */
export class EventBridge {
  readonly #time: VirtualTime;
  readonly #chance: Chance;
  readonly #faults: Faults;
  readonly #deliver: (event: AlarmEvent) => void;
  #events = 0;

  constructor(
    world: { time: VirtualTime; chance: Chance; faults: Faults },
    deliver: (event: AlarmEvent) => void,
  ) {
    this.#time = world.time;
    this.#chance = world.chance.stream("eventbridge");
    this.#faults = world.faults;
    this.#deliver = deliver;
  }

  take(change: AlarmChange): void {
    this.#events += 1;
    const event = alarmEvent(change, this.#events);
    if (this.#faults.active("alarmEventsLost").some(({ share }) => this.#chance.happens(share))) return;
    this.#send(event, 0);
    for (const { times } of this.#faults.active("alarmEventsRepeated"))
      for (let nth = 1; nth < times; nth += 1) this.#send(event, this.#chance.between(0, minutes(1)));
  }

  #send(event: AlarmEvent, later: number): void {
    let span = later + this.#chance.between(300, 2_000);
    for (const fault of this.#faults.active("alarmEventsLate")) span += this.#chance.between(0, fault.upTo);
    this.#time.in(span, () => this.#deliver(event));
  }
}

function alarmEvent({ state, previous }: AlarmChange, nth: number) {
  const [, , , region = "", account = "", , ...name] = state.arn.split(":");
  return {
    version: "0",
    id: `00000000-0000-4000-8000-${String(nth).padStart(12, "0")}`,
    "detail-type": "CloudWatch Alarm State Change",
    source: "aws.cloudwatch",
    account,
    time: isoTime(state.at).replace(/\.\d+Z$/, "Z"),
    region,
    resources: [state.arn],
    detail: {
      alarmName: name.join(":"),
      state: { value: state.value, reason: state.reason, timestamp: awsTime(state.at) },
      previousState: { value: previous.value, reason: previous.reason, timestamp: awsTime(previous.at) },
    },
  };
}

/** "2019-10-02T17:04:40.989+0000": without the colon (aws-facts 4). */
const awsTime = (at: number): string => isoTime(epochMs(at)).replace("Z", "+0000");
