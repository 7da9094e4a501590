import type { Observation, SideHealth } from "../model/observation.ts";
import type { RuleName } from "../model/order.ts";
import type { SiteRecord } from "../model/record.ts";
import type { SideName, Site } from "../model/site.ts";
import { between, type DurationMs, type EpochMs } from "../model/time.ts";
import { type SteeringStanding, steeringStands } from "./standing.ts";

/** What the observation means, in the few words that the decision is made of. */
export interface Situation {
  readonly now: EpochMs;
  readonly primary: Health;
  readonly secondary: Health;
  /** Where visitors are sent, over all names. `split`: names or answers differ; `unknown`: nobody marked an answer. */
  readonly traffic: "primary" | "secondary" | "split" | "unknown";
  /** What Route 53's own health check was last said to be, by the newest alarm. */
  readonly route53: "healthy" | "unhealthy" | "unknown";
  /** Since when the primary has been up without a gap; null while it isn't. */
  readonly primaryUpFor: DurationMs | null;
  readonly fitness: Fitness;
  /** What both sides fail of, in the same way: then moving would not help. null: they don't. */
  readonly commonFault: string | null;
  readonly standing: SteeringStanding;
}

export interface Health {
  readonly kind: "up" | "down" | "unknown";
  readonly because: string;
}

/** Whether the secondary may get visitors; `rule` is the safety rule that says no. */
export type Fitness =
  | { readonly kind: "fit"; readonly because: string }
  | { readonly kind: "unfit"; readonly rule: RuleName; readonly because: string }
  | { readonly kind: "unknown"; readonly rule: RuleName; readonly because: string };

export function assess(record: SiteRecord, observation: Observation, site: Site, now: EpochMs): Situation {
  const route53 = healthByAlarms(record, site);
  const primary = primaryHealth(observation.sides.primary, route53);
  const secondary = healthOf(observation.sides.secondary);
  const memory = record.sides.primary;
  const standing = steeringStands(record, observation, site);
  return {
    now,
    primary,
    secondary,
    traffic: trafficOf(observation, steeredTo(record, standing)),
    route53,
    primaryUpFor: primary.kind === "up" && memory.kind === "up" ? between(memory.since, now) : null,
    fitness: fitnessOf(secondary, observation, site),
    commonFault: commonFaultOf(observation.sides),
    standing,
  };
}

/** The newest alarm of the health check speaks; INSUFFICIENT_DATA says nothing. */
function healthByAlarms(record: SiteRecord, site: Site): Situation["route53"] {
  const states = record.alarms.filter(({ arn }) => site.healthCheck.alarms.includes(arn));
  const newest = states.reduce((a, b) => (a === undefined || b.at > a.at ? b : a), states[0]);
  if (newest === undefined || newest.value === "INSUFFICIENT_DATA") return "unknown";
  return newest.value === "ALARM" ? "unhealthy" : "healthy";
}

/** Our own probes speak first; where they can't, Route 53's checkers do. */
function primaryHealth(probed: SideHealth, route53: Situation["route53"]): Health {
  const own = healthOf(probed);
  if (own.kind !== "unknown" || route53 === "unknown") return own;
  return route53 === "unhealthy"
    ? { kind: "down", because: `Route 53's health check says so (our own probes: ${own.because})` }
    : own;
}

/** A bad deploy that replicated, a certificate, a name: what a visitor would see on either side. */
function commonFaultOf({ primary, secondary }: Observation["sides"]): string | null {
  const same = primary.kind === "down" && secondary.kind === "down" && primary.fault === secondary.fault;
  return same ? `${primary.fault}: ${primary.because}` : null;
}

function healthOf(side: SideHealth): Health {
  return { kind: side.kind, because: side.kind === "up" ? "answers" : side.because };
}

/** Where all visitors are sent by a steering that is done and still listed, whether they are served there or not. */
function steeredTo({ steering, intent }: SiteRecord, standing: Situation["standing"]): SideName | "unmarked" {
  if (intent !== null || standing.kind !== "at" || standing.position !== steering.position) return "unmarked";
  return standing.position === "automatic" ? "unmarked" : standing.position;
}

/** By who marked the answers; of a side that does not answer at all, `steered` knows. */
function trafficOf({ visitors }: Observation, steered: SideName | "unmarked"): Situation["traffic"] {
  const marks = visitors.map(({ served }) => (served.kind === "known" ? served.value.by : "unmarked"));
  const sides = new Set(marks.map((by) => (by === "unmarked" ? steered : by)));
  if (sides.size === 0 || sides.has("unmarked")) return "unknown";
  if (sides.size > 1) return "split";
  return sides.has("primary") ? "primary" : "secondary";
}

function fitnessOf(secondary: Health, { replica }: Observation, site: Site): Fitness {
  if (secondary.kind === "down")
    return {
      kind: "unfit",
      rule: "replica-serves",
      because: `the standby does not serve: ${secondary.because}`,
    };
  if (secondary.kind === "unknown")
    return {
      kind: "unknown",
      rule: "replica-serves",
      because: `the standby can't be probed: ${secondary.because}`,
    };
  switch (replica.kind) {
    case "broken":
      return { kind: "unfit", rule: "replica-serves", because: replica.because };
    case "unknown":
      return { kind: "unknown", rule: "replica-current", because: replica.because };
    case "stale":
      return site.policy.stale.when === "serve"
        ? { kind: "fit", because: `stale, and policy lets it serve: ${replica.because}` }
        : { kind: "unfit", rule: "replica-current", because: replica.because };
    case "current":
      return { kind: "fit", because: replica.because };
  }
}
