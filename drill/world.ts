import type { World as Outside } from "../shared/aws/ports.ts";
import type { JournalEntry } from "../shared/model/journal.ts";
import type { Position } from "../shared/model/order.ts";
import type { SiteRecord } from "../shared/model/record.ts";
import type { Site } from "../shared/model/site.ts";
import type { EpochMs } from "../shared/model/time.ts";
import { after, epochMs, minutes, seconds } from "../shared/model/time.ts";
import { type Answers, answersOf } from "./answers.ts";
import type { Bucket, ObjectVersion } from "./aws/bucket.ts";
import { EventBridge } from "./aws/eventBridge.ts";
import { type FunctionName, type Handler, Lambda, type Outcome } from "./aws/lambda.ts";
import { replicationEvent } from "./aws/replicationEvent.ts";
import type { AppliedBatch } from "./aws/route53.ts";
import { type Ground, type Hooks, replicationAlarmAfter, SimulatedAws } from "./aws/simulatedAws.ts";
import type { Published } from "./aws/sns.ts";
import { chanceFrom } from "./chance.ts";
import { stanceOf, steeredBy, steeringOf, switchSays } from "./checkers/truth.ts";
import { Chronicle } from "./chronicle.ts";
import { type Fault, Faults } from "./faults.ts";
import { People } from "./people.ts";
import type { Run } from "./run.ts";
import type { Script } from "./script.ts";
import { VirtualTime } from "./virtualTime.ts";
import { Visitors } from "./visitors.ts";

/** Loads the functions of the control plane, each a handler over the world as its run meets it. */
export type Functions = (outsideOf: (run: Run) => Outside) => Readonly<Record<FunctionName, Handler>>;

export interface WorldSpec {
  readonly site: Site;
  readonly seed: number;
  readonly script: Script;
  readonly functions: Functions;
}

export interface Moved {
  readonly before: Position | null;
  readonly after: Position | null;
}

/** Who looks over the control plane's shoulder, at every step. */
export interface Watcher {
  recordWritten(record: SiteRecord): void;
  entryWritten(entry: JournalEntry): void;
  /** The record sets were changed through the API. */
  steered(batch: AppliedBatch): void;
  /** By either lever, and by whoever pulled it, visitors are steered otherwise than before. */
  moved(move: Moved): void;
  /** The name servers answer otherwise than before. */
  answered(): void;
  /** They were changed by others, or fell back to what they were before a change that got lost. */
  overruled(): void;
  published(message: Published): void;
  /** An asynchronous run of a function ended. */
  ran(name: FunctionName, outcome: Outcome): void;
}

/** When plays begin: a Tuesday, at 3 in the morning. */
const start = Date.UTC(2026, 0, 13, 3, 0, 0) as EpochMs;

/** One simulated world: a site on AWS, its visitors, its control plane, and what befalls them. */
export class World {
  readonly spec: WorldSpec;
  readonly time = new VirtualTime(start);
  readonly start = start;
  readonly end: EpochMs;
  readonly chronicle = new Chronicle(this.time);
  readonly faults: Faults;
  readonly aws: SimulatedAws;
  readonly visitors: Visitors;
  readonly people: People;
  readonly #lambda: Lambda;
  readonly #eventBridge: EventBridge;
  readonly #watchers: Partial<Watcher>[] = [];
  #answers: Answers;
  /** Where the steering stood before whatever comes next. */
  #stands: Position | null = "automatic";

  constructor(spec: WorldSpec) {
    const { time, chronicle } = this;
    const { site } = spec;
    this.spec = spec;
    this.end = after(start, spec.script.lasts);
    this.faults = new Faults(time, spec.script.faults);
    this.faults.onChange((fault, begun) => chronicle.fault(fault, begun));
    const ground: Ground = {
      site,
      time,
      chance: chanceFrom(spec.seed),
      faults: this.faults,
      log: chronicle.log,
    };
    this.aws = new SimulatedAws(ground, this.#hooks());
    this.#eventBridge = new EventBridge(ground, (event) =>
      this.#lambda.invoke(functionFor(site, event.resources[0]), event),
    );
    this.#lambda = this.#lambdaOf(ground);
    this.people = new People({ ...ground, aws: this.aws, lambda: this.#lambda });
    this.visitors = this.#visitorsOf(ground);
    this.#answers = answersOf(site, this.aws.nameServers);
    this.faults.onChange((fault, begun) => this.#afterFault(fault, begun));
    this.#begin();
  }

  watch(watcher: Partial<Watcher>): void {
    this.#watchers.push(watcher);
  }

  advance(): boolean {
    return this.time.advance(this.end);
  }

  /** For who plays it by the piece; a moment in milliseconds since 1970. */
  advanceTo(at: number): boolean {
    return this.time.advance(epochMs(Math.min(at, this.end)));
  }

  /** As a person asks the override function, by whom AWS vouches for. */
  ask(by: string, input: unknown): Promise<Outcome> {
    return new Promise((resolve) => this.#lambda.call("override", { by, input }, resolve));
  }

  #begin(): void {
    this.aws.healthChecks.begin();
    this.#lambda.schedule("reconcile", minutes(1), {});
    this.#everyMinute();
    for (const deed of this.spec.script.deeds)
      this.time.at(after(start, deed.at), () => this.people.do(deed));
  }

  #lambdaOf(ground: Ground): Lambda {
    const { functions, site } = this.spec;
    const load = () => functions((run) => this.aws.outsideOf(run));
    return new Lambda(ground, load, {
      dark: () => this.aws.network.isDark(site.secondary.region),
      ended: (name, attempt, outcome) => {
        this.chronicle.run(name, attempt, outcome);
        for (const watcher of this.#watchers) watcher.ran?.(name, outcome);
      },
    });
  }

  #visitorsOf(ground: Ground): Visitors {
    const parts = {
      servers: this.aws.nameServers,
      edges: this.aws.edges,
      newestRelease: () => this.people.release,
    };
    return new Visitors(ground, parts, (fare) => this.chronicle.fare(fare));
  }

  #hooks(): Hooks {
    const { site } = this.spec;
    return {
      answersChanged: () => this.#lookAround(),
      healthChanged: (healthy) => this.chronicle.health(healthy),
      endpointChanged: (healthy) => {
        for (const arn of site.healthCheck.alarms) this.aws.cloudWatch.report(arn, healthy);
      },
      alarmChanged: (change) => {
        this.chronicle.alarm(change.state);
        this.#eventBridge.take(change);
      },
      replicationFailed: (failure) => {
        const event = replicationEvent(site, failure);
        this.time.in(seconds(3), () => this.#lambda.invoke("replicationEvent", event));
      },
      written: (bucket, version) => this.#written(bucket, version),
      published: (message) => {
        this.chronicle.log.add("told", message.subject);
        for (const watcher of this.#watchers) watcher.published?.(message);
      },
      steered: (batch) => {
        for (const watcher of this.#watchers) watcher.steered?.(batch);
        const stands = (zone: AppliedBatch["before"]) => steeredBy(stanceOf(zone, site), switchSays(this));
        this.#moved({ before: stands(batch.before), after: stands(batch.after) });
      },
      overruled: () => this.#overruled(),
    };
  }

  /** By somebody's hand, at the record sets or at the switch. */
  #overruled(): void {
    this.#stands = steeringOf(this);
    for (const watcher of this.#watchers) watcher.overruled?.();
  }

  #moved(move: Moved): void {
    this.#stands = move.after;
    if (move.before === move.after) return;
    for (const watcher of this.#watchers) watcher.moved?.(move);
  }

  #written(bucket: Bucket, version: ObjectVersion): void {
    if (bucket === this.aws.switch) {
      this.chronicle.pulled(version);
      if (this.aws.caller === null) this.#overruled();
      else this.#moved({ before: this.#stands, after: steeringOf(this) });
    }
    if (bucket !== this.aws.journal) return;
    if (version.key.includes("/journal/")) {
      const entry = JSON.parse(version.body) as JournalEntry;
      this.chronicle.entry(entry);
      for (const watcher of this.#watchers) watcher.entryWritten?.(entry);
    } else if (version.key.endsWith("/record.json") && this.#watchers.length > 0) {
      const record = JSON.parse(version.body) as SiteRecord;
      for (const watcher of this.#watchers) watcher.recordWritten?.(record);
    }
  }

  #lookAround(): void {
    const answers = answersOf(this.spec.site, this.aws.nameServers);
    if (answers.says !== this.#answers.says)
      this.chronicle.answers(answers, this.aws.replication.state.latency);
    const changed = answers.says !== this.#answers.says;
    this.#answers = answers;
    this.visitors.look();
    if (changed) for (const watcher of this.#watchers) watcher.answered?.();
  }

  #afterFault(fault: Fault, begun: boolean): void {
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
}

const functionFor = (site: Site, arn: string | undefined): FunctionName =>
  site.replication.alarms.some((alarm) => alarm === arn) ? "replicationAlarm" : "healthAlarm";
