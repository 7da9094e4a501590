import type { DnsAnswer, Reading, Served, VisitorView } from "../model/observation.ts";
import { known, unknown } from "../model/observation.ts";
import type { HostedZone, Marker, SideName, Site, SiteName, VisitorProbe } from "../model/site.ts";
import { fetchTries, heard } from "./fetchTries.ts";
import type { HttpAnswer, ObservePorts } from "./ports.ts";
import { readingOf } from "./reading.ts";

type VisitorPorts = Pick<ObservePorts, "dns" | "http" | "clock">;

export interface VisitorSeen {
  readonly view: VisitorView;
  /** Whether a name server or a web server answered, well or badly. */
  readonly heard: boolean;
}

/** What a visitor of each name gets: what the zone's own servers answer, and who serves a fetch from there. */
export const seeVisitors = (ports: VisitorPorts, site: Site): Promise<readonly VisitorSeen[]> =>
  Promise.all(site.names.map((name) => seeVisitor(ports, site, name)));

async function seeVisitor(ports: VisitorPorts, site: Site, siteName: SiteName): Promise<VisitorSeen> {
  const { name } = siteName;
  const answers = await readingOf(ports.clock, `DNS for ${name}`, () =>
    authoritativeAnswers(ports, site.hostedZone, siteName),
  );
  const fetched = await fetchAsVisitor(ports, site.visitor, name, answers);
  return {
    view: { name, answers, served: fetched.served },
    heard: answers.kind === "known" || fetched.heard,
  };
}

async function authoritativeAnswers(
  { dns }: VisitorPorts,
  zone: HostedZone,
  { name, types }: SiteName,
): Promise<readonly DnsAnswer[]> {
  const servers = zone.nameServers.length > 0 ? zone.nameServers : await dns.nameServers(name);
  return Promise.all(types.map(async (type) => ({ type, ...(await dns.addresses(name, type, servers)) })));
}

interface Fetched {
  readonly served: Reading<Served>;
  readonly heard: boolean;
}

async function fetchAsVisitor(
  ports: VisitorPorts,
  probe: VisitorProbe,
  name: string,
  answers: Reading<readonly DnsAnswer[]>,
): Promise<Fetched> {
  const reading = (served: Served | string): Reading<Served> =>
    typeof served === "string" ? unknown(served, ports.clock.now()) : known(served, ports.clock.now());
  const addresses = answers.kind === "unknown" ? answers.because : ipv4Addresses(name, answers.value);
  if (typeof addresses === "string") return { served: reading(addresses), heard: false };
  if (addresses.length === 0) return { served: reading(nowhere(name)), heard: false };
  const url = `${probe.scheme}://${name}:${probe.port}${probe.path}`;
  const requests = addresses.map((address) => ({ url, host: name, address, timeoutMs: probe.timeoutMs }));
  // The next address after a failure, as a browser does.
  const tried = await fetchTries(ports, requests, (answer) => isServed(servedBy(probe.marker, answer, url)));
  const last = tried.at(-1);
  const served = last === undefined ? `${url} was not asked` : servedBy(probe.marker, last, url);
  return { served: reading(served), heard: tried.some(heard) };
}

/** Or why there are none to fetch from: a Lambda outside a VPC has no IPv6, so AAAA answers are read and not fetched. */
function ipv4Addresses(name: string, answers: readonly DnsAnswer[]): readonly string[] | string {
  const ipv4 = answers.find(({ type }) => type === "A");
  return ipv4?.addresses ?? `${name} has no A records, and only IPv4 is fetched`;
}

const isServed = (served: Served | string): boolean => typeof served !== "string" && served.kind === "served";

const nowhere = (name: string): Served => ({
  kind: "failed",
  by: "unmarked",
  fault: "dns",
  because: `the name servers answer no address for ${name}`,
});

/** Or why the fetch could not be made. 2xx and 3xx are served, as Route 53's checkers see it. */
function servedBy(marker: Marker, answer: HttpAnswer, url: string): Served | string {
  switch (answer.kind) {
    case "notMade":
      return `${url} could not be asked: ${answer.because}`;
    case "failed":
      return { kind: "failed", by: "unmarked", fault: answer.fault, because: `${url}: ${answer.because}` };
    case "answered": {
      const { status, latencyMs } = answer;
      const by = markedBy(marker, answer.headers);
      if (status >= 200 && status <= 399) return { kind: "served", by, status, latencyMs };
      return { kind: "failed", by, fault: "status", because: `${url} answered ${status}` };
    }
  }
}

function markedBy(marker: Marker, headers: Readonly<Record<string, string>>): SideName | "unmarked" {
  switch (marker.kind) {
    case "via-cloudfront":
      return throughCloudFront(headers) ? "primary" : "secondary";
    case "header": {
      const value = headers[marker.name.toLowerCase()];
      if (value === marker.primary) return "primary";
      return value === marker.secondary ? "secondary" : "unmarked";
    }
  }
}

function throughCloudFront(headers: Readonly<Record<string, string>>): boolean {
  const { via = "", "x-amz-cf-id": requestId } = headers;
  return requestId !== undefined || via.toLowerCase().includes("cloudfront");
}
