import type { Site } from "../../shared/model/site.ts";
import { minutes, seconds } from "../../shared/model/time.ts";
import { dark, deployAt, during, manifests, order, type Scenario, scenario } from "./scenario.ts";

const holding: Partial<Site["policy"]> = {
  stale: {
    when: "hold",
    maxLag: minutes(15),
    maxKeys: 0,
    maxReleases: 0,
    maxEvidenceAge: minutes(60),
    agesInOutage: false,
  },
};

/** What is served is in doubt: the replica lags, is broken, or is as bad as the primary. */
export const replicas: readonly Scenario[] = [
  scenario({
    name: "stale-replica",
    story:
      "Replication stops, a release is deployed, and 20 minutes later the primary dies: the standby is old.",
    faults: [during(1, 45, { kind: "replicationStops" }), dark("primary", 22, 15)],
    deeds: () => [deployAt(2)],
    policy: holding,
    until: minutes(50),
  }),
  scenario({
    name: "failed-replication",
    story:
      "Some objects of a release fail to replicate, and are never tried again; the next release heals it.",
    faults: [during(1, 3, { kind: "replicationFails", share: 0.6 })],
    deeds: () => [deployAt(2), deployAt(30)],
    policy: holding,
    until: minutes(40),
  }),
  scenario({
    name: "half-copied-release",
    story:
      "Half of a release reaches the standby before the primary dies: its manifest tells, and the next release heals it.",
    faults: [during(1, 2, { kind: "replicationFails", share: 0.5 }), dark("primary", 4, 12)],
    deeds: () => [deployAt(2), deployAt(18)],
    policy: holding,
    releases: manifests,
    until: minutes(26),
  }),
  scenario({
    name: "whole-release",
    story:
      "The primary dies before anybody saw the last release arrive: its manifest proves it whole, in the standby alone.",
    faults: [dark("primary", 3, 15)],
    deeds: () => [{ kind: "deploy", at: seconds(150), bad: false }],
    policy: holding,
    releases: manifests,
    until: minutes(20),
  }),
  scenario({
    name: "heartbeat-late",
    story:
      "Replication stops while nothing is deployed: both listings stay alike, and the heartbeat measures how far behind it is.",
    faults: [during(3, 20, { kind: "replicationStops" })],
    deeds: (site) =>
      [2, 10, 20, 26].map((minute) =>
        order(minute, "anna", site, { action: "status", reason: "is replication well?" }),
      ),
    heartbeat: { key: ".failover/heartbeat", every: minutes(1) },
    until: minutes(27),
  }),
  scenario({
    name: "broken-replica",
    story: "The standby serves errors when the primary dies: the gate has held the primary before.",
    faults: [
      during(2, 30, { kind: "sideFails", side: "secondary", share: 1, how: "503" }),
      dark("primary", 15, 10),
    ],
    until: minutes(32),
  }),
  scenario({
    name: "slow-replication",
    story:
      "A release is deployed while replication lags by minutes, and the primary dies in the middle of it.",
    faults: [during(1, 25, { kind: "replicationLags", by: minutes(6) }), dark("primary", 5, 15)],
    deeds: () => [deployAt(3)],
    until: minutes(30),
  }),
  scenario({
    name: "bad-deploy",
    story:
      "A release without a start page replicates: both sides fail alike, and failing over would not help.",
    deeds: () => [deployAt(2, true), deployAt(18)],
    until: minutes(20),
  }),
  scenario({
    name: "divergence",
    story:
      "Something is written on the standby during the outage: the way back waits, and says what would be lost.",
    faults: [dark("primary", 2, 15)],
    deeds: () => [{ kind: "writeOnStandby", at: minutes(10), key: "guestbook/entry-1.html" }],
    until: minutes(25),
  }),
  scenario({
    name: "deleted-on-standby",
    story:
      "Something is deleted on the standby during the outage: the way back waits, as it would come back to visitors.",
    faults: [dark("primary", 2, 15)],
    deeds: (site) => [
      { kind: "deleteOnStandby", at: minutes(10), key: "about/index.html" },
      order(27, "anna", site, {
        action: "release",
        reason: "the page may come back",
        overrideRules: ["no-divergence"],
      }),
    ],
    until: minutes(29),
  }),
];
