import { onNothing } from "../model/observation.ts";
import type { SiteRecord } from "../model/record.ts";
import type { Site } from "../model/site.ts";
import type { EpochMs } from "../model/time.ts";
import { genesisHash } from "./journal.ts";

/** A site nobody has seen yet: in shadow where policy says so, so that it is not born failed over. */
export function initialRecord(site: Site, now: EpochMs): SiteRecord {
  const unseen = { kind: "unknown", since: now, seenAt: now } as const;
  return {
    format: 1,
    site: site.name,
    revision: 0,
    writer: "",
    savedAt: now,
    steering: { position: "automatic", by: "route53", lever: "records", since: now, why: "not steered yet" },
    lastInSync: null,
    intent: null,
    order: null,
    freeze: null,
    deploy: null,
    drilled: null,
    incident: null,
    lastIncident: null,
    arming:
      site.policy.shadow === null
        ? { kind: "armed", who: null, at: now }
        : { kind: "shadow", greenSince: null },
    proposal: null,
    sides: { primary: unseen, secondary: unseen },
    alarms: [],
    metrics: null,
    replicationEvents: [],
    replica: {
      kind: "unknown",
      asOf: now,
      because: "the buckets have not been compared yet",
      ...onNothing,
    },
    baseline: null,
    drift: null,
    switchDrift: null,
    givenUp: null,
    flips: [],
    decided: null,
    outbox: [],
    told: {},
    nextNotice: 1,
    requests: [],
    journal: { next: 1, hash: genesisHash(site.name), unwritten: [] },
  };
}
