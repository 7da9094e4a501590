import type { DrillResult } from "../../shared/model/drill.ts";
import type { SideName } from "../../shared/model/site.ts";
import {
  after,
  between,
  type DurationMs,
  type EpochMs,
  sayDuration,
  seconds,
} from "../../shared/model/time.ts";
import type { Answered } from "../../shared/override/contract.ts";
import type { Visit } from "./visitor.ts";

export interface CoursePorts {
  readonly now: () => EpochMs;
  readonly sleep: (ms: number) => Promise<void>;
  readonly visit: () => Promise<readonly Visit[]>;
  /** Rejects where nothing is known of what became of it. */
  readonly order: (action: "force" | "release") => Promise<Answered>;
  /** A person broke off: the way back is gone at once. */
  readonly stopped: () => boolean;
  readonly note: (text: string) => void;
}

export interface CourseAsked {
  /** How long visitors are watched before the move, and after the way back. */
  readonly before: DurationMs;
  /** How long they stay on the standby. */
  readonly stay: DurationMs;
  /** How long a move may take until it counts as not made. */
  readonly patience: DurationMs;
}

export interface Course {
  readonly result: DrillResult;
  readonly visits: readonly Visit[];
  /** Why the order may still stand; null: it was released, or never placed. */
  readonly unreleased: string | null;
}

/** So many visits in a row, a second apart, until visitors count as moved. */
const settledAfter = 5;

/**
 * There and back: visitors are watched each second from before the move to after the return. Once the order to go is
 * given, the one to come back follows, whatever happens.
 */
export async function playCourse(ports: CoursePorts, asked: CourseAsked): Promise<Course> {
  const watch = new Watch(ports);
  const wrong: string[] = [];
  await watch.during(asked.before);
  if (!watch.areOn("primary"))
    return watch.ended({ wrong: [`visitors are not all served by the primary: ${watch.says}`] });
  if (ports.stopped()) return watch.ended({ wrong });

  const forced = await watch.ordered("force", wrong);
  if (forced.answer?.ok === false && forced.answer.outcome === null) return watch.ended({ wrong });
  const movedAt = await watch.until("secondary", forced.at, asked.patience, wrong);
  if (movedAt !== null) await watch.during(asked.stay);

  const released = await watch.ordered("release", wrong);
  const backAt = await watch.until("primary", released.at, asked.patience, wrong, { whatever: true });
  if (backAt !== null && !ports.stopped()) await watch.during(asked.before);
  return watch.ended({
    wrong,
    lever: movedAt === null ? null : (forced.answer?.lever ?? null),
    toStandby: movedAt === null ? null : between(forced.at, movedAt),
    wayBack: movedAt === null || backAt === null ? null : between(released.at, backAt),
    unreleased: released.answer?.ok === true ? null : released.because,
  });
}

interface Ordered {
  readonly at: EpochMs;
  readonly answer: Answered | null;
  readonly because: string;
}

/** Visits once a second, while whatever else goes on. */
class Watch {
  readonly #ports: CoursePorts;
  readonly #visits: Visit[] = [];
  #last: readonly Visit[] = [];
  /** Since when all names are served by that one side, and how many visits ago that was. */
  #run: { readonly side: SideName | null; readonly since: EpochMs; length: number };
  #said = "";

  constructor(ports: CoursePorts) {
    this.#ports = ports;
    this.#run = { side: null, since: ports.now(), length: 0 };
  }

  get says(): string {
    return sayVisits(this.#last);
  }

  areOn(side: SideName): boolean {
    return this.#run.side === side;
  }

  async during(span: DurationMs): Promise<void> {
    const end = after(this.#ports.now(), span);
    while (this.#ports.now() < end && !this.#ports.stopped()) await this.#tick();
  }

  /** What is asked may take a minute: visitors are watched meanwhile. */
  async ordered(action: "force" | "release", wrong: string[]): Promise<Ordered> {
    const at = this.#ports.now();
    this.#ports.note(`${action} is ordered`);
    let ended: Ordered | null = null;
    this.#ports.order(action).then(
      (answer) => {
        ended = { at, answer, because: answer.decision.reason };
      },
      (error: unknown) => {
        ended = { at, answer: null, because: error instanceof Error ? error.message : String(error) };
      },
    );
    while (ended === null) await this.#tick();
    const { answer, because } = ended as Ordered;
    if (answer?.ok !== true) wrong.push(`${action}: ${because}`);
    return { at, answer, because };
  }

  /** Since when all visitors are served by the side; null: it did not come to that in time. */
  async until(
    side: SideName,
    from: EpochMs,
    patience: DurationMs,
    wrong: string[],
    { whatever } = { whatever: false },
  ): Promise<EpochMs | null> {
    const end = after(from, patience);
    const isThere = () => this.#run.side === side && this.#run.length >= settledAfter;
    while (!isThere() && this.#ports.now() < end && (whatever || !this.#ports.stopped())) await this.#tick();
    if (isThere()) return this.#run.since;
    const where = side === "primary" ? "back on the primary" : "on the standby";
    if (this.#ports.now() >= end)
      wrong.push(`visitors were not all seen ${where} within ${sayDuration(patience)}: ${this.says}`);
    return null;
  }

  ended(
    came: Partial<DrillResult> & { readonly wrong: string[]; readonly unreleased?: string | null },
  ): Course {
    const { unreleased = null, ...rest } = came;
    const count = (got: Visit["got"]): number => this.#visits.filter((visit) => visit.got === got).length;
    const visits = { right: count("right"), stale: count("stale"), failed: count("failed") };
    const wrong = [
      ...came.wrong,
      ...(visits.failed > 0
        ? [`${visits.failed} of ${this.#visits.length} visits failed: ${this.#first("failed")}`]
        : []),
      ...(visits.stale > 0
        ? [`${visits.stale} of ${this.#visits.length} visits got another page: ${this.#first("stale")}`]
        : []),
      ...(count("unknown") > 0
        ? [`${count("unknown")} visits could not be made from here: ${this.#first("unknown")}`]
        : []),
    ];
    const ending = this.#ports.stopped() ? "interrupted" : wrong.length === 0 ? "well" : "badly";
    const nothing = { lever: null, toStandby: null, wayBack: null };
    return { result: { ...nothing, ...rest, ending, wrong, visits }, visits: this.#visits, unreleased };
  }

  #first(got: Visit["got"]): string {
    return this.#visits.find((visit) => visit.got === got)?.because ?? "";
  }

  async #tick(): Promise<void> {
    const begun = this.#ports.now();
    this.#last = await this.#ports.visit();
    this.#visits.push(...this.#last);
    const [first] = this.#last;
    const isOne =
      first !== undefined && this.#last.every(({ from, got }) => from === first.from && got !== "failed");
    const side = isOne ? first.from : null;
    if (side === this.#run.side) this.#run.length += 1;
    else this.#run = { side, since: begun, length: 1 };
    if (this.says !== this.#said) this.#ports.note(`visitors: ${this.says}`);
    this.#said = this.says;
    await this.#ports.sleep(Math.max(0, seconds(1) - between(begun, this.#ports.now())));
  }
}

function sayVisits(visits: readonly Visit[]): string {
  const all = visits.map(({ name, from, got, because }) => `${name} ${said(from, got, because)}`);
  return all.length === 0 ? "not watched yet" : all.join("; ");
}

function said(from: Visit["from"], got: Visit["got"], because: string | null): string {
  if (got === "failed") return `fails: ${because}`;
  if (got === "unknown") return `can't be asked: ${because}`;
  const by =
    from === null
      ? "bears neither side's mark"
      : `is served by the ${from === "primary" ? "primary" : "standby"}`;
  return got === "stale" ? `${by}, another page` : by;
}
