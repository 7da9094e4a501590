import type { RecordType } from "../shared/model/site.ts";
import { ms } from "../shared/model/time.ts";
import type { DnsPort, HttpAnswer, HttpPort, HttpRequest } from "../shared/observe/ports.ts";
import type { Chance } from "./chance.ts";
import type { EdgeAnswer, EdgeRequest, Edges } from "./edges.ts";
import type { NameServers } from "./nameServers.ts";
import type { Run } from "./run.ts";

/** The net as a run in the standby region sees it. */
export function internetOf(
  run: Run,
  net: { readonly edges: Edges; readonly servers: NameServers; readonly chance: Chance },
): { readonly http: HttpPort; readonly dns: DnsPort } {
  return {
    http: { get: (request) => get(run, net, request) },
    dns: {
      addresses: (name, type, servers) =>
        run.wait(net.chance.between(5, 40), () =>
          net.servers.answer(serverAsked(net.servers, servers), name, type),
        ),
      nameServers: () => run.wait(net.chance.between(5, 40), () => net.servers.endpoints),
    },
  };
}

async function get(
  run: Run,
  net: { readonly edges: Edges; readonly servers: NameServers; readonly chance: Chance },
  request: HttpRequest,
): Promise<HttpAnswer> {
  const url = parsed(request.url);
  const address = request.address ?? addressOf(net, url.hostname);
  if (address === null) {
    return run.wait(20, () => ({ kind: "failed", fault: "dns", because: `${url.hostname} has no address` }));
  }
  const look = net.edges.look(address, asked(url, request));
  const troubled = look.trouble !== null && net.chance.happens(look.trouble.share);
  const answer = troubled && look.trouble !== null ? look.trouble.answer : look.usual;
  const slow = answer.kind === "failed" && answer.fault === "timeout";
  const latency = slow ? request.timeoutMs : net.chance.between(20, 120);
  return run.wait(latency, () => asHttp(answer, latency));
}

const asked = (url: URL, request: HttpRequest): EdgeRequest => ({
  scheme: url.protocol === "https:" ? "https" : "http",
  host: request.host ?? url.hostname,
  path: url.pathname,
});

function asHttp(answer: EdgeAnswer, latency: number): HttpAnswer {
  return answer.kind === "failed" ? answer : { ...answer, latencyMs: ms(latency) };
}

/** AWS's own names, or one of the site's. */
function addressOf(
  net: { readonly edges: Edges; readonly servers: NameServers },
  host: string,
): string | null {
  const type: RecordType = "A";
  return net.edges.addressesOf(host, type)[0] ?? net.servers.answer(0, host, type).addresses[0] ?? null;
}

/** The first of those asked answers; one that is none of the zone's is taken for the first of them. */
const serverAsked = (servers: NameServers, asked: readonly string[]): number =>
  Math.max(0, servers.endpoints.indexOf(asked[0] ?? ""));

const urls = new Map<string, URL>();

/** Probes fetch the same few URLs for ever, and parsing them costs more than answering them. */
function parsed(text: string): URL {
  const known = urls.get(text);
  if (known !== undefined) return known;
  const url = new URL(text);
  urls.set(text, url);
  return url;
}
