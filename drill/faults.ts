import type { SideName } from "../shared/model/site.ts";
import type { DurationMs, EpochMs } from "../shared/model/time.ts";
import { after, between, sayDuration } from "../shared/model/time.ts";
import type { Service } from "./aws/failure.ts";
import type { Death } from "./run.ts";
import type { VirtualTime } from "./virtualTime.ts";

/** What can go wrong, as data. A share is the part of calls, probes, events or runs that it strikes. */
export type Trouble =
  /** The side's whole region: what visitors get from it, its buckets and APIs, and functions that run there. */
  | { readonly kind: "regionDark"; readonly side: SideName }
  /** What visitors and probes get from the side; the region's APIs are fine. */
  | {
      readonly kind: "sideFails";
      readonly side: SideName;
      readonly share: number;
      readonly how: "503" | "timeout";
    }
  | { readonly kind: "distributionDisabled" }
  | { readonly kind: "serviceDark"; readonly service: Service }
  | { readonly kind: "serviceThrottles"; readonly service: Service; readonly share: number }
  | { readonly kind: "serviceSlow"; readonly service: Service; readonly by: DurationMs }
  /** Done, and nobody is told. */
  | { readonly kind: "answersLost"; readonly service: Service; readonly share: number }
  /** 403 AccessDenied for everything in the bucket. */
  | { readonly kind: "bucketDenied"; readonly bucket: SideName | "journal" | "switch" }
  /** S3's 409 ConditionalRequestConflict. */
  | { readonly kind: "writesConflict"; readonly share: number }
  /** What should be replicated waits (PENDING), and goes on afterwards. */
  | { readonly kind: "replicationStops" }
  | { readonly kind: "replicationLags"; readonly by: DurationMs }
  /** FAILED, and not tried again. */
  | { readonly kind: "replicationFails"; readonly share: number }
  | { readonly kind: "alarmEventsLost"; readonly share: number }
  | { readonly kind: "alarmEventsLate"; readonly upTo: DurationMs }
  /** Each arrives so many times within a minute. */
  | { readonly kind: "alarmEventsRepeated"; readonly times: number }
  /** The alarm says ALARM although the health check is healthy. */
  | { readonly kind: "alarmCriesWolf" }
  | { readonly kind: "checkersCutOff"; readonly regions: readonly string[] }
  /** Runs that begin in the window die at an await drawn for each. */
  | { readonly kind: "runsDie"; readonly share: number }
  /** The first run of a function that gets so far dies there; the others live. */
  | { readonly kind: "runDies"; readonly function: string; readonly death: Death }
  /** Runs begin cold: in a new environment, a while later, with nothing kept of the runs before. */
  | { readonly kind: "environmentsLost"; readonly share: number }
  /** The functions reach AWS's APIs, and neither a web server nor a name server. */
  | { readonly kind: "proberCutOff" }
  | { readonly kind: "clockSkewed"; readonly by: DurationMs }
  /** Changes are accepted and never heard of again. */
  | { readonly kind: "changesStrand" };

/** From, and for how long, counted from the start of the play; null: to its end. */
export type Fault = Trouble & { readonly from: DurationMs; readonly lasts: DurationMs | null };

export type TroubleKind = Trouble["kind"];
type Of<K extends TroubleKind> = Extract<Fault, { kind: K }>;

/** Which faults stand at the moment, and who is to be told when that changes. */
export class Faults {
  readonly #time: VirtualTime;
  readonly #start: EpochMs;
  readonly #active = new Map<TroubleKind, Fault[]>();
  readonly #listeners: ((fault: Fault, begun: boolean) => void)[] = [];

  constructor(time: VirtualTime, faults: readonly Fault[]) {
    this.#time = time;
    this.#start = time.now;
    for (const fault of faults) {
      time.at(after(this.#start, fault.from), () => this.#begin(fault));
      if (fault.lasts === null) continue;
      const end: EpochMs = after(after(this.#start, fault.from), fault.lasts);
      time.at(end, () => this.#end(fault));
    }
  }

  onChange(listener: (fault: Fault, begun: boolean) => void): void {
    this.#listeners.push(listener);
  }

  /** From now on, until what this gives is called. */
  begin(trouble: Trouble): () => void {
    const fault: Fault = { ...trouble, from: between(this.#start, this.#time.now), lasts: null };
    this.#begin(fault);
    return () => this.#end(fault);
  }

  active<K extends TroubleKind>(kind: K): readonly Of<K>[] {
    return (this.#active.get(kind) ?? none) as readonly Of<K>[];
  }

  #begin(fault: Fault): void {
    this.#active.set(fault.kind, [...this.active(fault.kind), fault]);
    for (const tell of this.#listeners) tell(fault, true);
  }

  #end(fault: Fault): void {
    this.#active.set(
      fault.kind,
      this.active(fault.kind).filter((other) => other !== fault),
    );
    for (const tell of this.#listeners) tell(fault, false);
  }
}

const none: readonly Fault[] = [];

/** "region dark (primary), from 2 min for 20 min": for the list of a seed's faults. */
export function sayFault(fault: Fault): string {
  const span = fault.lasts === null ? "to the end" : `for ${sayDuration(fault.lasts)}`;
  return `${sayTrouble(fault)}, from ${sayDuration(fault.from)} ${span}`;
}

/** "region dark (primary)" */
function sayTrouble(fault: Fault): string {
  const { kind, from: _from, lasts: _lasts, ...details } = fault;
  const words = kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const said = Object.entries(details).map(([name, value]) =>
    name === "side" ? `${value}` : `${name} ${sayValue(value)}`,
  );
  return `${words}${said.length > 0 ? ` (${said.join(", ")})` : ""}`;
}

const sayValue = (value: unknown): string =>
  typeof value === "object" ? JSON.stringify(value) : String(value);
