import { type Considered, concludeAndLook, consider } from "../../shared/consider.ts";
import type { Happening } from "../../shared/model/journal.ts";
import {
  type AlarmState,
  known,
  type Observation,
  onNothing,
  type ReplicaVerdict,
  type SideHealth,
  unknown,
  type VisitorView,
} from "../../shared/model/observation.ts";
import type { OrderRequest } from "../../shared/model/order.ts";
import type { Outcome } from "../../shared/model/outcome.ts";
import type { Intent, SiteRecord } from "../../shared/model/record.ts";
import type { RecordSet } from "../../shared/model/recordSet.ts";
import { sameSets } from "../../shared/model/sameSets.ts";
import type { SideName, Site } from "../../shared/model/site.ts";
import { after, type DurationMs, type EpochMs, ms } from "../../shared/model/time.ts";
import { tell } from "../../shared/notify/compose.ts";
import { initialRecord } from "../../shared/record/initialRecord.ts";

/** What is true of the world, whatever anybody sees of it. */
export interface Truth {
  primary: "up" | "down";
  secondary: "up" | "down";
  replica: "current" | "stale";
  /** Which of these can't be read at the moment. */
  unreadable: ReadonlySet<"primary" | "secondary" | "replica" | "records" | "visitors">;
  /** What becomes of a batch that is sent. */
  route53: "works" | "refuses" | "losesAnswers" | "strands";
}

/** One run of the loop, for those who judge it. */
export interface Run {
  readonly before: SiteRecord;
  readonly observation: Observation;
  readonly considered: Considered;
  readonly acted: { readonly intent: Intent; readonly outcome: Outcome } | null;
  readonly after: SiteRecord;
  readonly happenings: readonly Happening[];
}

/**
 * The decision core alone on a world of a few values: everything that is thought is the real code, everything that is
 * read or written happens at once. What the whole loop does with adapters, crashes of its I/O and real races is
 * `drill/world.ts`'s to play; this plays orders of events by the thousand a second.
 */
export class CoreWorld {
  readonly site: Site;
  readonly truth: Truth = {
    primary: "up",
    secondary: "up",
    replica: "current",
    unreadable: new Set(),
    route53: "works",
  };
  now: EpochMs;
  record: SiteRecord;
  listed: readonly RecordSet[];
  /** How many incidents have begun. */
  incidents = 0;
  readonly #baseline: readonly RecordSet[];
  #healthy = true;
  #tokens = 0;

  constructor(site: Site, start: EpochMs) {
    this.site = site;
    this.now = start;
    this.record = initialRecord(site, start);
    this.#baseline = recordSetsOf(site);
    this.listed = this.#baseline;
  }

  pass(span: DurationMs): void {
    this.now = after(this.now, span);
    // Route 53's health check follows the primary at the pace of the runs.
    this.#healthy = this.truth.primary === "up";
  }

  get servedBy(): SideName {
    const [first] = this.listed;
    const forced = first?.AliasTarget?.DNSName === this.site.secondary.target.domainName;
    if (forced) return "secondary";
    return first?.HealthCheckId === undefined || this.#healthy ? "primary" : "secondary";
  }

  get isFree(): boolean {
    return this.listed === this.#baseline || this.listed.every((set, i) => set === this.#baseline[i]);
  }

  /** `dies`: the run ends before it acts, after it acted, or not before its time. */
  run(request: OrderRequest | null, dies: "beforeAct" | "afterAct" | null): Run {
    const before = this.record;
    const observation = this.#observe(request);
    const considered = consider(before, observation, this.site, {
      now: this.now,
      token: this.#token(),
    });
    const happenings = [...considered.step.happenings];
    this.#keep(considered.step.record, happenings, observation, considered);
    const acted = dies === "beforeAct" ? null : this.#act(considered);
    if (acted !== null && dies === null) {
      const seen = acted.outcome.kind === "done" ? this.#observe(null) : observation;
      const step = concludeAndLook(
        this.record,
        acted.intent,
        { lever: "records", outcome: acted.outcome, before: [] },
        seen,
        this.site,
        this.now,
      );
      happenings.push(...step.happenings);
      this.#keep(step.record, step.happenings, seen, considered);
    }
    if (before.incident === null && this.record.incident !== null) this.incidents += 1;
    return { before, observation, considered, acted, after: this.record, happenings };
  }

  #keep(
    record: SiteRecord,
    happenings: readonly Happening[],
    observation: Observation,
    { decision }: Considered,
  ): void {
    const told = tell(record, happenings, { site: this.site, observation, decision, now: this.now });
    this.record = { ...told, revision: told.revision + 1, outbox: [] };
  }

  #act({ decision, step }: Considered): Run["acted"] {
    const { intent } = step.record;
    if (intent === null) return null;
    if (decision.kind === "settle")
      return { intent, outcome: { kind: "done", how: "alreadySo", changeId: null } };
    if (decision.kind === "follow") return { intent, outcome: this.#follow(intent) };
    if (decision.kind !== "steer" && decision.kind !== "resume") return null;
    return { intent, outcome: this.#change(intent) };
  }

  #follow(intent: Intent): Outcome {
    const to = setsAfter(intent);
    if (sameSets(this.listed, to)) return { kind: "done", how: "alreadySo", changeId: null };
    return { kind: "failed", because: "lost after it was accepted" };
  }

  #change(intent: Intent): Outcome {
    const to = setsAfter(intent);
    if (sameSets(this.listed, to)) return { kind: "done", how: "alreadySo", changeId: null };
    switch (this.truth.route53) {
      case "works":
        this.listed = to;
        return { kind: "done", how: "changed", changeId: "C1" };
      case "refuses":
        return { kind: "failed", because: "Rate exceeded" };
      case "losesAnswers":
        this.listed = to;
        return { kind: "unknown", because: "the answer did not arrive" };
      case "strands":
        return { kind: "pending", changeId: "C1", because: "not INSYNC yet" };
    }
  }

  #observe(request: OrderRequest | null): Observation {
    const { now, truth, site } = this;
    const alarms: AlarmState[] = site.healthCheck.alarms.map((arn) => ({
      arn,
      value: this.#healthy ? "OK" : "ALARM",
      at: now,
      reason: "",
    }));
    return {
      begunAt: now,
      at: now,
      sides: { primary: this.#health("primary"), secondary: this.#health("secondary") },
      visitors: site.names.map(({ name }) => this.#visitor(name)),
      records: truth.unreadable.has("records")
        ? unknown("Route 53 does not answer", now)
        : known(this.listed, now),
      switch: null,
      distribution: null,
      alarms,
      replication: unknown("not asked", now),
      failedReplications: unknown("not asked", now),
      replicationEvents: [],
      replica: this.#replica(),
      request,
    };
  }

  #health(side: SideName): SideHealth {
    const at = this.now;
    if (this.truth.unreadable.has(side)) return { kind: "unknown", at, because: "no probe could be made" };
    if (this.truth[side] === "up") return { kind: "up", at, latencyMs: ms(40) };
    return { kind: "down", at, fault: side === "primary" ? "timeout" : "status", because: `${side} fails` };
  }

  #visitor(name: string): VisitorView {
    const { now, truth, servedBy } = this;
    const answers = known([], now);
    if (truth.unreadable.has("visitors"))
      return { name, answers, served: unknown("DNS does not answer", now) };
    const works = truth[servedBy] === "up";
    const served = works
      ? ({ kind: "served", by: servedBy, status: 200, latencyMs: ms(40) } as const)
      : ({ kind: "failed", by: servedBy, fault: "status", because: "503" } as const);
    return { name, answers, served: known(served, now) };
  }

  #replica(): ReplicaVerdict {
    const asOf = this.now;
    const { truth } = this;
    if (truth.secondary === "down")
      return { ...onNothing, kind: "broken", asOf, because: "it does not serve" };
    if (truth.unreadable.has("replica") || truth.primary === "down")
      return this.record.replica.kind === "broken"
        ? { ...onNothing, kind: "unknown", asOf, because: "the primary can't be listed" }
        : this.record.replica;
    const missing = truth.replica === "stale" ? 3 : 0;
    const comparison = {
      at: asOf,
      endedAt: asOf,
      unchangedSince: asOf,
      mode: "key+size+etag",
      compared: 100,
      missing,
      differs: 0,
      extra: 0,
      pending: 0,
      lag: ms(missing * 1000),
      newestInSecondary: null,
      examples: [],
    } as const;
    return { ...onNothing, kind: truth.replica, asOf, because: `${missing} missing`, comparison };
  }

  #token(): string {
    this.#tokens += 1;
    return `t${this.#tokens}`;
  }
}

const setsAfter = ({ moves }: Intent): readonly RecordSet[] =>
  moves.flatMap((move) => (move.lever === "records" ? move.after : []));

function recordSetsOf({ names, primary, secondary, healthCheck }: Site): readonly RecordSet[] {
  const alias = ({ target }: Site["primary"]) => ({
    HostedZoneId: target.hostedZoneId,
    DNSName: target.domainName,
    EvaluateTargetHealth: false,
  });
  return names.flatMap(({ name, types }) =>
    types.flatMap((Type) => [
      {
        Name: name,
        Type,
        SetIdentifier: "primary",
        Failover: "PRIMARY" as const,
        HealthCheckId: healthCheck.id,
        AliasTarget: alias(primary),
      },
      {
        Name: name,
        Type,
        SetIdentifier: "secondary",
        Failover: "SECONDARY" as const,
        AliasTarget: alias(secondary),
      },
    ]),
  );
}
