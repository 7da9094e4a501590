import type { Happening } from "../model/journal.ts";
import type { Observation } from "../model/observation.ts";
import { type Standing, sayStand, standingOf } from "../model/positions.ts";
import type { SiteRecord } from "../model/record.ts";
import type { RecordSet } from "../model/recordSet.ts";
import type { Site } from "../model/site.ts";
import type { Step } from "../model/step.ts";
import { steered } from "./steered.ts";

/** Takes the listed record sets into the record. A change under way is read back by whoever makes it. */
export function rememberRecordSets(record: SiteRecord, { records, at }: Observation, site: Site): Step {
  if (records.kind === "unknown" || record.intent !== null) return { record, happenings: [] };
  const listed = records.value;
  const standing = standingOf(listed, record.baseline, site);
  const free = record.steering.position === "automatic";
  if (free && record.baseline === null && standing.kind === "at")
    return adopted(record, listed, "the record sets as they stand are remembered", null);
  if (free && standing.kind === "edited")
    return adopted(
      record,
      listed,
      `somebody edited the record sets; remembered: ${standing.because}`,
      "records-edited",
    );
  if (!free && standing.kind === "at" && standing.position === "automatic") {
    const why = `found released, though they were steered to the ${record.steering.position === "primary" ? "primary" : "standby"}`;
    const steering = { ...record.steering, position: "automatic", by: "route53", since: at, why } as const;
    const next = steered({ ...record, drift: null }, steering);
    return { record: next, happenings: [observed(`the record sets are ${why}`, listed, "records-edited")] };
  }
  const drift = driftOf(record, standing);
  const isNew = drift !== null && drift !== record.drift;
  return {
    record: { ...record, drift },
    happenings: isNew ? [observed(drift, listed, "records-edited")] : [],
  };
}

/** While nobody steers, whatever failover pairs are listed are what a release will restore. */
function adopted(
  record: SiteRecord,
  listed: readonly RecordSet[],
  text: string,
  tell: Happening["tell"],
): Step {
  return { record: { ...record, baseline: listed, drift: null }, happenings: [observed(text, listed, tell)] };
}

/** What somebody else's hand left there, and the controller does not undo. */
function driftOf(record: SiteRecord, standing: Standing): string | null {
  if (standing.kind !== "at") return `somebody else changed the record sets: ${standing.because}`;
  return standing.position === record.steering.position
    ? null
    : `somebody else changed the record sets: they stand ${sayStand[standing.position]}`;
}

const observed = (text: string, recordSets: readonly RecordSet[], tell: Happening["tell"]): Happening => ({
  kind: "observed",
  who: "controller",
  text,
  data: { recordSets },
  tell,
});
