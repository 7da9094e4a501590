import { exampleSite } from "../../../drill/exampleSite.ts";
import type { Fault } from "../../../drill/faults.ts";
import type { Deed } from "../../../drill/script.ts";
import type { Site } from "../../../shared/model/site.ts";
import { hours, minutes } from "../../../shared/model/time.ts";

/** A site of the demo, and how it came to stand as it does when the console opens. */
export interface DemoSite {
  readonly site: Site;
  readonly faults: readonly Fault[];
  readonly deeds: readonly Deed[];
}

/** One to break, one whose replication has stopped, one not armed yet. */
export const demoSites: readonly DemoSite[] = [
  { site: named("www.example.com"), faults: [], deeds: [] },
  {
    site: named("docs.example.com"),
    faults: [{ kind: "replicationStops", from: minutes(1), lasts: null }],
    deeds: [{ kind: "deploy", at: minutes(2), bad: false }],
  },
  { site: named("shop.example.com", { shadow: { greenFor: hours(2) } }), faults: [], deeds: [] },
];

function named(name: string, policy: Partial<Site["policy"]> = {}): Site {
  const { names, secondary, healthCheck, replication } = exampleSite;
  const renamed = (text: string): string => text.replaceAll(exampleSite.name, name);
  return {
    ...exampleSite,
    name,
    names: names.map((one) => ({ ...one, name })),
    secondary: {
      ...secondary,
      bucket: name,
      probes: secondary.probes.map((probe) => ({ ...probe, url: renamed(probe.url) })),
    },
    healthCheck: { ...healthCheck, alarms: healthCheck.alarms.map(renamed) },
    replication: { ...replication, alarms: replication.alarms.map(renamed) },
    policy: { ...exampleSite.policy, ...policy },
  };
}
