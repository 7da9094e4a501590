import { createHash } from "node:crypto";
import type { SideName, Site } from "../../shared/model/site.ts";
import { after, type Clock, type EpochMs, seconds } from "../../shared/model/time.ts";
import type { DnsPort, HttpPort } from "../../shared/observe/ports.ts";
import { seeVisitors, type VisitorSeen } from "../../shared/observe/visitors.ts";

/** What a visitor of one of the site's names got. */
export interface Visit {
  readonly at: EpochMs;
  readonly name: string;
  /** Whose answer it was; null: it bears neither side's mark, or there was none. */
  readonly from: SideName | null;
  /** `stale`: a page of the standby's that the primary did not serve before. `unknown`: the fetch could not be made here. */
  readonly got: "right" | "stale" | "failed" | "unknown";
  /** What went wrong; null: nothing. */
  readonly because: string | null;
}

export interface Visitor {
  visit(): Promise<readonly Visit[]>;
}

interface Net {
  readonly http: HttpPort;
  readonly dns: DnsPort;
  readonly clock: Clock;
}

/**
 * A visitor behind a resolver that caches: it asks the zone's own name servers again when their answer's TTL is over, as
 * resolvers do, and fetches each name's page from there. `visit` asks once for every name.
 */
export function visitorOf({ http, dns, clock }: Net, site: Site): Visitor {
  const bodies = new Map<string, string>();
  const pages = new Map<string, Set<string>>();
  const watched: HttpPort = {
    async get(request) {
      const answer = await http.get(request);
      if (answer.kind === "answered") bodies.set(request.host ?? "", digestOf(answer.body));
      return answer;
    },
  };
  const ports = { http: watched, dns: caching(dns, clock), clock };
  const judged = ({ view: { name, served } }: VisitorSeen): Visit => {
    const at = clock.now();
    if (served.kind === "unknown") return { at, name, from: null, got: "unknown", because: served.because };
    const { value } = served;
    const from = value.by === "unmarked" ? null : value.by;
    if (value.kind === "failed") return { at, name, from, got: "failed", because: value.because };
    const page = bodies.get(name) ?? "";
    const known = pages.get(name) ?? new Set();
    if (from === "primary") pages.set(name, known.add(page));
    const isStale = from === "secondary" && !known.has(page);
    return {
      at,
      name,
      from,
      got: isStale ? "stale" : "right",
      because: isStale ? "the standby's page is not one that the primary served" : null,
    };
  };
  return { visit: async () => (await seeVisitors(ports, site)).map(judged) };
}

const digestOf = (body: string): string => createHash("sha256").update(body).digest("base64");

function caching(dns: DnsPort, clock: Clock): DnsPort {
  const kept = new Map<
    string,
    { readonly answer: Awaited<ReturnType<DnsPort["addresses"]>>; until: EpochMs }
  >();
  return {
    nameServers: (name) => dns.nameServers(name),
    async addresses(name, type, servers) {
      const key = `${name} ${type}`;
      const known = kept.get(key);
      if (known !== undefined && clock.now() < known.until) return known.answer;
      const answer = await dns.addresses(name, type, servers);
      kept.set(key, { answer, until: after(clock.now(), seconds(answer.ttlSeconds)) });
      return answer;
    },
  };
}
