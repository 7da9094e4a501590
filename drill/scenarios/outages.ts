import { minutes } from "../../shared/model/time.ts";
import { dark, during, type Scenario, scenario } from "./scenario.ts";

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
    story: "Half of what visitors ask of the primary fails, and the health checkers don't agree on it.",
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
      "Both sides fail together: Route 53 answers the primary as the last resort, and no move would help.",
    faults: [
      dark("primary", 2, 15),
      during(2, 15, { kind: "sideFails", side: "secondary", share: 1, how: "503" }),
    ],
    until: minutes(17),
  }),
  scenario({
    name: "born-red",
    story: "A new site whose primary has never been up yet: in shadow, it is not born failed over.",
    faults: [dark("primary", 0, 12)],
    policy: { shadow: { greenFor: minutes(5) } },
    until: minutes(20),
  }),
];
