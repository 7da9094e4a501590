import type { Trouble } from "../../../drill/faults.ts";
import { controlPlane } from "../../../drill/functions.ts";
import { World } from "../../../drill/world.ts";
import { epochMs, hours, minutes, ms } from "../../../shared/model/time.ts";
import type { OverrideAnswer } from "../../../shared/override/contract.ts";
import type { Asked, Override } from "../../override/reach.ts";
import { readinessFound } from "../readinessFound.ts";
import type { Breakable, DemoState, DemoWish, PageClock, ReadinessFound, Speed } from "../wire.ts";
import type { Demo } from "./demo.ts";
import { type DemoSite, demoSites } from "./demoSites.ts";
import { readinessOf } from "./readinessOf.ts";

/** Virtual time before the console opens, so that there is something to see. */
const before = minutes(20);
const longest = hours(24 * 30);
/** How fast an order is carried out while the demo is paused. */
const speedWhileAsked = 30;

/** Sites in simulated worlds that keep step: the real loop and the real adapters, at the speed one likes. */
export class DemoWorlds implements Demo {
  readonly #worlds: ReadonlyMap<string, World>;
  readonly #mends = new Map<string, Map<Breakable, () => void>>();
  readonly #listeners = new Set<(state: DemoState) => void>();
  readonly #by: string;
  #speed: Speed = 10;
  #asked = 0;
  #at: number;
  #playing = false;

  static async begin(by: string): Promise<DemoWorlds> {
    const demo = new DemoWorlds(by);
    await demo.#playTo(demo.#at + before);
    return demo;
  }

  private constructor(by: string) {
    this.#by = by;
    this.#worlds = new Map(demoSites.map((one, i) => [one.site.name, worldOf(one, i + 1)]));
    this.#at = Math.max(...[...this.#worlds.values()].map(({ start }) => start));
  }

  get sites(): readonly string[] {
    return [...this.#worlds.keys()];
  }

  get state(): DemoState {
    const broken = this.sites.map((site) => [site, [...(this.#mends.get(site)?.keys() ?? [])]] as const);
    return { speed: this.#speed, broken: Object.fromEntries(broken) };
  }

  get override(): Override {
    return {
      name: "a demo: simulated sites in virtual time",
      via: "console",
      ask: (request) => this.#ask(request),
    };
  }

  clock(): PageClock {
    return { at: epochMs(this.#at), speed: this.#speed };
  }

  fulfil(wish: DemoWish): void {
    if (wish.kind === "speed") this.#speed = wish.speed;
    else if (wish.kind === "deploy")
      this.#worlds.get(wish.site)?.people.do({ kind: "deploy", at: ms(0), bad: false });
    else if (wish.kind === "break") this.#break(wish.site, wish.what);
    else this.#mend(wish.site, wish.what);
    for (const tell of this.#listeners) tell(this.state);
  }

  onChange(listener: (state: DemoState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #break(site: string, what: Breakable): void {
    const mends = this.#mends.get(site) ?? new Map<Breakable, () => void>();
    const world = this.#worlds.get(site);
    if (world === undefined || mends.has(what)) return;
    this.#mends.set(site, mends.set(what, world.faults.begin(troubles[what])));
  }

  #mend(site: string, what: Breakable): void {
    const mends = this.#mends.get(site);
    mends?.get(what)?.();
    mends?.delete(what);
  }

  async #ask(request: object): Promise<Asked> {
    const name = "site" in request && typeof request.site === "string" ? request.site : "";
    const world = this.#worlds.get(name) ?? [...this.#worlds.values()][0];
    if (world === undefined) throw new Error("the demo has no site");
    this.#asked += 1;
    const outcome = await world.ask(this.#by, request);
    this.#asked -= 1;
    if (outcome.kind === "answered") return { kind: "answered", answer: outcome.answer as OverrideAnswer };
    if (outcome.kind === "died") return { kind: "unknown", because: "the run died before it answered" };
    const because = outcome.error instanceof Error ? outcome.error.message : "the run failed";
    return { kind: "unreachable", because, remedy: "Mend what you broke in the demo" };
  }

  /** Of the world as it stands; it takes virtual time, as an order does. */
  async readiness(name: string): Promise<ReadinessFound> {
    const world = this.#worlds.get(name);
    if (world === undefined) throw new Error(`the demo has no site ${name}`);
    this.#asked += 1;
    const found = await readinessOf(world);
    this.#asked -= 1;
    return readinessFound(found, world.spec.site);
  }

  async tick(realMs: number): Promise<void> {
    const speed = this.#speed === 0 && this.#asked > 0 ? speedWhileAsked : this.#speed;
    if (this.#playing || speed === 0) return;
    await this.#playTo(this.#at + realMs * speed);
  }

  /** As playTogether, to a moment. */
  async #playTo(at: number): Promise<void> {
    this.#playing = true;
    let playing = [...this.#worlds.values()];
    while (playing.length > 0) {
      await new Promise((resolve) => setImmediate(resolve));
      playing = playing.filter((world) => world.advanceTo(at));
    }
    this.#at = at;
    this.#playing = false;
  }
}

const worldOf = ({ site, faults, deeds }: DemoSite, seed: number): World =>
  new World({ site, seed, script: { lasts: longest, faults, deeds }, functions: controlPlane(site) });

const troubles: Readonly<Record<Breakable, Trouble>> = {
  primary: { kind: "regionDark", side: "primary" },
  standby: { kind: "sideFails", side: "secondary", share: 1, how: "503" },
  replication: { kind: "replicationStops" },
  route53: { kind: "serviceDark", service: "route53" },
};
