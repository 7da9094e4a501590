import type { Policy, Site } from "../shared/model/site.ts";
import { minutes, seconds } from "../shared/model/time.ts";
import type { Chance } from "./chance.ts";
import type { Trouble } from "./faults.ts";
import type { Deed, Script } from "./script.ts";

/** What chance alone would put together too seldom. */
export const plots: readonly [Plot, ...Plot[]] = [
  aloneWithAnOutage,
  overtakenByAnOutage,
  aloneWithRoute53,
  blindInAnOutage,
  forcedOffABadRelease,
  forcedByTwo,
  lostUnseen,
];
type Plot = (chance: Chance, site: Site) => Plotted;

/** What befalls a site, and what its policy has to be for that to matter. */
export interface Plotted extends Pick<Script, "faults" | "deeds"> {
  readonly policy?: Partial<Policy>;
}

/** The primary is down for long, and nothing else is wrong. */
function aloneWithAnOutage(chance: Chance): Plotted {
  const from = seconds(chance.between(120, 240));
  return { faults: [{ ...primaryDown(chance), from, lasts: minutes(chance.between(8, 10)) }], deeds: [] };
}

/** A release does not get to the standby before the primary fails. */
function overtakenByAnOutage(chance: Chance): Plotted {
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
function aloneWithRoute53(chance: Chance): Plotted {
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

/** The functions lose sight of everything about when the primary returns, and for a while. */
function blindInAnOutage(chance: Chance): Plotted {
  const [from, lasts] = [chance.between(60, 120), chance.between(180, 300)];
  const blindFrom = from + lasts + chance.between(-60, 60);
  return {
    faults: [
      { ...primaryDown(chance), from: seconds(from), lasts: seconds(lasts) },
      { kind: "proberCutOff", from: seconds(blindFrom), lasts: minutes(chance.between(3, 6)) },
    ],
    deeds: [],
  };
}

/** A release breaks the site on both sides, and somebody wants to be off the primary all the same. */
function forcedOffABadRelease(chance: Chance, { name: site }: Site): Plotted {
  const [from, until] = [chance.between(60, 180), chance.between(400, 600)];
  const overridden = [
    "replica-serves",
    "replica-current",
    "not-both-down",
    ...(chance.happens(0.5) ? ["would-help"] : []),
  ];
  const input = {
    action: "force",
    site,
    for: "4m",
    reason: "the primary is broken",
    overrideRules: overridden,
  };
  return {
    faults: [],
    deeds: [
      { kind: "deploy", at: seconds(from), bad: true },
      { kind: "order", at: seconds(chance.between(from + 60, until)), by: "anna", input },
      { kind: "order", at: seconds(chance.between(from + 60, until)), by: "ben", input },
      { kind: "deploy", at: seconds(until), bad: false },
    ],
  };
}

/** Policy asks for two people, and a few forces come, from whomever. */
function forcedByTwo(chance: Chance, { name: site }: Site): Plotted {
  const force = (): Deed => {
    const input = { action: "force", site, for: "3m", reason: "a rehearsal" };
    return { kind: "order", at: seconds(chance.between(60, 420)), by: chance.pick(["anna", "ben"]), input };
  };
  const policy = { twoPerson: { within: minutes(chance.between(2, 5)) }, shadow: null };
  return { faults: [], deeds: [force(), force(), force()], policy };
}

/** Route 53 loses changes whose answers nobody got, so that nobody knows that they can be lost. */
function lostUnseen(chance: Chance, { name: site }: Site): Plotted {
  const at = chance.between(320, 380);
  const input = { action: "hold", site, for: "3m", reason: "the primary is well again" };
  return {
    faults: [
      { ...primaryDown(chance), from: seconds(30), lasts: seconds(chance.between(240, 300)) },
      { kind: "changesStrand", from: seconds(300), lasts: seconds(chance.between(300, 400)) },
      { kind: "answersLost", service: "route53", share: 0.6, from: seconds(at - 20), lasts: minutes(2) },
    ],
    deeds: [{ kind: "order", at: seconds(at), by: "anna", input }],
  };
}

const primaryDown = (chance: Chance): Trouble =>
  chance.pick<Trouble>([
    { kind: "regionDark", side: "primary" },
    { kind: "sideFails", side: "primary", share: 1, how: "503" },
  ]);
