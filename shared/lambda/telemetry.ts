import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { Decision } from "../model/decision.ts";
import type { OverrideAnswer } from "../override/contract.ts";
import type { Report } from "../reconcile.ts";
import { unknownsIn } from "./unknowns.ts";

/** Structured JSON, one object a line; service, level and namespace come from POWERTOOLS_* in serverless.yml. */
export const logger = new Logger();
/** In EMF: CloudWatch makes metrics of log lines, so that no call for them can fail or take time. */
export const metrics = new Metrics();

/** A run of the loop, as a line to read and as numbers to count. */
export function reportRun({ site, decision, record, observation }: Report, durationMs: number): void {
  const unknowns = unknownsIn(observation);
  const incident = record.incident?.id ?? null;
  logger.info(decision.reason, { site, incident, decision: decision.kind, durationMs, unknowns });
  countDecision(site, decision.kind);
  metrics.addMetric("LoopDurationMs", MetricUnit.Milliseconds, durationMs);
  metrics.addMetric("Unknowns", MetricUnit.Count, unknowns.length);
}

/** An answer to a person. It counts as a decision when it left a trace in the journal: plans and questions don't. */
export function reportAnswer(answer: OverrideAnswer): void {
  if ("error" in answer) {
    logger.warn("Not answered", { error: answer.error });
    return;
  }
  const { site, decision, journal, ok } = answer;
  logger.info(decision.reason, { site, decision: decision.kind, ok, journal });
  if (journal.to >= journal.from) countDecision(site, decision.kind);
}

/** The kind is a dimension, the site is not: each value of one is a metric to pay for. */
function countDecision(site: string, kind: Decision["kind"]): void {
  const line = metrics.singleMetric();
  line.addDimension("decision", kind);
  line.addMetadata("site", site);
  line.addMetric("Decisions", MetricUnit.Count, 1);
}

export function countNotice(): void {
  metrics.addMetric("NoticesSent", MetricUnit.Count, 1);
}
