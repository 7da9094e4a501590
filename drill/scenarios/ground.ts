import { minutes, seconds } from "../../shared/model/time.ts";
import { dark, deployAt, during, order, type Scenario, scenario } from "./scenario.ts";

/** The ground under the control plane gives way: its region, its sight, its memory, its messages. */
export const ground: readonly Scenario[] = [
  scenario({
    name: "standby-dark",
    story:
      "The standby region is gone, the control plane with it: the primary serves, and what was missed is caught up.",
    faults: [dark("secondary", 3, 15)],
    deeds: () => [deployAt(6)],
    until: minutes(18),
  }),
  scenario({
    name: "journal-denied",
    story: "Record and journal can't be read while the primary is down: nothing is done without memory.",
    faults: [dark("primary", 2, 15), during(1, 10, { kind: "bucketDenied", bucket: "journal" })],
    until: minutes(17),
  }),
  scenario({
    name: "alarms-silent",
    story: "No alarm event arrives: the schedule and its own probes see the outage all the same.",
    faults: [dark("primary", 2, 15), during(0, null, { kind: "alarmEventsLost", share: 1 })],
    until: minutes(17),
  }),
  scenario({
    name: "alarms-late",
    story: "Alarm events come twice, minutes late and out of order: no second act.",
    faults: [
      dark("primary", 2, 15),
      during(0, null, { kind: "alarmEventsRepeated", times: 2 }),
      during(0, null, { kind: "alarmEventsLate", upTo: minutes(8) }),
    ],
    until: minutes(25),
  }),
  scenario({
    name: "alarm-storm",
    story: "Every alarm event comes 1,000 times within a minute: one act, and the messages of one event.",
    faults: [dark("primary", 2, 15), during(0, null, { kind: "alarmEventsRepeated", times: 1000 })],
    until: minutes(17),
  }),
  scenario({
    name: "alarm-cries-wolf",
    story: "The alarm says down and the probes say up: nobody is moved.",
    faults: [during(3, 10, { kind: "alarmCriesWolf" })],
    until: minutes(13),
  }),
  scenario({
    name: "checkers-cut-off",
    story:
      "Route 53's checkers lose the primary that everybody else reaches: Route 53 moves visitors without need.",
    faults: [
      during(3, 15, {
        kind: "checkersCutOff",
        regions: [
          "us-east-1",
          "us-west-1",
          "us-west-2",
          "eu-west-1",
          "sa-east-1",
          "ap-northeast-1",
          "ap-southeast-1",
        ],
      }),
    ],
    until: minutes(18),
  }),
  scenario({
    name: "prober-cut-off",
    story:
      "The functions reach neither side nor a name server, and the primary dies meanwhile: what is not seen moves nobody.",
    faults: [during(2, 12, { kind: "proberCutOff" }), dark("primary", 5, 15)],
    until: minutes(20),
  }),
  scenario({
    name: "cold-starts",
    story: "No environment lives for two runs, and each takes seconds to start: the record forgets nothing.",
    faults: [dark("primary", 2, 15), during(0, null, { kind: "environmentsLost", share: 1 })],
    until: minutes(17),
  }),
  scenario({
    name: "notices-fail",
    story: "SNS is out during the outage: everything waits in the outbox, and is told afterwards.",
    faults: [dark("primary", 2, 15), during(2, 12, { kind: "serviceDark", service: "sns" })],
    until: minutes(17),
  }),
  scenario({
    name: "clock-skew",
    story: "The functions' clock is 90 seconds ahead of everybody else's: an outage goes as ever.",
    faults: [dark("primary", 2, 15), during(0, null, { kind: "clockSkewed", by: seconds(90) })],
    deeds: (site) => [
      order(6, "anna", site, { action: "hold", for: "5m", reason: "the primary is fine, I think" }),
    ],
    until: minutes(20),
  }),
];
