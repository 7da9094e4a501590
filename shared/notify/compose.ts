import type { Decision } from "../model/decision.ts";
import type { Happening } from "../model/journal.ts";
import type { Notice, NoticeKind } from "../model/notice.ts";
import { looksDiverged, type Observation, type VisitorView, wasWrittenSince } from "../model/observation.ts";
import type { Incident, SiteRecord } from "../model/record.ts";
import type { Site } from "../model/site.ts";
import { after, type EpochMs, hours, sayTime } from "../model/time.ts";
import { runbookPlace } from "./runbook.ts";
import { noticeTexts } from "./texts.ts";
import { sayTimes } from "./times.ts";
import { bringBack } from "./ways.ts";

/** The same kind is told so often in one incident, and in one day, and then only journaled: nothing becomes a storm. */
const toldAtMost = 3;
const toldAtMostInDay = 12;
const day = hours(24);

/** Puts what a person should be told of into the outbox. */
export function tell(
  record: SiteRecord,
  happenings: readonly Happening[],
  context: {
    readonly site: Site;
    readonly observation: Observation;
    readonly decision: Decision;
    readonly now: EpochMs;
  },
): SiteRecord {
  const kinds = happenings.map((happening) => happening.tell);
  let telling = record;
  for (const { tell: kind, text } of happenings) {
    if (kind === null || storms(telling, kind, context.now) || overtaken(kind, kinds, context.decision))
      continue;
    const outbox = [...telling.outbox, compose(kind, text, telling, context)];
    const told = counted(telling, kind, context.now);
    telling = { ...telling, told, nextNotice: telling.nextNotice + 1, outbox };
  }
  return telling;
}

function compose(
  kind: NoticeKind,
  why: string,
  record: SiteRecord,
  { site, observation, decision, now }: Parameters<typeof tell>[2],
): Notice {
  const { headline, next, ways } = noticeTexts[kind];
  const incident = incidentOf(record, now);
  const isLeft = leavesBehind(kind, decision, record, incident);
  return {
    id: `${site.name}-${record.nextNotice}`,
    kind,
    site: site.name,
    incident: incident?.id ?? null,
    at: now,
    headline: `${site.name} ${headline}`,
    why,
    visitors: sayVisitors(observation.visitors),
    next: [next(site), isLeft ? notYet : "", sayStanding(record)].filter((text) => text !== "").join(" "),
    decided: decision.kind === "rest" || decision.kind === "note" ? "" : decision.reason,
    times: incident === null ? "" : sayTimes(incident),
    ways: isLeft ? [bringBack, ...ways] : ways,
    topicArn: site.notices.topicArn,
    runbook: runbookPlace(kind, site),
  };
}

/** Whether the primary lacks what was done on the standby: where that forbids the way back, and where visitors went all the same. */
function leavesBehind(
  kind: NoticeKind,
  decision: Decision,
  { replica: { comparison } }: SiteRecord,
  incident: Incident | null,
): boolean {
  if (incident === null || comparison === null) return false;
  if (kind === "back" || kind === "released") return wasWrittenSince(comparison, incident.openedAt);
  const isForbidden =
    decision.kind === "refuse" && decision.refusedBy.some(({ rule }) => rule === "no-divergence");
  return isForbidden && looksDiverged(comparison, incident.openedAt);
}
const notYet = "The primary lacks what was done on the standby.";

/** The one that stands, or that ended in this very step: its last message belongs to the same thread. */
const incidentOf = ({ incident, lastIncident }: SiteRecord, now: EpochMs): Incident | null =>
  incident ?? (lastIncident?.since === now ? lastIncident : null);

/** One sentence on what a visitor of each name gets now. */
export function sayVisitors(views: readonly VisitorView[]): string {
  const said = views.map(({ name, served }) => {
    if (served.kind === "unknown") return `${name}: not known (${served.because})`;
    const { by } = served.value;
    const who = by === "unmarked" ? "an unknown server" : by === "primary" ? "the primary" : "the standby";
    return served.value.kind === "served"
      ? `${name}: served by ${who} (${served.value.status}, ${served.value.latencyMs} ms)`
      : `${name}: an error from ${who} (${served.value.because})`;
  });
  return said.join("; ");
}

/** A person's word that stands, and so bears on what comes next. */
function sayStanding({ order, freeze }: SiteRecord): string {
  const until = (at: EpochMs | null): string => (at === null ? "until it is lifted" : `until ${sayTime(at)}`);
  const parts = [
    order === null ? "" : `${order.who.name}'s ${order.kind} stands ${until(order.until)}.`,
    freeze === null ? "" : `The site is frozen ${until(freeze.until)}: the controller moves nothing.`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** What the same run saw, or makes, go further needs no message of its own. */
function overtaken(kind: NoticeKind, kinds: readonly (NoticeKind | null)[], decision: Decision): boolean {
  if (kind === "released") return kinds.includes("back");
  if (kind === "primary-looks-down") return kinds.includes("failed-over");
  return kind === "ready-to-return" && decision.kind === "steer" && decision.to === "automatic";
}

/** Kinds that answer a person's own act: there are never more of them than people ask for. */
const asked: ReadonlySet<NoticeKind> = new Set([
  "moved",
  "order-placed",
  "order-ended",
  "frozen",
  "unfrozen",
  "armed",
  "in-shadow",
  "waiting-for-second-person",
]);

/** Told as often as it may be: in this incident, or since the one before it, and however many incidents, in this day. */
function storms(record: SiteRecord, kind: NoticeKind, now: EpochMs): boolean {
  const times = lately(record.told[kind] ?? [], now);
  const incident = incidentOf(record, now);
  const endedAt = record.lastIncident?.since ?? 0;
  const here = times.filter((at) => (incident === null ? at > endedAt : at >= incident.openedAt));
  return !asked.has(kind) && (here.length >= toldAtMost || times.length >= toldAtMostInDay);
}

function counted({ told }: SiteRecord, kind: NoticeKind, now: EpochMs): SiteRecord["told"] {
  const kept: SiteRecord["told"] = Object.fromEntries(
    Object.entries(told).map(([each, times]) => [each, lately(times, now)]),
  );
  return { ...kept, [kind]: [...(kept[kind] ?? []), now].slice(-toldAtMostInDay) };
}

const lately = (times: readonly EpochMs[], now: EpochMs): readonly EpochMs[] =>
  times.filter((at) => after(at, day) > now);
