import { minutes } from "../../shared/model/time.ts";
import { dark, during, order, type Scenario, scenario } from "./scenario.ts";

const control = [
  { kind: "serviceDark", service: "route53" },
  { kind: "serviceDark", service: "cloudfront" },
  { kind: "alarmEventsLost", share: 1 },
] as const;

/** Route 53's control plane is away, says no, or forgets what it said. */
export const controlPlane: readonly Scenario[] = [
  scenario({
    name: "us-east-1-dark",
    story:
      "The primary's region fails, and with it every Route 53 API: no lever can be pulled until it is back.",
    faults: [dark("primary", 2, 20), ...control.map((trouble) => during(2, 20, trouble))],
    until: minutes(22),
  }),
  scenario({
    name: "control-plane-back-first",
    story: "As before, but Route 53's API comes back ten minutes before the primary: the latch catches up.",
    faults: [dark("primary", 2, 25), ...control.map((trouble) => during(2, 12, trouble))],
    until: minutes(27),
  }),
  scenario({
    name: "protected-records",
    story:
      "A record set protection stands when the latch is due: nothing is written over it, and people are told why.",
    faults: [dark("primary", 2, 20)],
    deeds: () => [
      { kind: "protectRecords", at: minutes(0), comment: "change freeze, ask the DNS team" },
      { kind: "unprotectRecords", at: minutes(12) },
    ],
    until: minutes(22),
  }),
  scenario({
    name: "stranded-change",
    story: "Route 53 accepts the latch and then loses it in its own failover: it is sent again.",
    faults: [dark("primary", 2, 20), during(3, 3, { kind: "changesStrand" })],
    until: minutes(22),
  }),
  scenario({
    name: "change-lost",
    story:
      "Route 53 accepts a hold, the run dies before it hears so, and Route 53 loses it minutes later: it is made again.",
    faults: [
      dark("primary", 2, 6),
      during(9, 7, { kind: "changesStrand" }),
      during(9, 3, {
        kind: "runDies",
        function: "override",
        death: { at: "ChangeResourceRecordSetsCommand", when: "after" },
      }),
    ],
    deeds: (site) => [order(10, "anna", site, { action: "hold", for: "15m", reason: "the region is back" })],
    until: minutes(26),
  }),
];
