import type { World as Outside } from "../shared/aws/ports.ts";
import type { JournalEntry } from "../shared/model/journal.ts";
import type { Site } from "../shared/model/site.ts";
import type { DurationMs, EpochMs } from "../shared/model/time.ts";
import { after, isoTime, minutes, seconds } from "../shared/model/time.ts";
import type { Bucket, ObjectVersion } from "./aws/bucket.ts";
import { EventBridge } from "./aws/eventBridge.ts";
import { type FunctionName, type Handler, Lambda, type Outcome } from "./aws/lambda.ts";
import type { FailedReplication } from "./aws/replication.ts";
import { type Hooks, replicationAlarmAfter, SimulatedAws } from "./aws/simulatedAws.ts";
import { chanceFrom } from "./chance.ts";
import { deploy } from "./content.ts";
import { type Fault, Faults, sayTrouble } from "./faults.ts";
import { type Log, logOf } from "./log.ts";
import { laneOf, sayAnswers, sayEntry, sayFare, sayOutcome } from "./narration.ts";
import type { Run } from "./run.ts";
import type { Deed, Script } from "./script.ts";
import { VirtualTime } from "./virtualTime.ts";
import { type Fare, Visitors } from "./visitors.ts";

/** The functions of the control plane, each a handler over the world as its run meets it. */
export type Functions = (outsideOf: (run: Run) => Outside) => Readonly<Record<FunctionName, Handler>>;

export interface WorldSpec {
  readonly site: Site;
  readonly seed: number;
  readonly script: Script;
  readonly functions: Functions;
}

/** What came of an order a person gave. */
export interface AnsweredOrder {
  readonly at: EpochMs;
  readonly deed: Extract<Deed, { kind: "order" }>;
  readonly outcome: Outcome;
}

/** When plays begin: a Tuesday, at 3 in the morning. */
const start = Date.UTC(2026, 0, 13, 3, 0, 0) as EpochMs;

/** One simulated world: a site on AWS, its visitors, its control plane, and what befalls them. */
export class World {
  readonly spec: WorldSpec;
  readonly time = new VirtualTime(start);
  readonly start = start;
  readonly end: EpochMs;
  readonly log: Log;
  readonly aws: SimulatedAws;
  readonly visitors: Visitors;
  readonly orders: AnsweredOrder[] = [];
  readonly healthChanges: { readonly at: EpochMs; readonly healthy: boolean }[] = [];
  readonly answerChanges: { readonly at: EpochMs; readonly answers: string }[] = [];
  /** How far the replica was behind when visitors were first sent to it; null: they never were. */
  dataAge: DurationMs | null = null;
  lastPrimaryFaultEnd: EpochMs | null = null;
  readonly #faults: Faults;
  readonly #lambda: Lambda;
  readonly #eventBridge: EventBridge;
  #release = 0;
  #answers = "";
  #fare = "";

  constructor(spec: WorldSpec) {
    const { time } = this;
    const chance = chanceFrom(spec.seed);
    this.spec = spec;
    this.end = after(start, spec.script.lasts);
    this.log = logOf(time);
    this.#faults = new Faults(time, spec.script.faults);
    const ground = { site: spec.site, time, chance, faults: this.#faults, log: this.log };
    this.#tellFaults();
    this.aws = new SimulatedAws(ground, this.#hooks());
    this.#eventBridge = new EventBridge(ground, (event) =>
      this.#lambda.invoke(functionFor(spec.site, event.resources[0]), event),
    );
    this.#lambda = new Lambda(
      ground,
      spec.functions((run) => this.aws.outsideOf(run)),
      {
        dark: () => this.aws.network.isDark(spec.site.secondary.region),
        ended: (name, attempt, outcome) => this.#runEnded(name, attempt, outcome),
      },
    );
    this.#deployFirst();
    const parts = {
      servers: this.aws.nameServers,
      edges: this.aws.edges,
      newestRelease: () => this.#release,
    };
    this.visitors = new Visitors(ground, parts, (fare) => this.#tellFare(fare));
    this.#answers = sayAnswers(spec.site, this.aws.nameServers);
    this.#faults.onChange((fault, begun) => this.#afterFault(fault, begun));
    this.#begin();
  }

  advance(): boolean {
    return this.time.advance(this.end);
  }

  /** The number of the release that visitors should get. */
  get release(): number {
    return this.#release;
  }

  #begin(): void {
    this.#lambda.schedule("reconcile", minutes(1), {});
    this.#everyMinute();
    for (const deed of this.spec.script.deeds) this.time.at(after(start, deed.at), () => this.#do(deed));
  }

  #deployFirst(): void {
    this.#release = 1;
    const { primary, secondary } = this.aws.buckets;
    for (const version of deploy(primary, this.spec.site, { number: 1, bad: false }, start))
      secondary.replicate(version);
  }

  #hooks(): Hooks {
    const { site } = this.spec;
    return {
      answersChanged: () => this.#lookAround(),
      healthChanged: (healthy) => {
        this.healthChanges.push({ at: this.time.now, healthy });
        this.log.add("dns", `Route 53's health check of the primary is ${healthy ? "healthy" : "unhealthy"}`);
        for (const arn of site.healthCheck.alarms) this.aws.cloudWatch.report(arn, healthy);
      },
      alarmChanged: (change) => this.#eventBridge.take(change),
      replicationFailed: (failure) => this.#replicationFailed(failure),
      written: (bucket, version) => this.#written(bucket, version),
      published: ({ subject }) => this.log.add("told", subject),
    };
  }

  /** The journal tells what the controller saw, decided and did. */
  #written(bucket: Bucket, version: ObjectVersion): void {
    if (bucket !== this.aws.journal || !version.key.includes("/journal/")) return;
    const entry = JSON.parse(version.body) as JournalEntry;
    const lane = laneOf[entry.kind];
    if (lane !== null) this.log.add(lane, sayEntry(entry));
  }

  #lookAround(): void {
    const answers = sayAnswers(this.spec.site, this.aws.nameServers);
    if (answers !== this.#answers) this.#answersChanged(answers);
    this.visitors.look();
  }

  #answersChanged(answers: string): void {
    this.#answers = answers;
    this.answerChanges.push({ at: this.time.now, answers });
    if (answers === "the secondary") this.dataAge ??= this.aws.replication.state.latency;
    this.log.add("dns", `the name servers answer: ${answers}`);
  }

  #tellFare(fare: Fare): void {
    const said = sayFare(fare);
    if (said !== this.#fare) this.log.add("visitors", said);
    this.#fare = said;
  }

  #tellFaults(): void {
    this.#faults.onChange((fault, begun) =>
      this.log.add("world", `${begun ? "begins" : "ends"}: ${sayTrouble(fault)}`),
    );
  }

  #afterFault(fault: Fault, begun: boolean): void {
    if (!begun && "side" in fault && fault.side === "primary") this.lastPrimaryFaultEnd = this.time.now;
    if (fault.kind === "alarmCriesWolf") {
      for (const arn of this.spec.site.healthCheck.alarms) {
        this.aws.cloudWatch.set(arn, begun ? "ALARM" : "OK", "a data point that was not so");
      }
    }
    this.#lookAround();
  }

  #everyMinute(): void {
    const well = this.aws.replication.state.latency < replicationAlarmAfter;
    for (const arn of this.spec.site.replication.alarms) this.aws.cloudWatch.report(arn, well);
    this.time.in(minutes(1), () => this.#everyMinute());
  }

  #replicationFailed({ key, at, failureReason }: FailedReplication): void {
    const { site } = this.spec;
    const event = {
      eventSource: "aws:s3",
      eventName: "Replication:OperationFailedReplication",
      eventTime: isoTime(at),
      s3: { bucket: { name: site.primary.bucket }, object: { key: encodeURIComponent(key) } },
      replicationEventData: { replicationRuleId: site.replication.ruleId, failureReason },
    };
    const Sns = { Message: JSON.stringify({ Records: [event] }) };
    this.time.in(seconds(3), () =>
      this.#lambda.invoke("replicationEvent", { Records: [{ EventSource: "aws:sns", Sns }] }),
    );
  }

  #runEnded(name: string, attempt: number, outcome: Outcome): void {
    if (outcome.kind === "died") this.log.add("world", `a run of ${name} died (attempt ${attempt})`);
    if (outcome.kind !== "failed") return;
    const because = outcome.error instanceof Error ? outcome.error.message : String(outcome.error);
    this.log.add("world", `a run of ${name} failed (attempt ${attempt}): ${because}`);
  }

  #do(deed: Deed): void {
    switch (deed.kind) {
      case "deploy":
        this.#deploy(deed.bad);
        break;
      case "order":
        this.#order(deed);
        break;
      case "editRecords":
        this.#editRecords(deed.edit);
        break;
      case "writeOnStandby":
        this.aws.buckets.secondary.put(deed.key, `${deed.key}, release ${this.#release}`, this.time.now);
        this.log.add("world", `somebody writes ${deed.key} into the standby's bucket`);
    }
  }

  #deploy(bad: boolean): void {
    this.#release += 1;
    this.log.add("world", `release ${this.#release} is deployed${bad ? ", without a start page" : ""}`);
    const { primary } = this.aws.buckets;
    for (const version of deploy(primary, this.spec.site, { number: this.#release, bad }, this.time.now)) {
      this.aws.write(primary, version);
    }
    this.aws.healthChecks.look();
    this.#lookAround();
  }

  #order(deed: Extract<Deed, { kind: "order" }>): void {
    this.log.add("world", `${deed.by} orders: ${JSON.stringify(deed.input)}`);
    this.#lambda.call("override", { by: deed.by, input: deed.input }, (outcome) => {
      this.orders.push({ at: this.time.now, deed, outcome });
      this.log.add("world", `${deed.by} is answered: ${sayOutcome(outcome)}`);
    });
  }

  #editRecords(edit: "dropHealthCheck" | "restoreHealthCheck"): void {
    const HealthCheckId = this.spec.site.healthCheck.id;
    this.log.add("world", `somebody edits the record sets by hand: ${edit}`);
    this.aws.route53.edit((set) => {
      if (set.Failover !== "PRIMARY") return set;
      const { HealthCheckId: _, ...bare } = set;
      return edit === "dropHealthCheck" ? bare : { ...bare, HealthCheckId };
    });
  }
}

const functionFor = (site: Site, arn: string | undefined): FunctionName =>
  site.replication.alarms.some((alarm) => alarm === arn) ? "replicationAlarm" : "healthAlarm";
