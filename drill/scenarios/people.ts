import { minutes } from "../../shared/model/time.ts";
import { dark, order, type Scenario, scenario } from "./scenario.ts";

/** People step in: before, during and after, together and against the records themselves. */
export const people: readonly Scenario[] = [
  scenario({
    name: "planned-move",
    story: "On a calm day somebody forces the standby for ten minutes, and releases.",
    deeds: (site) => [
      order(2, "anna", site, { action: "force" }),
      order(12, "anna", site, { action: "release" }),
    ],
    until: minutes(14),
  }),
  scenario({
    name: "force-while-gated",
    story:
      "The standby is broken: a force is refused by name, and goes through with the rules overridden by name.",
    faults: [
      { kind: "sideFails", side: "secondary", share: 1, how: "503", from: minutes(1), lasts: minutes(20) },
    ],
    deeds: (site) => [
      order(4, "anna", site, { action: "force" }),
      order(6, "anna", site, {
        action: "force",
        overrideRules: ["replica-serves", "replica-current", "would-help"],
      }),
      order(15, "anna", site, { action: "release" }),
    ],
    until: minutes(22),
  }),
  scenario({
    name: "override-during-failover",
    story:
      "While Route 53 fails over, somebody forces the standby; the order outlives the outage until it is released.",
    faults: [dark("primary", 2, 15)],
    deeds: (site) => [
      order(3.5, "anna", site, { action: "force" }),
      order(26, "anna", site, { action: "release" }),
    ],
    until: minutes(28),
  }),
  scenario({
    name: "hold-expires",
    story:
      "Somebody holds the primary for 20 minutes; it dies, the hold ends in mid-outage, and visitors move then.",
    faults: [dark("primary", 8, 25)],
    deeds: (site) => [order(2, "anna", site, { action: "hold", for: "20m" })],
    until: minutes(34),
  }),
  scenario({
    name: "release-diverged",
    story:
      "A release is asked for while the standby has what the primary lacks: refused, then overridden by name.",
    faults: [dark("primary", 2, 10)],
    deeds: (site) => [
      { kind: "writeOnStandby", at: minutes(6), key: "guestbook/entry-1.html" },
      order(22, "anna", site, { action: "release" }),
      order(25, "anna", site, { action: "release", overrideRules: ["no-divergence"] }),
    ],
    until: minutes(30),
  }),
  scenario({
    name: "frozen",
    story:
      "The site is frozen when the primary dies: the controller moves nothing, Route 53 does, and both are told.",
    faults: [dark("primary", 5, 10)],
    deeds: (site) => [
      order(2, "anna", site, { action: "freeze", for: "1h" }),
      order(25, "anna", site, { action: "unfreeze" }),
    ],
    until: minutes(27),
  }),
  scenario({
    name: "two-at-once",
    story: "Two people order opposite things in the same second.",
    deeds: (site) => [
      order(3, "anna", site, { action: "force" }),
      order(3, "ben", site, { action: "hold", for: "1h" }),
      order(12, "ben", site, { action: "hold", for: "10m" }),
    ],
    until: minutes(24),
  }),
  scenario({
    name: "edited-by-hand",
    story: "Somebody takes the health check off the primary's records by hand, and puts it back later.",
    deeds: () => [
      { kind: "editRecords", at: minutes(3), edit: "dropHealthCheck" },
      { kind: "editRecords", at: minutes(15), edit: "restoreHealthCheck" },
    ],
    until: minutes(17),
  }),
];
