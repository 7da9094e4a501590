import { createHash } from "node:crypto";
import type { RecordType } from "../shared/model/site.ts";
import { ms, seconds } from "../shared/model/time.ts";
import type { DnsPort, HttpAnswer, HttpPort, HttpRequest } from "../shared/observe/ports.ts";
import { noAnswer } from "./aws/failure.ts";
import type { Chance } from "./chance.ts";
import type { EdgeAnswer, EdgeRequest, Edges } from "./edges.ts";
import type { Faults } from "./faults.ts";
import type { NameServers } from "./nameServers.ts";
import type { Run } from "./run.ts";

export interface Net {
  readonly edges: Edges;
  readonly servers: NameServers;
  /** What stands in the open of the switch's bucket; status null: nobody answers; null: the URL is no such object's. */
  publicObject(url: string): { readonly status: number | null } | null;
  readonly faults: Faults;
  readonly chance: Chance;
}

/** The net as a run in the standby region sees it. */
export function internetOf(run: Run, net: Net): { readonly http: HttpPort; readonly dns: DnsPort } {
  return {
    http: { get: (request) => get(run, net, request) },
    dns: {
      addresses: (name, type, servers) =>
        ask(run, net, () => net.servers.answer(serverAsked(net.servers, servers), name, type)),
      nameServers: () => ask(run, net, () => net.servers.endpoints),
    },
  };
}

/** Name servers are given up after as long as shared/aws/dns.ts waits for three of them. */
const dnsGivenUpAfter = seconds(6);

function ask<T>(run: Run, net: Net, answer: () => T): Promise<T> {
  if (!isCutOff(net)) return run.wait(net.chance.between(5, 40), answer);
  return run.wait(dnsGivenUpAfter, () => {
    throw noAnswer("no name server answers");
  });
}

const isCutOff = ({ faults }: Net): boolean => faults.active("proberCutOff").length > 0;

async function get(run: Run, net: Net, request: HttpRequest): Promise<HttpAnswer> {
  if (isCutOff(net))
    return run.wait(request.timeoutMs, () => ({
      kind: "failed",
      fault: "timeout",
      because: "no answer in time",
    }));
  const object = net.publicObject(request.url);
  if (object !== null) return getObject(run, net, request, object.status);
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

function getObject(run: Run, net: Net, { timeoutMs }: HttpRequest, status: number | null) {
  if (status === null)
    return run.wait<HttpAnswer>(timeoutMs, () => ({
      kind: "failed",
      fault: "timeout",
      because: "no answer in time",
    }));
  const latency = net.chance.between(20, 120);
  const answer: EdgeAnswer = { kind: "answered", status, headers: {}, body: "" };
  return run.wait(latency, () => asHttp(answer, latency));
}

const asked = (url: URL, request: HttpRequest): EdgeRequest => ({
  scheme: url.protocol === "https:" ? "https" : "http",
  host: request.host ?? url.hostname,
  path: url.pathname,
});

function asHttp(answer: EdgeAnswer, latency: number): HttpAnswer {
  return answer.kind === "failed"
    ? answer
    : { ...answer, whole: wholeOf(answer.body), latencyMs: ms(latency) };
}

const wholes = new Map<string, { readonly bytes: number; readonly sha256: string }>();

/** The same few pages are fetched for ever. */
function wholeOf(body: string): { readonly bytes: number; readonly sha256: string } {
  const known = wholes.get(body);
  if (known !== undefined) return known;
  const whole = { bytes: Buffer.byteLength(body), sha256: createHash("sha256").update(body).digest("hex") };
  wholes.set(body, whole);
  return whole;
}

/** AWS's own names, or one of the site's. */
function addressOf(net: Net, host: string): string | null {
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
