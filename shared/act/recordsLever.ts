import type { MoveBy } from "../model/move.ts";
import type { Outcome } from "../model/outcome.ts";
import { reasonOf } from "../model/reason.ts";
import type { Intent } from "../model/record.ts";
import type { RecordSet } from "../model/recordSet.ts";
import { sameSets } from "../model/sameSets.ts";
import type { Site } from "../model/site.ts";
import { after, type EpochMs, seconds } from "../model/time.ts";
import type { Lever } from "./lever.ts";
import type { RecordsLeverPorts } from "./ports.ts";

/** A Lambda run has 120 s; what is not INSYNC by then the next run reads on. */
const inSyncWithin = seconds(75);
const pollEvery = seconds(2);
const triesAtMost = 2;
/** "Generally within 60 seconds" (aws-facts 1): how long a change that can't be followed is left to be published. */
const publishedWithin = seconds(60);
/** No batch is sent so late that it could land after the intent's lease. */
const leaseMargin = seconds(30);

/** Steering by Route 53's record sets: one compare-and-swap batch, through the control plane in us-east-1. */
export const recordsLever = (ports: RecordsLeverPorts): Lever<"records"> => ({
  name: "records",
  act: (move, intent, site) => act(ports, { ...move, ...intent }, site),
});

/** What is to be done, and the batch that does it. */
type Intended = Intent & MoveBy<"records">;

async function act(ports: RecordsLeverPorts, intent: Intended, site: Site): Promise<Outcome> {
  if (after(ports.clock.now(), leaseMargin) > intent.leaseUntil)
    return { kind: "failed", because: "this run came too late to act: its lease is about to end" };
  const stands = await readBack(ports, intent, site);
  // Followed to its end, and not sent again: whether it may still be made is to be decided anew.
  if (intent.changeId !== null && stands.kind === "after")
    return settle(ports, intent, site, intent.changeId, triesAtMost);
  if (intent.changeId !== null && stands.kind === "before")
    return { kind: "failed", because: `Route 53 lost ${intent.changeId} after accepting it` };
  if (stands.kind !== "before") return outcomeWithoutChange(await oncePublished(stands, ports, intent, site));
  return change(ports, intent, site, 1);
}

async function change(
  ports: RecordsLeverPorts,
  intent: Intended,
  site: Site,
  tries: number,
): Promise<Outcome> {
  const answer = await ports.recordSets.change(site.hostedZone.id, intent.changes, `failover ${intent.id}`);
  switch (answer.kind) {
    case "accepted":
      return settle(ports, intent, site, answer.changeId, tries);
    case "conflict":
      // The SDK may have sent the batch twice, and the second one failed on our own first: what is listed tells.
      return outcomeAfterDoubt(
        await readDoubtful(ports, intent, site),
        answer.messages.join("; "),
        "lostRace",
      );
    case "failed":
      return outcomeAfterDoubt(await readDoubtful(ports, intent, site), answer.because, "failed");
  }
}

async function readDoubtful(ports: RecordsLeverPorts, intent: Intended, site: Site): Promise<Stands> {
  return oncePublished(await readBack(ports, intent, site), ports, intent, site);
}

/** What is listed may be PENDING yet, and a change whose answer got lost has no id by which to ask for it. */
async function oncePublished(
  stands: Stands,
  ports: RecordsLeverPorts,
  intent: Intended,
  site: Site,
): Promise<Stands> {
  if (stands.kind !== "after") return stands;
  await ports.clock.sleep(publishedWithin);
  return readBack(ports, intent, site);
}

/** GetChange until INSYNC. A stranded change (NoSuchChange) is sent once more if nothing of it is listed. */
async function settle(
  ports: RecordsLeverPorts,
  intent: Intended,
  site: Site,
  changeId: string,
  tries: number,
): Promise<Outcome> {
  const synced = await waitForSync(ports, changeId, after(ports.clock.now(), inSyncWithin));
  if (synced.kind === "timeUp")
    return { kind: "pending", changeId, because: `Route 53 accepted ${changeId}; ${synced.because}` };
  const stands = await readBack(ports, intent, site);
  if (synced.kind === "lost" && stands.kind === "before" && tries < triesAtMost && inTime(ports, intent))
    return change(ports, intent, site, tries + 1);
  if (stands.kind === "after")
    return { kind: "done", how: synced.kind === "INSYNC" ? "changed" : "alreadySo", changeId };
  const said =
    synced.kind === "lost" ? `Route 53 lost ${changeId} after accepting it` : `${changeId} is INSYNC`;
  return outcomeAfterDoubt(stands, said, "failed");
}

const inTime = (ports: RecordsLeverPorts, intent: Intended): boolean =>
  after(ports.clock.now(), leaseMargin) <= intent.leaseUntil;

type Synced = { readonly kind: "INSYNC" | "lost" } | { readonly kind: "timeUp"; readonly because: string };

/** A status that can't be read is asked for again, until time is up; then what kept it from being read is said. */
async function waitForSync(
  { clock, recordSets }: RecordsLeverPorts,
  changeId: string,
  until: EpochMs,
): Promise<Synced> {
  let because = "it is not INSYNC yet";
  while (clock.now() < until) {
    try {
      const status = await recordSets.changeStatus(changeId);
      if (status !== "PENDING") return { kind: status };
    } catch (error) {
      because = `whether it is INSYNC can't be read: ${reasonOf(error)}`;
    }
    await clock.sleep(pollEvery);
  }
  return { kind: "timeUp", because };
}

type Stands =
  | { readonly kind: "before" | "after" }
  | { readonly kind: "else"; readonly listed: readonly RecordSet[] }
  | { readonly kind: "unknown"; readonly because: string };

async function readBack({ recordSets }: RecordsLeverPorts, intent: Intended, site: Site): Promise<Stands> {
  try {
    const listed = await recordSets.list(site.hostedZone.id, site.names);
    if (sameSets(listed, intent.after)) return { kind: "after" };
    return sameSets(listed, intent.before) ? { kind: "before" } : { kind: "else", listed };
  } catch (error) {
    return { kind: "unknown", because: reasonOf(error) };
  }
}

function outcomeWithoutChange(stands: Stands): Outcome {
  return outcomeAfterDoubt(stands, "the record sets are not as they were when this was planned", "lostRace");
}

/** After an answer that leaves room for doubt, what is listed decides. */
function outcomeAfterDoubt(stands: Stands, because: string, otherwise: "lostRace" | "failed"): Outcome {
  switch (stands.kind) {
    case "after":
      return { kind: "done", how: "alreadySo", changeId: null };
    case "before":
      return { kind: otherwise, because };
    case "else":
      return { kind: "lostRace", because: `${because}; the record sets now stand otherwise` };
    case "unknown":
      return { kind: "unknown", because: `${because}; reading back: ${stands.because}` };
  }
}
