import { minutes, seconds } from "../shared/model/time.ts";
import type { Chance } from "./chance.ts";
import type { Trouble } from "./faults.ts";
import type { Script } from "./script.ts";

/** What chance alone would put together too seldom. */
export const plots: readonly [Plot, ...Plot[]] = [
  aloneWithAnOutage,
  overtakenByAnOutage,
  aloneWithRoute53,
  blindInAnOutage,
];
type Plot = (chance: Chance) => Pick<Script, "faults" | "deeds">;

/** The primary is down for long, and nothing else is wrong. */
function aloneWithAnOutage(chance: Chance): Pick<Script, "faults" | "deeds"> {
  const from = seconds(chance.between(120, 240));
  return { faults: [{ ...primaryDown(chance), from, lasts: minutes(chance.between(8, 10)) }], deeds: [] };
}

/** A release does not get to the standby before the primary fails. */
function overtakenByAnOutage(chance: Chance): Pick<Script, "faults" | "deeds"> {
  const from = seconds(chance.between(300, 420));
  return {
    faults: [
      { kind: "replicationStops", from: seconds(60), lasts: minutes(chance.between(8, 12)) },
      { ...primaryDown(chance), from, lasts: minutes(chance.between(3, 6)) },
    ],
    deeds: [{ kind: "deploy", at: seconds(chance.between(60, 240)), bad: false }],
  };
}

/** Route 53's control plane is hard to reach just when the record sets have to be changed. */
function aloneWithRoute53(chance: Chance): Pick<Script, "faults" | "deeds"> {
  const outage = { from: seconds(chance.between(60, 180)), lasts: minutes(chance.between(4, 8)) };
  const trouble = chance.pick<Trouble>([
    { kind: "answersLost", service: "route53", share: 0.6 },
    { kind: "serviceThrottles", service: "route53", share: 0.6 },
    { kind: "runsDie", share: 0.5 },
    { kind: "changesStrand" },
  ]);
  const during = { from: seconds(60), lasts: minutes(chance.between(6, 12)) };
  return {
    faults: [
      { ...primaryDown(chance), ...outage },
      { ...trouble, ...during },
    ],
    deeds: [],
  };
}

/** The functions lose sight of everything for a part of an outage, often of its end. */
function blindInAnOutage(chance: Chance): Pick<Script, "faults" | "deeds"> {
  const from = chance.between(60, 180);
  const lasts = chance.between(180, 420);
  const blindFrom = chance.between(from, from + lasts);
  return {
    faults: [
      { ...primaryDown(chance), from: seconds(from), lasts: seconds(lasts) },
      { kind: "proberCutOff", from: seconds(blindFrom), lasts: minutes(chance.between(2, 5)) },
    ],
    deeds: [],
  };
}

const primaryDown = (chance: Chance): Trouble =>
  chance.pick<Trouble>([
    { kind: "regionDark", side: "primary" },
    { kind: "sideFails", side: "primary", share: 1, how: "503" },
  ]);
