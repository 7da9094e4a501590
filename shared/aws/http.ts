import { createHash } from "node:crypto";
import type { ClientRequest, IncomingMessage } from "node:http";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { reasonOf } from "../model/reason.ts";
import { type DurationMs, ms } from "../model/time.ts";
import type { HttpAnswer, HttpPort, HttpRequest } from "../observe/ports.ts";

const maxBody = 256 * 1024;

/** Fetches as a visitor's browser would, on a connection of its own each time: a kept one would hide a dead host. */
export const nodeHttp: HttpPort = { get: fetchOnce };

async function fetchOnce(wanted: HttpRequest): Promise<HttpAnswer> {
  const begun = performance.now();
  const progress: Progress = { connected: false, secure: false, late: false };
  let deadline: NodeJS.Timeout | undefined;
  try {
    const request = open(wanted);
    follow(request, progress);
    // One deadline for all of it: name, connection, headers and body.
    deadline = setTimeout(() => giveUp(request, progress), wanted.timeoutMs);
    const response = await responseTo(request);
    const read = await readBody(response);
    return answered(response, read, ms(Math.round(performance.now() - begun)));
  } catch (error) {
    return failed(error, progress, wanted);
  } finally {
    clearTimeout(deadline);
  }
}

/** How far it came, which tells what a failure was: what fails between connection and TLS's end is TLS. */
interface Progress {
  connected: boolean;
  secure: boolean;
  late: boolean;
}

function open({ url, host, address }: HttpRequest): ClientRequest {
  const { protocol, hostname: bracketed, port, pathname, search } = new URL(url);
  const hostname = bracketed.replace(/^\[|\]$/g, "");
  const named = host ?? hostname;
  const options = {
    host: address ?? hostname,
    ...(port === "" ? {} : { port: Number(port) }),
    path: pathname + search,
    // A Lambda outside a VPC has no IPv6.
    family: 4,
    agent: false,
    headers: {
      ...hostHeader(named, port),
      accept: "*/*",
      "accept-encoding": "identity",
      "user-agent": "failover",
    },
  } as const;
  if (protocol === "http:") return requestHttp(options).end();
  if (protocol !== "https:") throw new Error(`Only http and https can be fetched: ${url}`);
  // RFC 6066: a server name is never an address.
  return requestHttps({ ...options, servername: isIP(named) === 0 ? named : "" }).end();
}

function hostHeader(named: string, port: string): { readonly host: string } {
  const name = named.includes(":") && isIP(named) === 6 ? `[${named}]` : named;
  return { host: port === "" ? name : `${name}:${port}` };
}

function follow(request: ClientRequest, progress: Progress): void {
  request.once("socket", (socket) => {
    socket.once("connect", () => {
      progress.connected = true;
    });
    socket.once("secureConnect", () => {
      progress.secure = true;
    });
  });
}

function giveUp(request: ClientRequest, progress: Progress): void {
  progress.late = true;
  request.destroy(new Error("gave up"));
}

function responseTo(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once("response", resolve);
    // Stays for good: a socket may fail again after the first error was told.
    request.on("error", reject);
  });
}

/** The first 256 KiB; leaving the loop early closes the connection. */
async function readBody(response: IncomingMessage): Promise<Pick<Answered, "body" | "whole">> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBody) break;
  }
  const bytes = Buffer.concat(chunks);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return {
    body: bytes.subarray(0, maxBody).toString("utf8"),
    whole: size > maxBody ? null : { bytes: size, sha256 },
  };
}

type Answered = Extract<HttpAnswer, { kind: "answered" }>;

function answered(
  response: IncomingMessage,
  read: Pick<Answered, "body" | "whole">,
  latencyMs: DurationMs,
): HttpAnswer {
  const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
  return {
    kind: "answered",
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    ...read,
    latencyMs,
  };
}

/** Codes of faults of this machine, not of the one asked: the resolver did not answer, no route, no sockets left. */
const ownFaults = ["EAI_AGAIN", "ENETUNREACH", "EADDRNOTAVAIL", "EMFILE", "ENFILE", "ENOBUFS", "ENOMEM"];

function failed(error: unknown, progress: Progress, { url, timeoutMs }: HttpRequest): HttpAnswer {
  const because = reasonOf(error);
  if (progress.late) return { kind: "failed", fault: "timeout", because: `no answer within ${timeoutMs} ms` };
  const code = codeOf(error);
  const neverSent = code === null || (!progress.connected && code.startsWith("ERR_"));
  if (neverSent || ownFaults.includes(code)) return { kind: "notMade", because };
  if (code === "ENOTFOUND" || code === "ENODATA") return { kind: "failed", fault: "dns", because };
  if (code === "ETIMEDOUT") return { kind: "failed", fault: "timeout", because };
  const duringTls = url.startsWith("https:") && progress.connected && !progress.secure;
  return { kind: "failed", fault: duringTls ? "tls" : "connect", because };
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
