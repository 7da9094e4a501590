import type { RecordType, SideName, Site } from "../shared/model/site.ts";
import type { DurationMs, EpochMs } from "../shared/model/time.ts";
import { between, epochMs, seconds } from "../shared/model/time.ts";
import type { Chance } from "./chance.ts";
import { releaseOf } from "./content.ts";
import { type EdgeAnswer, type Edges, type Look, sideAt } from "./edges.ts";
import type { Answer, NameServers } from "./nameServers.ts";
import type { VirtualTime } from "./virtualTime.ts";

/** What a visitor got: the site as its owner last deployed it, an older one, or none. */
export type Service = "right" | "stale" | "failed";

/** How all visitors fare, from a moment on: shares that add up to 1. */
export interface Fare {
  readonly at: EpochMs;
  readonly shares: Readonly<Record<Service, number>>;
  /** The share that is sent to each side. */
  readonly sides: Readonly<Record<SideName, number>>;
}

/** Visitors behind one caching resolver; they ask one name for one type, and one of them fetches every few seconds. */
interface Resolver {
  readonly name: string;
  readonly type: RecordType;
  readonly server: number;
  readonly phase: number;
  address: string | null;
  refreshedAt: number;
  ttl: number;
  outcome: Outcome;
  since: EpochMs;
  planned: boolean;
}

interface Outcome {
  readonly side: SideName | null;
  readonly usual: Service;
  readonly trouble: { readonly share: number; readonly service: Service } | null;
}

/** Between two visits behind the same resolver. */
export const fetchEvery: DurationMs = seconds(5);
const resolversPerName = 8;

/** The people all this is for. Nothing is played while nothing changes for them: their fetches are counted. */
export class Visitors {
  readonly #time: VirtualTime;
  readonly #site: Site;
  readonly #servers: NameServers;
  readonly #edges: Edges;
  readonly #newestRelease: () => number;
  readonly #resolvers: readonly Resolver[];
  readonly #fares: Fare[] = [];
  readonly #told: (fare: Fare) => void;
  readonly #fetches: Record<Service, number> = { right: 0, stale: 0, failed: 0 };

  constructor(
    world: { time: VirtualTime; chance: Chance; site: Site },
    parts: { servers: NameServers; edges: Edges; newestRelease: () => number },
    told: (fare: Fare) => void,
  ) {
    this.#time = world.time;
    this.#site = world.site;
    this.#servers = parts.servers;
    this.#edges = parts.edges;
    this.#newestRelease = parts.newestRelease;
    this.#told = told;
    this.#resolvers = this.#resolversOf(world.chance.stream("visitors"));
    this.look();
  }

  get fares(): readonly Fare[] {
    return this.#fares;
  }

  /** Fetches up to now, by what they got; a share of them may be a fraction. */
  get fetches(): Readonly<Record<Service, number>> {
    for (const resolver of this.#resolvers) this.#count(resolver);
    return this.#fetches;
  }

  /** To be called when anything changed that a visitor could see. */
  look(): void {
    for (const resolver of this.#resolvers) {
      this.#planRefresh(resolver);
      this.#taste(resolver);
    }
    this.#tell();
  }

  #resolversOf(chance: Chance): readonly Resolver[] {
    const asked = this.#site.names.flatMap(({ name, types }) => types.map((type) => ({ name, type })));
    return asked.flatMap(({ name, type }) =>
      Array.from({ length: resolversPerName }, () => {
        const server = chance.between(0, this.#servers.endpoints.length - 1);
        const answer = this.#answerTo({ name, type, server });
        const phase = chance.between(0, fetchEvery - 1);
        return {
          name,
          type,
          server,
          phase,
          address: answer.addresses[0] ?? null,
          refreshedAt: this.#time.now - chance.between(0, answer.ttlSeconds * 1000),
          ttl: answer.ttlSeconds * 1000,
          outcome: nowhere,
          since: this.#time.now,
          planned: false,
        };
      }),
    );
  }

  /** A cached answer is asked again at the first fetch after its TTL; only a refresh that changes it is played. */
  #planRefresh(resolver: Resolver): void {
    const answer = this.#answerTo(resolver);
    if (resolver.planned || (answer.addresses[0] ?? null) === resolver.address) return;
    resolver.planned = true;
    this.#time.at(this.#nextRefresh(resolver), () => this.#refresh(resolver));
  }

  /** A client with IPv6 takes IPv4 where there is no AAAA record. */
  #answerTo({ server, name, type }: Pick<Resolver, "server" | "name" | "type">): Answer {
    const answer = this.#servers.answer(server, name, type);
    return answer.addresses.length > 0 ? answer : this.#servers.answer(server, name, "A");
  }

  #nextRefresh(resolver: Resolver): EpochMs {
    const cycle = Math.ceil(resolver.ttl / fetchEvery) * fetchEvery;
    const first = fetchAtOrAfter(resolver, resolver.refreshedAt + resolver.ttl);
    const cycles = Math.max(0, Math.ceil((this.#time.now - first) / cycle));
    return epochMs(first + cycles * cycle);
  }

  #refresh(resolver: Resolver): void {
    const answer = this.#answerTo(resolver);
    resolver.planned = false;
    resolver.refreshedAt = this.#time.now;
    resolver.ttl = answer.ttlSeconds * 1000;
    resolver.address = answer.addresses[0] ?? null;
    this.#taste(resolver);
    this.#tell();
  }

  #taste(resolver: Resolver): void {
    const outcome = this.#outcome(resolver);
    if (same(outcome, resolver.outcome)) return;
    this.#count(resolver);
    resolver.outcome = outcome;
  }

  #outcome(resolver: Resolver): Outcome {
    if (resolver.address === null) return nowhere;
    const { scheme, path } = this.#site.visitor;
    const look: Look = this.#edges.look(resolver.address, { scheme, host: resolver.name, path });
    const trouble = look.trouble && { share: look.trouble.share, service: this.#judge(look.trouble.answer) };
    return { side: sideAt(resolver.address), usual: this.#judge(look.usual), trouble };
  }

  #judge(answer: EdgeAnswer): Service {
    if (answer.kind === "failed" || answer.status >= 400) return "failed";
    return releaseOf(answer.body) === this.#newestRelease() ? "right" : "stale";
  }

  #count(resolver: Resolver): void {
    const fetches = fetchesIn(resolver, resolver.since, this.#time.now);
    const { usual, trouble } = resolver.outcome;
    const troubled = trouble === null ? 0 : fetches * trouble.share;
    this.#fetches[usual] += fetches - troubled;
    if (trouble !== null) this.#fetches[trouble.service] += troubled;
    resolver.since = this.#time.now;
  }

  #tell(): void {
    const fare = this.#fare();
    const last = this.#fares.at(-1);
    if (last !== undefined && sameShares(last, fare)) return;
    if (last?.at === fare.at) this.#fares.pop();
    this.#fares.push(fare);
    this.#told(fare);
  }

  #fare(): Fare {
    const shares = { right: 0, stale: 0, failed: 0 };
    const sides = { primary: 0, secondary: 0 };
    const each = 1 / this.#resolvers.length;
    for (const { outcome } of this.#resolvers) {
      const troubled = outcome.trouble === null ? 0 : outcome.trouble.share;
      shares[outcome.usual] += each * (1 - troubled);
      if (outcome.trouble !== null) shares[outcome.trouble.service] += each * troubled;
      if (outcome.side !== null) sides[outcome.side] += each;
    }
    return { at: this.#time.now, shares: rounded(shares), sides: rounded(sides) };
  }
}

const nowhere: Outcome = { side: null, usual: "failed", trouble: null };

const fetchAtOrAfter = ({ phase }: Resolver, at: number): number =>
  phase + Math.ceil((at - phase) / fetchEvery) * fetchEvery;

const fetchesIn = (resolver: Resolver, from: EpochMs, to: EpochMs): number =>
  Math.max(
    0,
    between(from, to) === 0
      ? 0
      : (fetchAtOrAfter(resolver, to) - fetchAtOrAfter(resolver, from)) / fetchEvery,
  );

const same = (a: Outcome, b: Outcome): boolean =>
  a.side === b.side && a.usual === b.usual && a.trouble?.share === b.trouble?.share;

const sameShares = (a: Fare, b: Fare): boolean =>
  a.shares.right === b.shares.right &&
  a.shares.stale === b.shares.stale &&
  a.sides.primary === b.sides.primary &&
  a.sides.secondary === b.sides.secondary;

const rounded = <K extends string>(shares: Record<K, number>): Record<K, number> => {
  for (const key in shares) shares[key] = Math.round(shares[key] * 1000) / 1000;
  return shares;
};
