import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import middy, { type MiddlewareObj } from "@middy/core";
import type { Context } from "aws-lambda";
import * as v from "valibot";
import { logger, metrics } from "./telemetry.ts";

type EventSchema = v.GenericSchema<unknown, unknown>;

/** A Lambda handler, as Lambda calls it. */
export type Handler<Answer> = (event: unknown, context: Context) => Promise<Answer>;

/**
 * What every function is wrapped in: the invocation's id in each log line, metrics sent whatever happens, errors logged
 * with their cause, and the event checked before `run` sees it. An event that doesn't fit fails the invocation: Lambda
 * tries it again and then puts it in the dead-letter queue, which raises an alarm, so that a person sees it.
 */
export function wake<Schema extends EventSchema, Answer>(
  schema: Schema,
  run: (event: v.InferOutput<Schema>, context: Context) => Promise<Answer>,
): Handler<Answer> {
  return middy({ timeoutEarlyInMillis: 1000, timeoutEarlyResponse: outOfTime })
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(metricsSent())
    .use(errorsLogged())
    .handler<unknown, Answer>((event, context) => run(checked(schema, event), context));
}

/** As Powertools' own `logMetrics`, which warns of every invocation that had nothing to count. */
function metricsSent(): MiddlewareObj {
  const send = () => {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  };
  return {
    before: ({ context }) => metrics.captureColdStartMetric(context.functionName),
    after: send,
    onError: send,
  };
}

function errorsLogged(): MiddlewareObj {
  return {
    onError: ({ error }) => logger.error("The function failed", error ?? new Error("without an error")),
  };
}

function checked<Schema extends EventSchema>(schema: Schema, event: unknown): v.InferOutput<Schema> {
  const read = v.safeParse(schema, event);
  if (read.success) return read.output;
  throw new MalformedEvent(read.issues, event);
}

/** Carries the start of the event, since nothing else will tell what came. */
class MalformedEvent extends Error {
  override readonly name = "MalformedEvent";

  constructor(issues: readonly v.BaseIssue<unknown>[], event: unknown) {
    const faults = issues.map((issue) => `${v.getDotPath(issue) ?? "the event"}: ${issue.message}`);
    const start = JSON.stringify(event)?.slice(0, 2000) ?? String(event);
    super(`Not an event this function understands. ${faults.join("; ")}. It starts: ${start}`);
  }
}

/** A second before Lambda would kill the run: the logs and metrics still get out, and the record tells the next run the rest. */
function outOfTime(): never {
  throw new Error("Out of time: the next run resumes from the record");
}
