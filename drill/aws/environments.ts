import type { DurationMs } from "../../shared/model/time.ts";
import { ms } from "../../shared/model/time.ts";
import type { Chance } from "../chance.ts";
import type { Faults } from "../faults.ts";
import type { FunctionName, Handler } from "./lambda.ts";

/** The code of all functions, loaded once. What it keeps lives as long as its environment. */
export type Loaded = Readonly<Record<FunctionName, Handler>>;

/** An environment for one run, and how long it takes to start. */
export interface Environment {
  readonly code: Loaded;
  readonly init: DurationMs;
}

/** Environments that Lambda keeps warm: each runs one invocation at a time, and the next one after it. */
export class Environments {
  readonly #faults: Faults;
  readonly #chance: Chance;
  readonly #load: () => Loaded;
  readonly #warm = new Map<FunctionName, Loaded[]>();

  constructor(world: { faults: Faults; chance: Chance }, load: () => Loaded) {
    this.#faults = world.faults;
    this.#chance = world.chance.stream("environments");
    this.#load = load;
  }

  take(name: FunctionName): Environment {
    const lost = this.#faults.active("environmentsLost").some(({ share }) => this.#chance.happens(share));
    const warm = this.#warm.get(name)?.pop();
    if (lost) return { code: this.#load(), init: ms(this.#chance.between(...coldInitMs)) };
    // Where chance lost none, the start of an environment is not what the story is about: it takes no time.
    return { code: warm ?? this.#load(), init: ms(0) };
  }

  keep(name: FunctionName, code: Loaded): void {
    this.#warm.set(name, [...(this.#warm.get(name) ?? []), code]);
  }
}

/** From a bundle of this size on a good day to Lambda's limit for an init on a bad one (10 s). */
const coldInitMs: readonly [number, number] = [200, 9_000];
