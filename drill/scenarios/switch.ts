import { minutes } from "../../shared/model/time.ts";
import type { Trouble } from "../faults.ts";
import { dark, during, order, type Scenario, scenario } from "./scenario.ts";

const usEast1: readonly Trouble[] = [
  { kind: "serviceDark", service: "route53" },
  { kind: "serviceDark", service: "cloudfront" },
  { kind: "alarmEventsLost", share: 1 },
];
const usEast1Dark = (from: number, lasts: number) => usEast1.map((trouble) => during(from, lasts, trouble));
const switchDenied = (from: number, lasts: number) =>
  during(from, lasts, { kind: "bucketDenied", bucket: "switch" });

const bySwitch = (plot: Omit<Parameters<typeof scenario>[0], "bySwitch">): Scenario =>
  scenario({ ...plot, bySwitch: true });

/** Steering by the switch: two objects that Route 53's checkers look for, and nothing of us-east-1. */
export const bySwitchStories: readonly Scenario[] = [
  bySwitch({
    name: "switch-latch",
    story:
      "The primary's region and us-east-1 go dark together: the latch is set by the switch all the same.",
    faults: [dark("primary", 2, 15), ...usEast1Dark(2, 20)],
    until: minutes(22),
  }),
  bySwitch({
    name: "switch-force",
    story:
      "With us-east-1 dark somebody forces the standby: the switch moves visitors, and brings them back.",
    faults: usEast1Dark(1, 25),
    deeds: (site) => [
      order(3, "anna", site, { action: "force", reason: "us-east-1 is not to be trusted today" }),
      order(15, "anna", site, { action: "release", reason: "we are through with it" }),
    ],
    until: minutes(26),
  }),
  bySwitch({
    name: "switch-hold",
    story: "Somebody holds the primary by the switch; it fails for ten minutes, and nobody is moved.",
    faults: [during(5, 10, { kind: "sideFails", side: "primary", share: 1, how: "503" })],
    deeds: (site) => [
      order(2, "anna", site, { action: "hold", for: "20m", reason: "the standby gets new settings" }),
    ],
    until: minutes(22),
  }),
  bySwitch({
    name: "switch-gate",
    story: "The standby breaks: the primary is held by the switch until the standby serves again.",
    faults: [
      during(2, 10, { kind: "sideFails", side: "secondary", share: 1, how: "503" }),
      during(5, 4, { kind: "sideFails", side: "primary", share: 1, how: "503" }),
    ],
    until: minutes(14),
  }),
  bySwitch({
    name: "switch-over-and-back",
    story:
      "Forced to the standby, then held on the primary, then released: each by the switch, no step between.",
    deeds: (site) => [
      order(2, "anna", site, { action: "force", reason: "a rehearsal" }),
      order(8, "anna", site, {
        action: "hold",
        for: "10m",
        reason: "back",
        overrideRules: ["order-in-force"],
      }),
      order(14, "anna", site, { action: "release", reason: "the rehearsal is over" }),
    ],
    until: minutes(16),
  }),
  bySwitch({
    name: "switch-standby-dark",
    story:
      "The standby region goes dark while the primary is held there: the switch falls silent, the primary serves.",
    faults: [dark("secondary", 5, 10)],
    deeds: (site) => [order(2, "anna", site, { action: "hold", for: "8m", reason: "launch" })],
    until: minutes(16),
  }),
  bySwitch({
    name: "switch-denied",
    story: "The switch's bucket denies us, and the primary fails: the record sets are the second lever.",
    faults: [dark("primary", 2, 15), switchDenied(1, 18)],
    until: minutes(19),
  }),
  bySwitch({
    name: "both-levers-fail",
    story:
      "With us-east-1 dark and the switch's bucket denying us a force moves nobody, and the answer says why.",
    faults: [...usEast1Dark(1, 10), switchDenied(1, 10)],
    deeds: (site) => [
      order(3, "anna", site, { action: "force", reason: "the primary looks odd" }),
      order(14, "anna", site, { action: "force", for: "4m", reason: "again, now that both are back" }),
    ],
    until: minutes(20),
  }),
  bySwitch({
    name: "switch-by-hand",
    story: "Somebody puts force by hand: visitors move, people are told, and a release clears it.",
    deeds: (site) => [
      { kind: "pullSwitch", at: minutes(3), object: "force" },
      order(9, "anna", site, { action: "release", reason: "that was not meant" }),
      order(10, "anna", site, {
        action: "release",
        reason: "that was not meant",
        overrideRules: ["stale-plan"],
      }),
    ],
    until: minutes(14),
  }),
  bySwitch({
    name: "levers-contradict",
    story:
      "Forced by the record sets, and somebody puts hold into the switch by hand: the record sets win, and a release clears both.",
    deeds: (site) => [
      order(2, "anna", site, { action: "force", lever: "records", reason: "the switch is being rebuilt" }),
      { kind: "pullSwitch", at: minutes(6), object: "hold" },
      order(10, "anna", site, { action: "release", reason: "rebuilt", overrideRules: ["stale-plan"] }),
    ],
    until: minutes(14),
  }),
];
