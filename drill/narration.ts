import type { JournalKind } from "../shared/model/journal.ts";
import type { OverrideAnswer } from "../shared/override/contract.ts";
import type { SiteStatus } from "../shared/override/status.ts";
import type { Outcome } from "./aws/lambda.ts";
import type { Lane } from "./log.ts";
import type { Fare } from "./visitors.ts";

/** Where a journal entry stands in the timeline; what was told is seen where it is published. */
export const laneOf: Readonly<Record<JournalKind, Lane | null>> = {
  observed: "seen",
  ordered: "decided",
  refused: "decided",
  decided: "decided",
  intended: "decided",
  acted: "done",
  abandoned: "done",
  told: null,
};

/** "anna orders hold for 20m: the DNS team works on the zone" */
export function sayOrder(by: string, input: Readonly<Record<string, unknown>>): string {
  const { action, for: lasts, overrideRules, reason } = input;
  const span = lasts === undefined ? "" : ` for ${lasts}`;
  const rules = Array.isArray(overrideRules) ? `, overriding ${overrideRules.join(", ")}` : "";
  return `${by} orders ${action}${span}${rules}: ${reason}`;
}

/** What a person gets for an order. */
export function sayOutcome(outcome: Outcome): string {
  if (outcome.kind === "died") return "nothing, the run died";
  if (outcome.kind === "failed")
    return `nothing, ${outcome.error instanceof Error ? outcome.error.message : "it failed"}`;
  const { answer } = outcome;
  if (!isOverrideAnswer(answer)) return "nothing that is an answer";
  if ("error" in answer) return `${answer.error.code}: ${JSON.stringify(answer.error)}`;
  if (answer.ok)
    return `yes; the steering stands at ${answer.position}${sayHeartbeat(answer.status.replica)}`;
  const refused = answer.refusedBy.map(({ rule }) => rule).join(", ");
  return `no, ${refused === "" ? answer.decision.reason : `refused by ${refused}`}`;
}

/** Where the site has one. */
function sayHeartbeat({ restsOn, suspicions }: Replica): string {
  const used = restsOn.flatMap(({ kind, says }) => (kind === "heartbeat" ? [says] : []));
  const late = suspicions.filter((says) => says.startsWith("heartbeat"));
  return [...used, ...late].map((says) => `; ${says}`).join("");
}

type Replica = SiteStatus["replica"];

const isOverrideAnswer = (answer: unknown): answer is OverrideAnswer =>
  typeof answer === "object" && answer !== null && "ok" in answer;

/** How visitors fare, in words that only change when it matters. */
export function sayFare({ shares, sides }: Fare): string {
  const from =
    sides.secondary === 0
      ? "the primary"
      : sides.primary === 0
        ? "the standby"
        : "the primary and the standby";
  if (shares.right === 1) return `all get the site, from ${from}`;
  if (shares.failed === 1) return `all fail, on ${from}`;
  if (shares.stale === 1) return `all get an old release, from ${from}`;
  const parts = [
    shares.right > 0 ? `${inTenths(shares.right)} get the site` : null,
    shares.stale > 0 ? `${inTenths(shares.stale)} an old release` : null,
    shares.failed > 0 ? `${inTenths(shares.failed)} fail` : null,
  ];
  return `${parts.filter((part) => part !== null).join(", ")} (sent to ${from})`;
}

const inTenths = (share: number): string => (share <= 0.33 ? "some" : share < 0.67 ? "half" : "most");
