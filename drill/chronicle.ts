import type { JournalEntry } from "../shared/model/journal.ts";
import type { AlarmState } from "../shared/model/observation.ts";
import type { DurationMs, EpochMs } from "../shared/model/time.ts";
import { sayEntry } from "../shared/report/journalMoments.ts";
import type { Answers } from "./answers.ts";
import type { Outcome } from "./aws/lambda.ts";
import type { Fault } from "./faults.ts";
import { type Log, logOf } from "./log.ts";
import { laneOf, sayFare } from "./narration.ts";
import { failsPrimary } from "./outage.ts";
import { sayChange } from "./troubles.ts";
import type { Fare } from "./visitors.ts";

interface HealthChange {
  readonly at: EpochMs;
  readonly healthy: boolean;
}

interface AnswerChange {
  readonly at: EpochMs;
  readonly answers: string;
  readonly shares: Answers["shares"];
}

interface AlarmTurn {
  readonly arn: string;
  readonly at: EpochMs;
  readonly value: AlarmState["value"];
}

/** What happened in a world: the log that people read, and the moments that figures are made of. */
export class Chronicle {
  readonly #clock: { readonly now: EpochMs };
  readonly #healthChanges: HealthChange[] = [];
  readonly #answerChanges: AnswerChange[] = [];
  readonly #alarmTurns: AlarmTurn[] = [];
  #dataAge: DurationMs | null = null;
  #primaryBackAt: EpochMs | null = null;
  #fare = "";
  readonly log: Log;

  constructor(clock: { readonly now: EpochMs }) {
    this.#clock = clock;
    this.log = logOf(clock);
  }

  /** Of Route 53's health check of the primary. */
  get healthChanges(): readonly HealthChange[] {
    return this.#healthChanges;
  }

  get answerChanges(): readonly AnswerChange[] {
    return this.#answerChanges;
  }

  /** Of all alarms, which begin as OK. */
  get alarmTurns(): readonly AlarmTurn[] {
    return this.#alarmTurns;
  }

  /** How far the replica was behind when visitors were first sent to it; null: they never were. */
  get dataAge(): DurationMs | null {
    return this.#dataAge;
  }

  /** When the last fault of the primary ended; null: none did. */
  get primaryBackAt(): EpochMs | null {
    return this.#primaryBackAt;
  }

  fault(fault: Fault, begun: boolean): void {
    if (!begun && failsPrimary(fault)) this.#primaryBackAt = this.#clock.now;
    this.log.add("world", sayChange(fault, begun));
  }

  health(healthy: boolean): void {
    this.#healthChanges.push({ at: this.#clock.now, healthy });
    this.log.add("dns", `Route 53's health check of the primary is ${healthy ? "healthy" : "unhealthy"}`);
  }

  /** An object of the switch was put or deleted, by whomever. */
  pulled({ key, deleteMarker }: { readonly key: string; readonly deleteMarker: boolean }): void {
    this.log.add("dns", `the switch: ${key} is ${deleteMarker ? "deleted" : "put"}`);
  }

  alarm({ arn, value, at }: AlarmState): void {
    this.#alarmTurns.push({ arn, value, at });
  }

  answers({ says, shares }: Answers, replicaBehind: DurationMs): void {
    this.#answerChanges.push({ at: this.#clock.now, answers: says, shares });
    if (says === "the standby") this.#dataAge ??= replicaBehind;
    this.log.add("dns", `the name servers answer: ${says}`);
  }

  fare(fare: Fare): void {
    const said = sayFare(fare);
    if (said !== this.#fare) this.log.add("visitors", said);
    this.#fare = said;
  }

  /** The journal tells what the controller saw, decided and did. */
  entry(entry: JournalEntry): void {
    const lane = laneOf[entry.kind];
    if (lane !== null) this.log.add(lane, sayEntry(entry));
  }

  run(name: string, attempt: number, outcome: Outcome): void {
    if (outcome.kind === "died") this.log.add("world", `a run of ${name} died (attempt ${attempt})`);
    if (outcome.kind !== "failed") return;
    const because = outcome.error instanceof Error ? outcome.error.message : String(outcome.error);
    this.log.add("world", `a run of ${name} failed (attempt ${attempt}): ${because}`);
  }
}
