import { minutes } from "../../shared/model/time.ts";
import { dark, order, type Scenario, scenario } from "./scenario.ts";

/** People step in: before, during and after, together and against the records themselves. */
export const people: readonly Scenario[] = [
  scenario({
    name: "planned-move",
    story: "On a calm day somebody forces the standby for ten minutes, and releases.",
    deeds: (site) => [
      order(2, "anna", site, { action: "force", reason: "a rehearsal" }),
      order(12, "anna", site, { action: "release", reason: "the rehearsal is over" }),
    ],
    until: minutes(14),
  }),
  scenario({
    name: "force-while-gated",
    story:
      "The standby is broken: a force is refused by the name of a rule, and goes through when the rule is overridden by name.",
    faults: [
      { kind: "sideFails", side: "secondary", share: 1, how: "503", from: minutes(1), lasts: minutes(20) },
    ],
    deeds: (site) => [
      order(4, "anna", site, { action: "force", reason: "the primary looks odd to me" }),
      order(6, "anna", site, {
        action: "force",
        reason: "an error page of the standby beats what the primary shows",
        overrideRules: ["replica-serves", "replica-current", "would-help"],
      }),
      order(15, "anna", site, { action: "release", reason: "the primary is right again" }),
    ],
    until: minutes(22),
  }),
  scenario({
    name: "override-during-failover",
    story:
      "While Route 53 fails over, somebody forces the standby; the order outlives the outage until it is released.",
    faults: [dark("primary", 2, 15)],
    deeds: (site) => [
      order(3.5, "anna", site, { action: "force", reason: "the region is lost for today" }),
      order(26, "anna", site, { action: "release", reason: "the region is back for good" }),
    ],
    until: minutes(28),
  }),
  scenario({
    name: "hold-expires",
    story:
      "Somebody holds the primary for 20 minutes; it dies, the hold ends in mid-outage, and visitors move then.",
    faults: [dark("primary", 8, 25)],
    deeds: (site) => [
      order(2, "anna", site, { action: "hold", for: "20m", reason: "the standby gets new settings" }),
    ],
    until: minutes(34),
  }),
  scenario({
    name: "release-diverged",
    story:
      "A release is asked for while the standby has what the primary lacks: refused, then overridden by name.",
    faults: [dark("primary", 2, 10)],
    deeds: (site) => [
      { kind: "writeOnStandby", at: minutes(6), key: "guestbook/entry-1.html" },
      order(22, "anna", site, { action: "release", reason: "the primary is stable" }),
      order(25, "anna", site, {
        action: "release",
        reason: "the entry was copied by hand",
        overrideRules: ["no-divergence"],
      }),
    ],
    until: minutes(30),
  }),
  scenario({
    name: "frozen",
    story:
      "The site is frozen when the primary dies: the controller moves nothing, Route 53 does, and people are told.",
    faults: [dark("primary", 5, 10)],
    deeds: (site) => [
      order(2, "anna", site, { action: "freeze", for: "1h", reason: "maintenance of the zone" }),
      order(25, "anna", site, { action: "unfreeze", reason: "maintenance is over" }),
    ],
    until: minutes(27),
  }),
  scenario({
    name: "deploys",
    story:
      "Pipelines take the deploy lease: a second one has to wait, one comes in mid-outage and is refused, and one never gives it back.",
    faults: [dark("primary", 10, 10)],
    deeds: (site) => [
      order(2, "ci", site, { action: "deploy-begin", for: "5m", lease: "build-1", reason: "release 1" }),
      order(3, "ci", site, { action: "deploy-begin", for: "5m", lease: "build-2", reason: "release 2" }),
      order(4, "ci", site, { action: "deploy-end", lease: "build-1", reason: "release 1 is out" }),
      order(13, "ci", site, { action: "deploy-begin", lease: "build-3", reason: "release 3" }),
      order(30, "ci", site, { action: "deploy-begin", for: "3m", lease: "build-4", reason: "release 4" }),
    ],
    until: minutes(36),
  }),
  scenario({
    name: "two-at-once",
    story:
      "Two people order opposite things in the same second: one order is carried out, the other refused; later it is shortened.",
    deeds: (site) => [
      order(3, "anna", site, { action: "force", reason: "I try the standby" }),
      order(3, "ben", site, { action: "hold", for: "1h", reason: "nobody moves during the launch" }),
      order(12, "ben", site, { action: "hold", for: "10m", reason: "the launch is nearly over" }),
    ],
    until: minutes(24),
  }),
  scenario({
    name: "second-person",
    story: "Policy asks for two people: a force waits until somebody else orders the same.",
    deeds: (site) => [
      order(2, "anna", site, { action: "force", reason: "a rehearsal" }),
      order(4, "anna", site, { action: "force", reason: "why does nothing happen?" }),
      order(6, "ben", site, { action: "force", reason: "I approve anna's rehearsal" }),
      order(16, "ben", site, { action: "release", reason: "the rehearsal is over" }),
      order(20, "anna", site, { action: "force", reason: "once more" }),
    ],
    policy: { twoPerson: { within: minutes(10) } },
    until: minutes(30),
  }),
  scenario({
    name: "manual-failback",
    story: "Policy leaves the way back to people: the primary is stable, and visitors stay until a release.",
    faults: [dark("primary", 2, 10)],
    deeds: (site) => [order(24, "anna", site, { action: "release", reason: "checked by hand" })],
    policy: { failback: { mode: "manual", stableFor: minutes(5) } },
    until: minutes(24),
  }),
  scenario({
    name: "moves-too-often",
    story: "Two outages within the hour: the second way back waits until a person acknowledges.",
    faults: [dark("primary", 2, 4), dark("primary", 20, 4)],
    deeds: (site) => [order(40, "anna", site, { action: "ack", reason: "the cause is found" })],
    until: minutes(40),
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
