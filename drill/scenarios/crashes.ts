import { minutes } from "../../shared/model/time.ts";
import type { Service } from "../aws/failure.ts";
import type { Fault } from "../faults.ts";
import { dark, during, type Scenario, scenario } from "./scenario.ts";

const outage: Fault = dark("primary", 2, 15);
const lever = "ChangeResourceRecordSetsCommand";

/** The first run of each function that gets so far dies there: before the call is sent, or right after it was done. */
const deaths = (call: string, when: "before" | "after"): readonly Fault[] =>
  ["reconcile", "healthAlarm"].map((name) =>
    during(2, 12, { kind: "runDies", function: name, death: { at: call, when } }),
  );

const lost = (service: Service): Fault => during(3, 6, { kind: "answersLost", service, share: 0.5 });

/** Runs die, and answers are lost, between any two steps. */
export const crashes: readonly Scenario[] = [
  scenario({
    name: "crash-before-act",
    story: "The run dies with its intent written and nothing done: the next one acts.",
    faults: [outage, ...deaths(lever, "before")],
    until: minutes(17),
  }),
  scenario({
    name: "crash-after-act",
    story: "The run dies when the records are changed and nothing says so yet: the next one finds it done.",
    faults: [outage, ...deaths(lever, "after")],
    until: minutes(17),
  }),
  scenario({
    name: "crash-after-telling",
    story: "The run dies when the notice is out and not crossed off: it is told again rather than never.",
    faults: [outage, ...deaths("PublishCommand", "after")],
    until: minutes(17),
  }),
  scenario({
    name: "crashing-runs",
    story: "Every other run dies at some await, all through the outage.",
    faults: [outage, during(1, 14, { kind: "runsDie", share: 0.5 })],
    until: minutes(17),
  }),
  scenario({
    name: "lost-answers",
    story: "Half of all answers of S3 and Route 53 are lost on the way while the latch is set.",
    faults: [outage, lost("s3"), lost("route53")],
    until: minutes(17),
  }),
  scenario({
    name: "throttled",
    story: "Route 53 throttles most calls, and S3 answers 409 to every other conditional write.",
    faults: [
      outage,
      during(2, 14, { kind: "serviceThrottles", service: "route53", share: 0.7 }),
      during(2, 14, { kind: "writesConflict", share: 0.5 }),
    ],
    until: minutes(17),
  }),
];
