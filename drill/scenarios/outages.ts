import { minutes } from "../../shared/model/time.ts";
import { dark, during, order, type Scenario, scenario } from "./scenario.ts";

/** The primary fails, in all the ways it can. */
export const outages: readonly [Scenario, ...Scenario[]] = [
  scenario({
    name: "region-outage",
    story:
      "The primary's region goes dark for 20 minutes; Route 53 fails over, and the way back is made safe.",
    faults: [dark("primary", 2, 20)],
    until: minutes(22),
  }),
  scenario({
    name: "short-blip",
    story: "The primary fails for 40 seconds, too short for Route 53's health check: nobody is moved.",
    faults: [{ kind: "regionDark", side: "primary", from: minutes(2), lasts: minutes(2 / 3) }],
    until: minutes(3),
  }),
  scenario({
    name: "flapping",
    story: "The primary comes and goes four times; the latch keeps visitors from being thrown to and fro.",
    faults: [dark("primary", 2, 4), dark("primary", 8, 3), dark("primary", 13, 4), dark("primary", 19, 3)],
    until: minutes(22),
  }),
  scenario({
    name: "half-dead",
    story:
      "Half of what visitors ask of the primary fails, which is too little for Route 53's checkers: nobody is moved.",
    faults: [during(2, 20, { kind: "sideFails", side: "primary", share: 0.5, how: "503" })],
    until: minutes(22),
  }),
  scenario({
    name: "distribution-disabled",
    story: "Somebody disables the distribution, and enables it again 15 minutes later.",
    faults: [during(2, 15, { kind: "distributionDisabled" })],
    until: minutes(17),
  }),
  scenario({
    name: "both-down",
    story:
      "Both sides fail together: Route 53 answers the standby, as that has no health check, and no move would help.",
    faults: [
      dark("primary", 2, 15),
      during(2, 15, { kind: "sideFails", side: "secondary", share: 1, how: "503" }),
    ],
    until: minutes(17),
  }),
  scenario({
    name: "born-red",
    story: "A new site whose primary has never been up yet is not born failed over; once green, it is armed.",
    faults: [dark("primary", 0, 12)],
    deeds: (site) => [
      order(10, "anna", site, { action: "arm", reason: "we go live" }),
      order(20, "anna", site, { action: "arm", reason: "we go live" }),
    ],
    policy: { shadow: { greenFor: minutes(5) } },
    until: minutes(20),
  }),
  scenario({
    name: "shadow",
    story: "The primary of a site in shadow dies: people are told what would have been done, and nothing is.",
    faults: [dark("primary", 8, 10)],
    policy: { shadow: { greenFor: minutes(5) } },
    until: minutes(18),
  }),
  scenario({
    name: "unlatched",
    story: "Policy sets no latch: Route 53 fails over and back by itself, and it is only told.",
    faults: [dark("primary", 2, 15)],
    policy: { latch: false, failback: { mode: "automatic", stableFor: minutes(5) } },
    until: minutes(17),
  }),
];
