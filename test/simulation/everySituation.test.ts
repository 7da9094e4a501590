import { describe, expect, it } from "vitest";
import { decide } from "../../shared/decide/decide.ts";
import type { Decision } from "../../shared/model/decision.ts";
import { type Phase, phases } from "../../shared/model/incident.ts";
import {
  known,
  type Observation,
  type ReplicaVerdict,
  type SideHealth,
  unknown,
} from "../../shared/model/observation.ts";
import type { Freeze, Order } from "../../shared/model/order.ts";
import { recordSetsIn } from "../../shared/model/positions.ts";
import type { Intent, SiteRecord, Steering } from "../../shared/model/record.ts";
import { hours, minutes } from "../../shared/model/time.ts";
import { aSite } from "../fixtures/site.ts";
import {
  aMove,
  anIncident,
  anObservation,
  aRecord,
  at,
  current,
  down,
  freeRecordSets,
  notProbed,
  replicaUnknown,
  stale,
  steered,
  t0,
} from "../fixtures/world.ts";

/**
 * Not some orders of events but every situation: each value of each thing the decision rests on, with each value of all
 * the others. What must never be decided is checked in every one of them.
 */
const site = aSite();
const up: SideHealth = { kind: "up", at: t0, latencyMs: minutes(0) };
const healths = [up, down, notProbed];
const traffics = ["primary", "secondary", "unmarked"] as const;
const replicas: readonly ReplicaVerdict[] = [current, stale, replicaUnknown];
const listings: readonly Observation["records"][] = [
  known(freeRecordSets, t0),
  known(recordSetsIn("primary", freeRecordSets), t0),
  known(recordSetsIn("secondary", freeRecordSets), t0),
  known(freeRecordSets.slice(1), t0),
  unknown("Route 53 does not answer", t0),
];
const steerings: readonly Steering[] = [
  steered("automatic", "route53"),
  steered("primary", "gate"),
  steered("primary", "order"),
  steered("secondary", "latch"),
  steered("secondary", "order"),
];
const person = {
  id: "o",
  who: { name: "Ann", proof: "iam" },
  why: "drill",
  placedAt: t0,
  until: at(hours(1)),
} as const;
const orders: readonly (Order | null)[] = [
  null,
  { ...person, kind: "force", overrideRules: [] },
  { ...person, kind: "hold", overrideRules: [] },
];
const freezes: readonly (Freeze | null)[] = [null, person];
const intents: readonly (Intent | null)[] = [null, intentUntil(minutes(2)), intentUntil(-minutes(1))];
const upSince = [minutes(1), minutes(10)];

interface Met {
  readonly record: SiteRecord;
  readonly observation: Observation;
  readonly decision: Decision;
}

describe("in every situation", () => {
  const met = [...everySituation()];
  const steers = met.filter(
    ({ decision, record }) => decision.kind === "steer" && decision.to !== record.steering.position,
  );
  const violated = (rule: (each: Met) => boolean): readonly string[] =>
    met
      .filter((each) => !rule(each))
      .slice(0, 3)
      .map(say);

  it("something is decided, with a reason", () => {
    expect(met).toHaveLength(3 * 3 * 3 * 3 * 5 * 5 * 3 * 2 * 3 * 2 * phases.length);
    expect(violated(({ decision }) => decision.reason.length > 10)).toEqual([]);
    expect(steers.length).toBeGreaterThan(1000);
  });

  it("the controller latches on no standby that is not known to be fit", () => {
    const moves = steers.filter(({ decision }) => decision.kind === "steer" && decision.by === "latch");
    const unfit = moves.filter(
      ({ observation }) =>
        observation.sides.secondary.kind !== "up" || observation.replica.kind !== "current",
    );
    expect(moves.length).toBeGreaterThan(10);
    expect(unfit.map(say)).toEqual([]);
  });

  it("the controller takes nobody off the standby to a primary that is not known to serve", () => {
    expect(
      violated(({ decision, observation, record }) => {
        const leaves =
          decision.kind === "steer" &&
          decision.to !== "secondary" &&
          record.steering.position === "secondary";
        return (
          !leaves ||
          decision.by === "order" ||
          observation.sides.primary.kind === "up" ||
          areThere(observation)
        );
      }),
    ).toEqual([]);
  });

  it("a frozen site is not moved by the controller", () => {
    expect(
      violated(({ decision, record }) => {
        const moves = decision.kind === "steer" && decision.to !== record.steering.position;
        return record.freeze === null || !moves || decision.by === "order";
      }),
    ).toEqual([]);
  });

  it("a person's order is never undone", () => {
    expect(
      violated(({ decision, record }) => {
        if (record.order === null || decision.kind !== "steer") return true;
        return (
          decision.by === "order" && decision.to === (record.order.kind === "force" ? "secondary" : "primary")
        );
      }),
    ).toEqual([]);
  });

  it("nothing is moved on record sets that can't be read, or that somebody else changed", () => {
    expect(
      violated(({ decision, observation, record }) => {
        const moves = decision.kind === "steer" && decision.to !== record.steering.position;
        const readable =
          observation.records.kind === "known" && observation.records.value.length === freeRecordSets.length;
        return !moves || readable;
      }),
    ).toEqual([]);
  });

  it("a change under way is nobody else's while its lease lasts, and no second one is begun beside it", () => {
    expect(
      violated(({ decision, record }) => {
        if (record.intent === null) return true;
        return record.intent.leaseUntil > t0 ? decision.kind === "wait" : decision.kind !== "steer";
      }),
    ).toEqual([]);
  });
});

function* everySituation(): Iterable<Met> {
  for (const [primary, secondary, servedBy, replica, records] of product(
    healths,
    healths,
    traffics,
    replicas,
    listings,
  )) {
    const observation = anObservation({ primary, secondary, servedBy, replica, records });
    for (const record of everyRecord(primary.kind))
      yield { record, observation, decision: decide(record, observation, site, t0) };
  }
}

function* everyRecord(primary: "up" | "down" | "unknown"): Iterable<SiteRecord> {
  for (const [steering, order, freeze, intent, span, phase] of product(
    steerings,
    orders,
    freezes,
    intents,
    upSince,
    phases,
  )) {
    const side = { kind: primary, since: at(-span), seenAt: t0 };
    const sides = { primary: side, secondary: side };
    yield aRecord(site, { steering, order, freeze, intent, sides, incident: incidentIn(phase) });
  }
}

type Choice<Lists> = {
  readonly [Index in keyof Lists]: Lists[Index] extends readonly (infer Value)[] ? Value : never;
};

/** Every choice of one value from each list. */
function* product<Lists extends readonly (readonly unknown[])[]>(...lists: Lists): Iterable<Choice<Lists>> {
  const [first = [], ...rest] = lists;
  if (lists.length === 0) yield [] as unknown as Choice<Lists>;
  for (const value of first)
    for (const others of product(...rest)) yield [value, ...others] as unknown as Choice<Lists>;
}

/** Visitors whom the primary serves already are taken nowhere. */
const areThere = ({ visitors }: Observation): boolean =>
  visitors.every(({ served }) => served.kind === "known" && served.value.by === "primary");

const incidentIn = (phase: Phase) => (phase === "calm" ? null : anIncident(phase));

function intentUntil(span: number): Intent {
  return {
    id: "i",
    from: steered("automatic", "route53"),
    to: "secondary",
    by: "latch",
    why: "",
    moves: [aMove],
    plannedAt: at(-minutes(4)),
    leaseUntil: at(span),
    changeId: null,
    overridden: [],
  };
}

function say({ record, observation, decision }: Met): string {
  const { steering, order, freeze, intent, incident } = record;
  const { primary, secondary } = observation.sides;
  const served = observation.visitors[0]?.served;
  return JSON.stringify({
    decision,
    primary: primary.kind,
    secondary: secondary.kind,
    servedBy: served?.kind === "known" ? served.value.by : "unknown",
    replica: observation.replica.kind,
    records: observation.records.kind,
    steering: `${steering.position} by ${steering.by}`,
    order: order?.kind,
    frozen: freeze !== null,
    intent: intent?.leaseUntil,
    phase: incident?.phase,
  });
}
