import type { Happening } from "../model/journal.ts";
import type { NoticeKind } from "../model/notice.ts";
import type { Observation } from "../model/observation.ts";
import { type Standing, sayStand, standingOf } from "../model/positions.ts";
import type { GivenUp, SiteRecord, Steering } from "../model/record.ts";
import type { RecordSet } from "../model/recordSet.ts";
import type { Site } from "../model/site.ts";
import { leftBy } from "../model/steering.ts";
import type { Step } from "../model/step.ts";
import { stoodBy } from "./givenUp.ts";
import { steered } from "./steered.ts";

/** Takes the listed record sets into the record. A change under way is read back by whoever makes it. */
export function rememberRecordSets(record: SiteRecord, { records, at }: Observation, site: Site): Step {
  if (records.kind === "unknown" || record.intent !== null) return { record, happenings: [] };
  const listed = records.value;
  const standing = standingOf(listed, record.baseline, site);
  const free = leftBy(record.steering, "records") === "automatic";
  if (free && record.baseline === null && standing.kind === "at")
    return adopted(record, listed, "the record sets as they stand are remembered", null);
  if (free && standing.kind === "edited")
    return adopted(
      record,
      listed,
      `somebody edited the record sets; remembered: ${standing.because}`,
      "records-edited",
    );
  const found = foundBefore(record, standing) ?? foundReleased(record, standing);
  if (found !== null) {
    const next = steered({ ...record, lastInSync: null, drift: null }, { ...found.steering, since: at });
    const text = `the record sets are ${found.steering.why}`;
    return { record: next, happenings: [observed(text, listed, found.tell)] };
  }
  const own = ownMove(record, standing);
  if (own !== null) {
    const where = `in the record sets, ${sayStand[own.to]}`;
    return stoodBy(record, own, { lever: "records", where, at, data: { recordSets: listed } });
  }
  const drift = driftOf(record, standing);
  const isNew = drift !== null && drift !== record.drift;
  return {
    record: { ...record, drift, givenUp: notMade(record, standing) },
    happenings: isNew ? [observed(drift, listed, "records-edited")] : [],
  };
}

interface Found {
  readonly steering: Steering;
  readonly tell: NoticeKind;
}

/** As they were steered before a change that was never seen INSYNC: Route 53 lost it after accepting it. */
function foundBefore({ steering, lastInSync }: SiteRecord, standing: Standing): Found | null {
  if (steering.lever !== "records" || lastInSync === null || standing.kind !== "at") return null;
  if (standing.position === steering.position || standing.position !== lastInSync.position) return null;
  const why = `found as they stood before, ${sayStand[standing.position]}: the change that followed was lost or undone`;
  return { steering: { ...lastInSync, why }, tell: "change-lost" };
}

function foundReleased({ steering }: SiteRecord, standing: Standing): Found | null {
  if (standing.kind !== "at" || standing.position !== "automatic") return null;
  if (leftBy(steering, "records") === "automatic") return null;
  const why = `found released, though they were steered to the ${steering.position === "primary" ? "primary" : "standby"}`;
  return { steering: { ...steering, position: "automatic", by: "route53", why }, tell: "records-edited" };
}

/** Record sets name no intent, but stand to the letter as the move that was given up would have them. */
function ownMove({ givenUp, steering }: SiteRecord, standing: Standing): GivenUp | null {
  if (!givenUp?.levers.includes("records") || standing.kind !== "at") return null;
  const isElsewhere = leftBy(steering, "records") === "automatic" && standing.position !== steering.position;
  return isElsewhere && standing.position === givenUp.to ? givenUp : null;
}

/** Seen free after a move was given up, the record sets were not changed by it: whoever changes them now is somebody else. */
function notMade({ givenUp }: SiteRecord, standing: Standing): GivenUp | null {
  if (givenUp === null || standing.kind !== "at" || standing.position !== "automatic") return givenUp;
  const levers = givenUp.levers.filter((lever) => lever !== "records");
  return levers.length === 0 ? null : { ...givenUp, levers };
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
  const { steering } = record;
  return standing.position === leftBy(steering, "records") || standing.position === steering.position
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
