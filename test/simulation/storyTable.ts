import { exampleSite } from "../../drill/exampleSite.ts";
import type { Fault } from "../../drill/faults.ts";
import type { Deed, Script } from "../../drill/script.ts";
import { switched } from "../../drill/switched.ts";
import type { Policy, Site } from "../../shared/model/site.ts";
import { minutes, seconds } from "../../shared/model/time.ts";

interface Story {
  readonly of: string;
  readonly seed: number;
  readonly policy: Partial<Policy>;
  readonly bySwitch?: boolean;
  readonly faults: readonly Fault[];
  readonly deeds: readonly Deed[];
}

const hold = (at: number, lasts: string, overrideRules: readonly string[]): Deed => ({
  kind: "order",
  at: seconds(at),
  by: "anna",
  input: { site: exampleSite.name, reason: "drawn", action: "hold", for: lasts, overrideRules },
});
const down = (from: number, lasts: number, how: "503" | "timeout"): Fault => ({
  kind: "sideFails",
  side: "primary",
  share: 1,
  how,
  from: seconds(from),
  lasts: seconds(lasts),
});

/** What drawn stories that broke a rule once came down to; each of them keeps all rules now. */
export const stories: readonly Story[] = [
  {
    of: "Route 53 loses two changes that were found done: what stands is what stood before both",
    seed: 5,
    policy: { stale: { ...exampleSite.policy.stale, when: "serve" }, cooldown: minutes(0) },
    faults: [
      { kind: "distributionDisabled", from: seconds(0), lasts: seconds(314) },
      { kind: "answersLost", service: "route53", share: 0.5, from: seconds(238), lasts: seconds(145) },
      { kind: "changesStrand", from: seconds(172), lasts: seconds(512) },
    ],
    deeds: [hold(348, "5m", [])],
  },
  {
    of: "visitors held on a primary that does not answer at all have moved, and that counts for the cool-down",
    seed: 1019557,
    policy: { gate: false, cooldown: minutes(8) },
    faults: [down(67, 768, "timeout")],
    deeds: [hold(400, "5m", ["primary-serves", "no-divergence", "not-both-down"])],
  },
  {
    of: "a bad release on the standby sends visitors home, and what nobody is served is lost to nobody",
    seed: 1000815,
    policy: { stale: { ...exampleSite.policy.stale, when: "serve" } },
    faults: [down(61, 757, "503")],
    deeds: [
      { kind: "writeOnStandby", at: seconds(167), key: "guestbook/entry-1.html" },
      { kind: "deploy", at: seconds(760), bad: true },
      { kind: "deploy", at: seconds(873), bad: false },
    ],
  },
  {
    of: "a move by the switch that was given up unseen stands there: it is known as our own, and released when due",
    seed: 2067433,
    policy: { cooldown: minutes(6) },
    bySwitch: true,
    faults: [down(167, 422, "timeout"), { kind: "proberCutOff", from: seconds(312), lasts: seconds(153) }],
    deeds: [
      { kind: "editRecords", at: seconds(424), edit: "dropHealthCheck" },
      { kind: "editRecords", at: seconds(519), edit: "restoreHealthCheck" },
    ],
  },
];

/** As simulateStory takes it. */
export function toldOf({ policy, bySwitch, faults, deeds }: Story): { site: Site; script: Script } {
  const quick = { stableFor: minutes(2), mode: "verified" } as const;
  const site = {
    ...(bySwitch ? switched(exampleSite) : exampleSite),
    policy: { ...exampleSite.policy, failback: quick, shadow: null, ...policy },
  };
  return { site, script: { faults, deeds, lasts: minutes(36) } };
}
