import type { DurationMs } from "../shared/model/time.ts";
import { minutes, seconds } from "../shared/model/time.ts";
import type { Chance } from "./chance.ts";
import type { Fault, Trouble } from "./faults.ts";

/** A few at a time: mostly a primary that fails, and something else that goes wrong besides. */
export function drawnFaults(troubled: DurationMs, chance: Chance): readonly Fault[] {
  const primary: readonly Trouble[] = chance.happens(0.8) ? [primaryTrouble(chance)] : [];
  const others = Array.from({ length: chance.between(0, 3) }, () => chance.pick(troubles)(chance));
  return [...primary, ...others].map((trouble) => {
    const from = chance.happens(0.1) ? seconds(0) : seconds(chance.between(0, troubled / 1000 - 60));
    const longest = (troubled - from) / 1000;
    return { ...trouble, from, lasts: seconds(chance.between(Math.min(30, longest), longest)) };
  });
}

const primaryTrouble = (chance: Chance): Trouble =>
  chance.pick<Trouble>([
    { kind: "regionDark", side: "primary" },
    { kind: "sideFails", side: "primary", share: 1, how: "503" },
    { kind: "sideFails", side: "primary", share: 1, how: "timeout" },
    { kind: "sideFails", side: "primary", share: chance.between(2, 9) / 10, how: "503" },
    { kind: "distributionDisabled" },
  ]);

/** Those on whose answers most depends come more often. */
const awaited = ["route53", "route53", "s3", "s3", "sns", "cloudwatch", "cloudfront"] as const;

const troubles: readonly [(chance: Chance) => Trouble, ...((chance: Chance) => Trouble)[]] = [
  () => ({ kind: "regionDark", side: "secondary" }),
  () => ({ kind: "sideFails", side: "secondary", share: 1, how: "503" }),
  (chance) => ({ kind: "serviceDark", service: chance.pick(awaited) }),
  (chance) => ({
    kind: "serviceThrottles",
    service: chance.pick(awaited),
    share: chance.between(2, 8) / 10,
  }),
  (chance) => ({ kind: "serviceSlow", service: chance.pick(awaited), by: seconds(chance.between(1, 4)) }),
  (chance) => ({ kind: "answersLost", service: chance.pick(awaited), share: chance.between(1, 6) / 10 }),
  (chance) => ({ kind: "writesConflict", share: chance.between(1, 6) / 10 }),
  () => ({ kind: "replicationStops" }),
  (chance) => ({ kind: "replicationLags", by: minutes(chance.between(1, 5)) }),
  (chance) => ({ kind: "replicationFails", share: chance.between(3, 10) / 10 }),
  () => ({ kind: "checkersCutOff", regions: ["us-east-1", "us-west-1", "us-west-2", "sa-east-1"] }),
  () => ({ kind: "alarmEventsLost", share: 1 }),
  () => ({ kind: "alarmEventsLate", upTo: minutes(5) }),
  () => ({ kind: "alarmEventsRepeated", times: 2 }),
  () => ({ kind: "alarmCriesWolf" }),
  (chance) => ({ kind: "runsDie", share: chance.between(1, 6) / 10 }),
  (chance) => ({ kind: "environmentsLost", share: chance.between(2, 10) / 10 }),
  () => ({ kind: "proberCutOff" }),
  (chance) => ({ kind: "clockSkewed", by: seconds(chance.between(-60, 60)) }),
  () => ({ kind: "changesStrand" }),
  (chance) => ({ kind: "bucketDenied", bucket: chance.pick(["primary", "secondary", "journal", "switch"]) }),
];
