import type { SideName, Site } from "../../shared/model/site.ts";
import type { DurationMs } from "../../shared/model/time.ts";
import { minutes, ms } from "../../shared/model/time.ts";
import type { Fault, Trouble } from "../faults.ts";
import type { Deed, Script } from "../script.ts";
import { switched } from "../switched.ts";

/** A story to play for a site. Its script depends on the site's own times, such as how long a primary has to be stable. */
export interface Scenario {
  readonly name: string;
  /** One sentence. */
  readonly story: string;
  /** The site as the story needs it, where another policy is what it is about. */
  readonly site: (site: Site) => Site;
  readonly script: (site: Site) => Script;
}

type Plot = Pick<Scenario, "name" | "story"> & {
  readonly faults?: readonly Fault[];
  /** May name the site: an order has to. */
  readonly deeds?: (site: Site) => readonly Deed[];
  readonly policy?: Partial<Site["policy"]>;
  readonly releases?: Site["releases"];
  readonly heartbeat?: Site["replication"]["heartbeat"];
  /** Played with a switch, whether the site has one or not. */
  readonly bySwitch?: boolean;
  /** When the last thing of the story happens; the play goes on until the world should be at rest. */
  readonly until: DurationMs;
};

export const scenario = ({
  name,
  story,
  faults = [],
  deeds,
  policy,
  releases,
  heartbeat,
  bySwitch,
  until,
}: Plot): Scenario => ({
  name,
  story,
  site: (site) => ({
    ...(bySwitch ? switched(site) : site),
    releases: releases ?? site.releases,
    replication: { ...site.replication, heartbeat: heartbeat ?? site.replication.heartbeat },
    policy: { ...site.policy, ...policy },
  }),
  script: (site) => ({
    faults,
    deeds: deeds?.(site) ?? [],
    lasts: ms(until + site.policy.failback.stableFor + minutes(8)),
  }),
});

/** Something that stands from a minute for some minutes; null: to the end. */
export const during = (fromMin: number, lastsMin: number | null, trouble: Trouble): Fault => ({
  ...trouble,
  from: minutes(fromMin),
  lasts: lastsMin === null ? null : minutes(lastsMin),
});

export const dark = (side: SideName, fromMin: number, lastsMin: number): Fault =>
  during(fromMin, lastsMin, { kind: "regionDark", side });

/** An order has to say why. */
export const order = (
  atMin: number,
  by: string,
  site: Site,
  input: Readonly<Record<string, unknown>> & { readonly reason: string },
): Deed => ({ kind: "order", at: minutes(atMin), by, input: { site: site.name, ...input } });

export const deployAt = (atMin: number, bad = false): Deed => ({ kind: "deploy", at: minutes(atMin), bad });

/** Of a pipeline that writes them. */
export const manifests: Site["releases"] = { prefix: ".failover/releases/", keep: 5, publicKey: null };
