import type { DurationMs } from "../../shared/model/time.ts";
import type { Chance } from "../chance.ts";
import type { Due, VirtualTime } from "../virtualTime.ts";

/** A health check as configured; a CALCULATED one counts its children, which can't be CALCULATED (aws-facts 2). */
export type HealthCheckSpec =
  | ({ readonly kind: "endpoint"; readonly interval: DurationMs; readonly threshold: number } & Common)
  | ({
      readonly kind: "calculated";
      readonly children: readonly string[];
      readonly healthThreshold: number;
    } & Common);

interface Common {
  readonly id: string;
  readonly inverted: boolean;
  readonly disabled: boolean;
}

/** The share of a checker's probes that would fail now: 0, 1, or between while the endpoint is half dead. */
export type ProbeOutlook = (id: string, checkerRegion: string) => number;

/** "More than 18 % of health checkers report healthy" makes an endpoint healthy (aws-facts 2). */
const healthyShare = 0.18;
const checkersPerRegion = 2;
const checkerRegions = [
  "us-east-1",
  "us-west-1",
  "us-west-2",
  "eu-west-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-northeast-1",
  "sa-east-1",
] as const;

interface Checker {
  readonly region: string;
  readonly phase: number;
  healthy: boolean;
  /** Probes in a row against its verdict. */
  against: number;
  outlook: number;
  since: number;
  due: Due | null;
}

/** Route 53's health checkers. While an endpoint is steadily up or down no probe is played: only the one that tips. */
export class HealthChecks {
  readonly #time: VirtualTime;
  readonly #chance: Chance;
  readonly #outlook: ProbeOutlook;
  readonly #specs: ReadonlyMap<string, HealthCheckSpec>;
  readonly #checkers = new Map<string, readonly Checker[]>();
  readonly #status = new Map<string, boolean>();
  readonly #changed: (id: string, healthy: boolean) => void;

  constructor(
    world: { time: VirtualTime; chance: Chance },
    specs: readonly HealthCheckSpec[],
    outlook: ProbeOutlook,
    changed: (id: string, healthy: boolean) => void,
  ) {
    this.#time = world.time;
    this.#chance = world.chance.stream("health checks");
    this.#outlook = outlook;
    this.#specs = new Map(specs.map((spec) => [spec.id, spec]));
    this.#changed = changed;
    for (const spec of specs)
      if (spec.kind === "endpoint") this.#checkers.set(spec.id, this.#checkersOf(spec.interval));
    for (const spec of specs) this.#status.set(spec.id, this.#verdict(spec));
  }

  healthy(id: string): boolean {
    return this.#status.get(id) ?? true;
  }

  /** They have looked for long when the play begins. */
  begin(): void {
    for (const [id, checkers] of this.#checkers)
      for (const checker of checkers) {
        checker.outlook = this.#outlook(id, checker.region);
        checker.healthy = checker.outlook < 1;
      }
    for (const spec of this.#specs.values()) this.#status.set(spec.id, this.#verdict(spec));
  }

  /** To be called when anything changed that a probe could see. */
  look(): void {
    for (const [id, checkers] of this.#checkers) {
      for (const checker of checkers) this.#replan(id, checker);
    }
  }

  #checkersOf(interval: DurationMs): readonly Checker[] {
    return checkerRegions.flatMap((region) =>
      Array.from({ length: checkersPerRegion }, () => ({
        region,
        phase: this.#chance.between(0, interval - 1),
        healthy: true,
        against: 0,
        outlook: 0,
        since: this.#time.now,
        due: null,
      })),
    );
  }

  #replan(id: string, checker: Checker): void {
    const outlook = this.#outlook(id, checker.region);
    if (outlook === checker.outlook) return;
    this.#countProbes(id, checker);
    checker.outlook = outlook;
    checker.since = this.#time.now;
    if (checker.due !== null) this.#time.cancel(checker.due);
    checker.due = null;
    if (outlook > 0 && outlook < 1) this.#probeNext(id, checker);
    else if (checker.healthy !== (outlook === 0)) this.#tipAfter(id, checker);
    else checker.against = 0;
  }

  /** The probes of the steady stretch that ends now. */
  #countProbes(id: string, checker: Checker): void {
    const against = checker.healthy !== (checker.outlook === 0);
    if (checker.outlook > 0 && checker.outlook < 1) return;
    if (against)
      checker.against += probesIn(checker, checker.since, this.#time.now, this.#endpoint(id).interval);
    else checker.against = 0;
  }

  #tipAfter(id: string, checker: Checker): void {
    const { interval, threshold } = this.#endpoint(id);
    const probes = Math.max(1, threshold - checker.against);
    const at = nextProbe(checker, this.#time.now, interval) - this.#time.now + (probes - 1) * interval;
    checker.due = this.#time.in(at, () => {
      checker.due = null;
      this.#tip(id, checker);
    });
  }

  #probeNext(id: string, checker: Checker): void {
    const { interval, threshold } = this.#endpoint(id);
    const span = nextProbe(checker, this.#time.now + 1, interval) - this.#time.now;
    checker.due = this.#time.in(span, () => {
      const failed = this.#chance.happens(checker.outlook);
      checker.against = failed === checker.healthy ? checker.against + 1 : 0;
      if (checker.against >= threshold) this.#tip(id, checker);
      this.#probeNext(id, checker);
    });
  }

  #tip(id: string, checker: Checker): void {
    checker.healthy = !checker.healthy;
    checker.against = 0;
    this.#judge(id);
  }

  #judge(id: string): void {
    const spec = this.#specs.get(id);
    if (spec === undefined) return;
    const verdict = this.#verdict(spec);
    if (verdict === this.#status.get(id)) return;
    this.#status.set(id, verdict);
    this.#changed(id, verdict);
    for (const other of this.#specs.values()) {
      if (other.kind === "calculated" && other.children.includes(id)) this.#judge(other.id);
    }
  }

  /** Disabled: always healthy, inverted or not. */
  #verdict(spec: HealthCheckSpec): boolean {
    if (spec.disabled) return true;
    const healthy = spec.kind === "endpoint" ? this.#endpointHealthy(spec.id) : this.#enoughChildren(spec);
    return healthy !== spec.inverted;
  }

  #endpointHealthy(id: string): boolean {
    const checkers = this.#checkers.get(id) ?? [];
    return checkers.filter((checker) => checker.healthy).length > healthyShare * checkers.length;
  }

  #enoughChildren(spec: { readonly children: readonly string[]; readonly healthThreshold: number }): boolean {
    return spec.children.filter((child) => this.healthy(child)).length >= spec.healthThreshold;
  }

  #endpoint(id: string): { readonly interval: DurationMs; readonly threshold: number } {
    const spec = this.#specs.get(id);
    if (spec?.kind !== "endpoint") throw new Error(`no endpoint health check ${id}`);
    return spec;
  }
}

const nextProbe = (checker: Checker, from: number, interval: number): number =>
  checker.phase + Math.ceil((from - checker.phase) / interval) * interval;

const probesIn = (checker: Checker, from: number, to: number, interval: number): number =>
  Math.max(0, Math.ceil((to - checker.phase) / interval) - Math.ceil((from - checker.phase) / interval));
