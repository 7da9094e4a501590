import type { SideName } from "../shared/model/site.ts";
import { sayDuration } from "../shared/model/time.ts";
import type { Fault, Trouble, TroubleKind } from "./faults.ts";

/** A fault's begin or end, as one who saw it would say it. */
export function sayChange(fault: Fault, begun: boolean): string {
  const say = sentences[fault.kind] as (fault: Fault) => readonly [string, string];
  const [begins, ends] = say(fault);
  return begun ? begins : ends;
}

type Sentences = {
  readonly [K in TroubleKind]: (trouble: Extract<Trouble, { kind: K }>) => readonly [string, string];
};

const sentences: Sentences = {
  regionDark: ({ side }) => [
    `the ${nameOf(side)}'s region goes dark`,
    `the ${nameOf(side)}'s region is back`,
  ],
  sideFails: ({ side, share, how }) => [
    `the ${nameOf(side)} fails ${part(share)} requests (${how === "503" ? "503" : "no answer"})`,
    `the ${nameOf(side)} answers all requests again`,
  ],
  distributionDisabled: () => ["the distribution is disabled", "the distribution is enabled again"],
  serviceDark: ({ service }) => [`the API of ${service} is out`, `the API of ${service} is back`],
  serviceThrottles: ({ service, share }) => [
    `the API of ${service} throttles ${part(share)} calls`,
    `the API of ${service} throttles no more`,
  ],
  serviceSlow: ({ service, by }) => [
    `the API of ${service} is slower by ${sayDuration(by)}`,
    `the API of ${service} is as fast as ever`,
  ],
  answersLost: ({ service, share }) => [
    `answers of ${service} are lost on the way, to ${part(share)} calls`,
    `answers of ${service} arrive again`,
  ],
  bucketDenied: ({ bucket }) => [
    `the ${bucketOf(bucket)} denies all access`,
    `the ${bucketOf(bucket)} can be used again`,
  ],
  writesConflict: ({ share }) => [
    `S3 answers 409 to ${part(share)} conditional writes`,
    "conditional writes go through again",
  ],
  replicationStops: () => ["replication stops", "replication goes on"],
  replicationLags: ({ by }) => [
    `replication lags by ${sayDuration(by)}`,
    "replication is as fast as ever for what is written from now on",
  ],
  replicationFails: ({ share }) => [
    `replication fails for ${part(share)} objects`,
    "replication fails no more; what failed is not tried again",
  ],
  alarmEventsLost: ({ share }) => [
    `${part(share)} alarm events are lost from now on`,
    "alarm events arrive again",
  ],
  alarmEventsLate: ({ upTo }) => [
    `alarm events come late from now on, by up to ${sayDuration(upTo)}`,
    "alarm events come in time again",
  ],
  alarmEventsRepeated: ({ times }) => [
    `alarm events come ${times === 2 ? "twice" : `${times} times`} from now on`,
    "alarm events come once again",
  ],
  alarmCriesWolf: () => [
    "the health check's alarm goes off, though the check is healthy",
    "the alarm is OK again",
  ],
  checkersCutOff: ({ regions }) => [
    `the primary can't be reached by Route 53's checkers in ${regions.join(", ")}`,
    "all of Route 53's checkers reach the primary again",
  ],
  runsDie: ({ share }) => [`from now on ${part(share)} runs die somewhere`, "runs die no more"],
  runDies: ({ function: name, death }) => [
    `the next run of ${name} that gets to ${death.at} will die right ${death.when} it`,
    `runs of ${name} are safe again`,
  ],
  environmentsLost: ({ share }) => [
    `from now on ${part(share)} runs begin cold`,
    "environments are kept warm again",
  ],
  proberCutOff: () => [
    "the functions reach neither web servers nor name servers",
    "the functions' way to the net is back",
  ],
  clockSkewed: ({ by }) => [
    `the functions' clock is ${sayDuration(by)} ahead`,
    "the functions' clock is right",
  ],
  changesStrand: () => [
    "Route 53 accepts changes, and publishes none",
    "Route 53's control plane has failed over",
  ],
};

const nameOf = (side: SideName): string => (side === "primary" ? "primary" : "standby");

const bucketOf = (bucket: SideName | "journal" | "switch"): string =>
  bucket === "journal"
    ? "bucket of record and journal"
    : `${bucket === "switch" ? bucket : nameOf(bucket)}'s bucket`;

const part = (share: number): string =>
  share === 1 ? "all" : share === 0.5 ? "half of the" : `${Math.round(share * 100)} % of the`;
