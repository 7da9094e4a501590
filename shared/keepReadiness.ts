import type { Notice } from "./model/notice.ts";
import type { Site } from "./model/site.ts";
import { hours } from "./model/time.ts";
import type { OverrideAddress } from "./notify/commands.ts";
import { messageOf } from "./notify/message.ts";
import type { Publisher } from "./notify/ports.ts";
import { runbookPlace } from "./notify/runbook.ts";
import type { Readiness } from "./readiness/checkSite.ts";
import {
  afterTelling,
  type Change,
  changeToTell,
  type KeptReadiness,
  keptFrom,
  saysTheSame,
} from "./readiness/kept.ts";
import { checks } from "./readiness/table.ts";
import type { ObjectStore } from "./record/ports.ts";

export interface KeepPorts {
  readonly store: Pick<ObjectStore, "get" | "replace" | "create">;
  readonly publisher: Publisher;
  readonly override: OverrideAddress;
}

export const readinessKey = (site: string): string => `sites/${site}/readiness.json`;

/** What nothing changed in is still written once an hour, so that its age says that somebody looks. */
const rewrittenEvery = hours(1);

/**
 * Keeps the result beside the record, and tells people once of findings that appeared or went. First it is written,
 * then told, then written that it was told: a run that dies between tells it twice, by the same id, and never not at all.
 */
export async function keepReadiness(
  ports: KeepPorts,
  site: Site,
  readiness: Readiness,
): Promise<KeptReadiness> {
  const key = readinessKey(site.name);
  const stored = await ports.store.get(key);
  const before = stored === null ? null : (JSON.parse(stored.body) as KeptReadiness);
  const kept = keptFrom(readiness, before);
  const change = changeToTell(kept);
  const isOld = before === null || kept.at - before.at >= rewrittenEvery;
  if (before !== null && !isOld && change === null && saysTheSame(before, kept)) return before;
  const etag = await write(ports.store, kept, stored?.etag ?? null);
  // Somebody else's run was faster, and tells what there is to tell.
  if (etag === null || change === null) return kept;
  await ports.publisher.publish(messageOf(noticeOf(site, kept, change), ports.override));
  const told = afterTelling(kept, change);
  await write(ports.store, told, etag);
  return told;
}

/** The new version's ETag; null: another run wrote first. */
async function write(
  store: KeepPorts["store"],
  kept: KeptReadiness,
  etag: string | null,
): Promise<string | null> {
  const body = JSON.stringify(kept);
  const key = readinessKey(kept.site);
  const answer = etag === null ? await store.create(key, body) : await store.replace(key, body, etag);
  return answer.kind === "written" ? answer.etag : null;
}

function noticeOf(site: Site, kept: KeptReadiness, { appeared, gone }: Change): Notice {
  const open = kept.findings.length;
  const kind = open === 0 ? "ready-again" : "not-ready";
  return {
    id: `${site.name}/readiness/${kept.nextNotice}`,
    kind,
    site: site.name,
    incident: null,
    at: kept.at,
    headline:
      open === 0 ? `${site.name} READY to fail over again` : `${site.name} NOT READY to fail over: ${open}`,
    why: [...appeared.map((id) => sayFinding(kept, id)), ...gone.map((id) => `${id} is well again`)].join(
      "; ",
    ),
    visitors: appeared.length === 0 ? "the same" : `the same now; in an outage: ${visitorsOf(appeared)}`,
    next: `npx failover check ${site.name} says what to do about each`,
    decided: "",
    times: "",
    ways: [{ say: "See how it stands", action: "status" }],
    topicArn: site.notices.topicArn,
    runbook: runbookPlace(kind, site),
  };
}

const sayFinding = ({ findings }: KeptReadiness, id: string): string =>
  `${id}: ${findings.find((finding) => finding.id === id)?.facts.join(", ") ?? ""}`;

/** What the worst of them, the first in the table's order of severity, would do. */
function visitorsOf(ids: readonly string[]): string {
  const found = checks.filter(({ id }) => ids.includes(id));
  const worst = found.find(({ severity }) => severity === "blocks") ?? found[0];
  return worst?.visitor ?? "";
}
