import type { Decision } from "../model/decision.ts";
import type { Happening } from "../model/journal.ts";
import type { Notice, NoticeKind } from "../model/notice.ts";
import type { Observation, VisitorView } from "../model/observation.ts";
import type { SiteRecord } from "../model/record.ts";
import type { Site } from "../model/site.ts";
import { type EpochMs, isoTime } from "../model/time.ts";
import { noticeTexts } from "./texts.ts";

/** The same kind is told so often in one incident, and then only journaled: no incident becomes a storm. */
export const toldAtMost = 3;

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
    if (kind === null || storms(telling, kind) || overtaken(kind, kinds)) continue;
    const outbox = [...telling.outbox, compose(kind, text, telling, context)];
    telling = { ...telling, incident: counted(telling, kind), nextNotice: telling.nextNotice + 1, outbox };
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
  return {
    id: `${site.name}-${record.nextNotice}`,
    kind,
    site: site.name,
    incident: record.incident?.id ?? null,
    at: now,
    headline: `${site.name} ${headline}`,
    why,
    visitors: sayVisitors(observation.visitors),
    next: [next(site), sayStanding(record, decision)].filter((text) => text !== "").join(" "),
    ways,
    topicArn: site.notices.topicArn,
    runbook: site.notices.runbook,
  };
}

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

/** What stands in the way of, or follows from, what happened: the order, the freeze, the decision of this run. */
function sayStanding({ order, freeze }: SiteRecord, decision: Decision): string {
  const until = (at: EpochMs | null): string => (at === null ? "until it is lifted" : `until ${isoTime(at)}`);
  const parts = [
    order === null ? "" : `${order.who.name}'s ${order.kind} stands ${until(order.until)}.`,
    freeze === null ? "" : `The site is frozen ${until(freeze.until)}: the controller moves nothing.`,
    decision.kind === "rest" || decision.kind === "note" ? "" : `Decided: ${decision.reason}.`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** What the same run saw go further needs no message of its own. */
const overtaken = (kind: NoticeKind, kinds: readonly (NoticeKind | null)[]): boolean =>
  (kind === "released" && kinds.includes("back")) ||
  (kind === "primary-looks-down" && kinds.includes("failed-over"));

const storms = ({ incident }: SiteRecord, kind: NoticeKind): boolean =>
  (incident?.told[kind] ?? 0) >= toldAtMost;

function counted({ incident }: SiteRecord, kind: NoticeKind): SiteRecord["incident"] {
  if (incident === null) return null;
  return { ...incident, told: { ...incident.told, [kind]: (incident.told[kind] ?? 0) + 1 } };
}
