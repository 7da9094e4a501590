import { type CanarySeen, canaryAlarm, canaryKey } from "./model/canary.ts";
import type { LastDrill } from "./model/drill.ts";
import type { Reading } from "./model/observation.ts";
import type { SiteRecord } from "./model/record.ts";
import type { Site } from "./model/site.ts";
import { checkSite, type Readiness } from "./readiness/checkSite.ts";
import type { GroundPorts } from "./readiness/ports.ts";
import { asking } from "./readiness/reading.ts";
import { lastDrill } from "./record/lastDrill.ts";
import type { ObjectStore } from "./record/ports.ts";
import { peek } from "./record/store.ts";

/** What a check of readiness stands on. null: whoever asks does not know what was deployed. */
export interface ReadinessPorts {
  readonly ground: GroundPorts;
  readonly deployed: {
    readonly journalBucket: string;
    /** null: not known. */
    readonly topicArn: string | null;
    /** Of record and journal. */
    readonly store: Pick<ObjectStore, "get">;
  } | null;
}

/** Whether a site is ready to fail over, long before it has to: reads its ground and its record, and judges both. */
export async function checkReadiness(
  { ground, deployed }: ReadinessPorts,
  site: Site,
  sites: readonly Site[],
): Promise<Readiness> {
  const record = await readRecord({ ground, deployed }, site);
  const drill = await readDrill({ ground, deployed }, record, sites);
  const canary = await readCanary({ ground, deployed }, sites);
  return await checkSite(ground, deployed, { record, drill, canary }, { site, sites });
}

async function readCanary(
  { ground, deployed }: ReadinessPorts,
  sites: readonly Site[],
): Promise<Reading<CanarySeen | null> | null> {
  if (canaryAlarm(sites) === null) return null;
  return await asking(ground.clock, 1)("s3:GetObject", "the canary's last arrival", async () => {
    if (deployed === null) throw new Error("the bucket of record and journal was not given");
    const stored = await deployed.store.get(canaryKey);
    return stored === null ? null : (JSON.parse(stored.body) as CanarySeen);
  });
}

/** Where this site's record can't be read, those of the others can't either. */
async function readDrill(
  { ground: { clock }, deployed }: ReadinessPorts,
  record: Reading<SiteRecord | null>,
  sites: readonly Site[],
): Promise<LastDrill> {
  if (deployed === null || record.kind === "unknown" || record.value === null)
    return {
      kind: "unknown",
      because: record.kind === "unknown" ? record.because : "there is no record yet",
    };
  return await lastDrill({ store: deployed.store, clock }, sites, record.value);
}

/** null inside: no run has written one yet. */
async function readRecord(
  { ground, deployed }: ReadinessPorts,
  site: Site,
): Promise<Reading<SiteRecord | null>> {
  const ask = asking(ground.clock, 1);
  return await ask("s3:GetObject", `the record of ${site.name}`, async () => {
    if (deployed === null) throw new Error("the bucket of record and journal was not given");
    const { record, etag } = await peek(deployed.store, site, ground.clock.now());
    return etag === null ? null : record;
  });
}
