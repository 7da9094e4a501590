import * as v from "valibot";
import type { Decision } from "../model/decision.ts";
import type { JournalEntry } from "../model/journal.ts";
import type { Change } from "../model/move.ts";
import { type LeverName, type Position, type Refusal, ruleNames } from "../model/order.ts";
import type { Outcome } from "../model/outcome.ts";
import { type DurationMs, hours, parseDuration } from "../model/time.ts";
import { drillResult } from "./drillResult.ts";
import type { SiteStatus } from "./status.ts";

/** What one may ask of a site. The first three read; all others change something, and need a reason. */
export const actions = [
  "status",
  "plan",
  "history",
  "force",
  "hold",
  "release",
  "freeze",
  "unfreeze",
  "ack",
  "arm",
  "disarm",
  "deploy-begin",
  "deploy-end",
  "drill-end",
] as const;
export type Action = (typeof actions)[number];
export const readingActions: ReadonlySet<Action> = new Set(["status", "plan", "history"]);

const reasonAtMost = 1000;
const longestOrder = hours(24 * 30);

const text = (atMost: number) =>
  v.pipe(
    v.string("must be a text"),
    v.trim(),
    v.minLength(1, "must not be empty"),
    v.maxLength(atMost, `must have at most ${atMost} characters`),
  );

const duration = v.pipe(
  v.string('must be a text such as "2h", "90m" or "PT2H"'),
  v.rawTransform<string, DurationMs>(({ dataset, addIssue, NEVER }) => {
    const span = dataset.value.length > 40 ? null : parseDuration(dataset.value);
    if (span !== null && span <= longestOrder) return span;
    addIssue({ message: 'must be a duration such as "2h", "90m" or "PT2H", of at most 30 days' });
    return NEVER;
  }),
);

export const requestSchema = v.object({
  action: v.picklist(actions, `must be one of ${actions.join(", ")}`),
  site: text(253),
  reason: v.optional(text(reasonAtMost)),
  requestedBy: v.optional(text(200)),
  via: v.optional(text(40)),
  for: v.optional(duration),
  lever: v.optional(v.picklist(["switch", "records"], "must be switch or records")),
  overrideRules: v.optional(
    v.pipe(
      v.array(
        v.picklist(ruleNames, `must be one of ${ruleNames.join(", ")}`),
        "must be a list of rule names",
      ),
      v.maxLength(ruleNames.length, "names more rules than there are"),
    ),
    [],
  ),
  dryRun: v.optional(v.boolean("must be true or false"), false),
  requestId: v.optional(text(300)),
  lease: v.optional(text(200)),
  drill: v.optional(drillResult),
  incident: v.optional(text(300)),
  before: v.optional(
    v.pipe(
      v.number("must be a number"),
      v.integer("must be a whole number"),
      v.minValue(1, "must be at least 1"),
    ),
  ),
  limit: v.optional(
    v.pipe(
      v.number("must be a number"),
      v.integer("must be a whole number"),
      v.minValue(1, "must be at least 1"),
      v.maxValue(1000, "must be at most 1000"),
    ),
    50,
  ),
});
export type OverrideRequest = v.InferOutput<typeof requestSchema>;

export interface Issue {
  readonly path: string;
  readonly message: string;
}

/** A refusal is an answer with `ok: false`, not an error. */
export type OverrideAnswer = Answered | { readonly ok: false; readonly error: OverrideError };

export interface Answered {
  readonly ok: boolean;
  readonly site: string;
  readonly position: Position;
  readonly lever: LeverName;
  readonly decision: Pick<Decision, "kind" | "reason">;
  readonly refusedBy: readonly Refusal[];
  /** What became of the act; null: no lever was pulled. */
  readonly outcome: Outcome | null;
  /** What each lever that was pulled came to, in turn; the last one's is `outcome`. */
  readonly tried: readonly { readonly lever: LeverName; readonly outcome: Outcome }[];
  /** The exact writes, made or (on a dry run and `plan`) only planned: record sets or the switch's objects. */
  readonly changes: readonly Change[];
  /** "www.example.com AAAA": visitors who stay on the primary, as the switch can't move them; lever records does. */
  readonly staysBehind: readonly string[];
  readonly journal: { readonly from: number; readonly to: number };
  readonly status: SiteStatus;
  readonly history?: readonly JournalEntry[];
}

export type OverrideError =
  | { readonly code: "InvalidRequest"; readonly issues: readonly Issue[] }
  | { readonly code: "Unavailable"; readonly message: string };

export type ParsedRequest =
  | { readonly kind: "valid"; readonly request: OverrideRequest }
  | { readonly kind: "invalid"; readonly issues: readonly Issue[] };

/** Checks whatever came in, all of it at once; nothing of a hostile input gets any further than here. */
export function parseRequest(input: unknown): ParsedRequest {
  if (typeof input !== "object" || input === null || Array.isArray(input))
    return invalid([{ path: "", message: "must be a JSON object" }]);
  const strangers = Object.keys(input).filter((key) => !Object.hasOwn(requestSchema.entries, key));
  const issues = strangers.map((key) => ({
    path: key.slice(0, 100),
    message: "is not a field of a request",
  }));
  const parsed = v.safeParse(requestSchema, { ...input });
  if (!parsed.success)
    issues.push(
      ...parsed.issues.map((issue) => ({ path: v.getDotPath(issue) ?? "", message: sayIssue(issue) })),
    );
  return parsed.success && issues.length === 0 ? { kind: "valid", request: parsed.output } : invalid(issues);
}

/** A missing required field is reported by valibot in its own words; ours say what to do. */
function sayIssue(issue: v.BaseIssue<unknown>): string {
  return issue.message.startsWith("Invalid key") ? "is required" : issue.message;
}

const invalid = (issues: readonly Issue[]): ParsedRequest => ({ kind: "invalid", issues });
