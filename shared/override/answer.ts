import { consider } from "../consider.ts";
import type { JournalEntry } from "../model/journal.ts";
import { noEvidence } from "../model/observation.ts";
import { defaultDeploySpan, defaultOrderSpan, type OrderRequest, type Requester } from "../model/order.ts";
import { reasonOf } from "../model/reason.ts";
import type { Site } from "../model/site.ts";
import { after, type DurationMs } from "../model/time.ts";
import { observe } from "../observe/observe.ts";
import { type Ports, type Report, reconcile } from "../reconcile.ts";
import { lastDrill } from "../record/lastDrill.ts";
import { peek, readJournal } from "../record/store.ts";
import {
  type Answered,
  type Issue,
  type OverrideAnswer,
  type OverrideRequest,
  parseRequest,
  readingActions,
} from "./contract.ts";
import { issuesInContext } from "./issuesInContext.ts";
import { statusOf } from "./status.ts";
import { attempts, firstLever, staysBehind, writesMade, writesPlanned } from "./writes.ts";

/**
 * The on-call's way in: the contract's request and answer. Orders go through the same loop as everything else; reading
 * and dry runs think the same thoughts and write nothing. `caller`: who AWS says is asking; null where it doesn't.
 * Never throws.
 */
export async function answerOverride(
  ports: Ports,
  sites: readonly Site[],
  input: unknown,
  caller: Requester | null,
): Promise<OverrideAnswer> {
  const parsed = parseRequest(input);
  if (parsed.kind === "invalid") return invalidRequest(parsed.issues);
  const { request } = parsed;
  const site = sites.find(({ name }) => name === request.site);
  const issues = issuesInContext(request, site, sites, caller);
  if (site === undefined || issues.length > 0) return invalidRequest(issues);
  try {
    if (request.action === "history") return await history(ports, site, request, sites);
    if (readingActions.has(request.action)) return await preview(ports, site, null, sites);
    const order = orderRequest(request, caller, ports);
    return request.dryRun
      ? await preview(ports, site, order, sites)
      : await carryOut(ports, site, order, sites);
  } catch (error) {
    const message = `The run broke off: ${reasonOf(error)}. What it may have changed by then is in the journal; ask for "status" before you ask again.`;
    return { ok: false, error: { code: "Unavailable", message } };
  }
}

async function carryOut(
  ports: Ports,
  site: Site,
  order: OrderRequest,
  sites: readonly Site[],
): Promise<OverrideAnswer> {
  const report = await reconcile(ports, site, { ...noEvidence, request: order });
  if (report === null) throw new Error("a person's request was taken for old news");
  const { record, observation, decision, acted, plan, repeated } = report;
  return {
    ok: repeated?.ok ?? succeeded(report),
    site: site.name,
    position: record.steering.position,
    lever: record.steering.lever,
    decision: {
      kind: decision.kind,
      reason: repeated === null ? decision.reason : "this request was answered before",
    },
    refusedBy: decision.kind === "refuse" && repeated === null ? decision.refusedBy : [],
    outcome: acted?.outcome ?? null,
    tried: attempts(acted),
    changes: writesMade(plan, acted),
    staysBehind: staysBehind(record, site, record.steering.position, record.steering.lever),
    journal: repeated?.journal ?? report.journal,
    status: statusOf(record, observation, site, await lastDrill(ports, sites, record)),
  };
}

/** Refused, undone or not known to be done is not a success; accepted and not yet INSYNC is under way. */
function succeeded({ decision, acted }: Report): boolean {
  if (decision.kind === "refuse" || decision.kind === "holdStill") return false;
  const outcome = acted?.outcome ?? null;
  return outcome === null || outcome.kind === "done" || outcome.kind === "pending";
}

/** What would be decided and written, without a trace. */
async function preview(
  ports: Ports,
  site: Site,
  order: OrderRequest | null,
  sites: readonly Site[],
): Promise<Answered> {
  const { record } = await peek(ports.store, site, ports.clock.now());
  const [observation, drill] = await Promise.all([
    observe(ports.observe, site, record, { ...noEvidence, request: order }),
    lastDrill(ports, sites, record),
  ]);
  const { decision, plan } = consider(record, observation, site, {
    now: ports.clock.now(),
    token: ports.token(),
  });
  const to = decision.kind === "steer" ? decision.to : record.steering.position;
  return {
    ok: decision.kind !== "refuse",
    site: site.name,
    position: record.steering.position,
    lever: record.steering.lever,
    decision: { kind: decision.kind, reason: decision.reason },
    refusedBy: decision.kind === "refuse" ? decision.refusedBy : [],
    outcome: null,
    tried: [],
    changes: writesPlanned(decision.kind === "steer" ? plan : null, to),
    staysBehind: staysBehind(record, site, to, firstLever(plan) ?? record.steering.lever),
    journal: noEntries(record.journal.next),
    status: statusOf(record, observation, site, drill),
  };
}

/** The last entries, or the last before one, newest last; of one incident where it is named. */
async function history(
  ports: Ports,
  site: Site,
  { limit, incident, before = Number.POSITIVE_INFINITY }: OverrideRequest,
  sites: readonly Site[],
): Promise<OverrideAnswer> {
  const held = await peek(ports.store, site, ports.clock.now());
  const next = Math.min(before, held.record.journal.next);
  const from = incident === undefined ? Math.max(1, next - limit) : 1;
  const chosen: JournalEntry[] = [];
  for await (const entry of readJournal(ports.store, site.name, from)) {
    // The last may not be in the record yet.
    if (entry.seq >= before) break;
    if (incident === undefined || entry.incident === incident) chosen.push(entry);
  }
  const answer = await preview(ports, site, null, sites);
  return { ...answer, history: chosen.slice(-limit) };
}

function orderRequest(request: OverrideRequest, caller: Requester | null, ports: Ports): OrderRequest {
  const { action, reason, requestedBy, overrideRules, lever } = request;
  if (action === "status" || action === "plan" || action === "history")
    throw new Error(`${action} is no order`);
  const span = request.for ?? defaultSpan(action);
  const id = request.requestId ?? ports.token();
  return {
    id,
    action,
    who: caller ?? { name: requestedBy ?? "", proof: "claimed" },
    via: request.via ?? (caller === null ? "invoke" : "url"),
    why: reason ?? "",
    until: span === null ? null : after(ports.clock.now(), span),
    lever: lever ?? null,
    overrideRules,
    lease: request.lease ?? (action === "deploy-begin" ? id : null),
    drill: request.drill ?? null,
  };
}

function defaultSpan(action: OrderRequest["action"]): DurationMs | null {
  if (action === "deploy-begin") return defaultDeploySpan;
  return action === "force" ? null : defaultOrderSpan;
}

const noEntries = (next: number): { from: number; to: number } => ({ from: next, to: next - 1 });
const invalidRequest = (issues: readonly Issue[]): OverrideAnswer => ({
  ok: false,
  error: { code: "InvalidRequest", issues },
});
