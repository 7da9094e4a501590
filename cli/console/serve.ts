import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { reasonOf } from "../../shared/model/reason.ts";
import type { Override } from "../override/reach.ts";
import type { Demo } from "./demo/demo.ts";
import { type Guard, newToken, refusalOf, securityHeaders } from "./guard.ts";
import { type PageFile, pageFiles } from "./pageFiles.ts";
import { readWish } from "./readWish.ts";
import { type Rhythm, Watch } from "./watch.ts";
import type { News, PageClock, ReadinessFound } from "./wire.ts";

export interface ConsoleParts {
  readonly sites: readonly string[];
  readonly override: Override;
  /** Reads the ground of a site, which takes some seconds. */
  readonly readiness: (site: string) => Promise<ReadinessFound>;
  /** In whose name orders are placed, where AWS vouches for nobody. */
  readonly as: string;
  readonly rhythm: Rhythm;
  readonly demo: Demo | null;
  readonly clock: () => PageClock;
  /** 0: any that is free. */
  readonly port: number;
}

export interface Console {
  /** With the token in its fragment. */
  readonly address: string;
  close(): Promise<void>;
}

const loopback = "127.0.0.1";
const bodyAtMost = 64 * 1024;
const tickEveryMs = 250;
const heartbeatEveryMs = 5000;

/** The console's server: its page, a live stream of how the sites stand, and the way to the override. */
export async function serveConsole(parts: ConsoleParts): Promise<Console> {
  const files = await pageFiles();
  const streams = new Set<ServerResponse>();
  const tell = (news: News): void => {
    for (const stream of streams) stream.write(`${JSON.stringify(news)}\n`);
  };
  const watch = new Watch(parts.sites, {
    override: parts.override,
    rhythm: parts.rhythm,
    now: () => parts.clock().at,
    tell: (site) => tell({ kind: "site", clock: parts.clock(), site }),
  });
  const stopDemo = parts.demo?.onChange((demo) => tell({ kind: "demo", clock: parts.clock(), demo }));
  let guard: Guard | null = null;
  const server = createServer((request, response) => {
    if (guard === null) return;
    void answer({ parts, files, streams, watch, guard }, request, response).catch(() => response.destroy());
  });
  const port = await listening(server, parts.port);
  guard = { token: newToken(), port };
  const timers = [
    setInterval(
      () => void (streams.size > 0 && parts.clock().speed > 0 && watch.tick(Date.now())),
      tickEveryMs,
    ),
    setInterval(() => tell({ kind: "clock", clock: parts.clock() }), heartbeatEveryMs),
  ];
  return {
    address: `http://${loopback}:${port}/#token=${guard.token}`,
    close: async () => {
      timers.forEach(clearInterval);
      stopDemo?.();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Desk {
  readonly parts: ConsoleParts;
  readonly files: ReadonlyMap<string, PageFile>;
  readonly streams: Set<ServerResponse>;
  readonly watch: Watch;
  readonly guard: Guard;
}

async function answer(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? "/", "http://console.invalid").pathname;
  const file = request.method === "GET" ? desk.files.get(path) : undefined;
  const refusal = refusalOf(desk.guard, request.headers, file === undefined);
  if (refusal !== null)
    return send(response, refusal.status, "application/json", { refused: refusal.because });
  if (file !== undefined) return send(response, 200, file.type, file.body);
  if (request.method === "GET" && path === "/api/live") return live(desk, response);
  if (request.method !== "POST")
    return send(response, 404, "application/json", { refused: "there is nothing here" });
  const body = await bodyOf(request);
  if (body === null)
    return send(response, 400, "application/json", { refused: "no JSON object of at most 64 KiB" });
  return send(response, 200, "application/json", await taken(desk, path, body));
}

/** One JSON object a line, from now on. */
function live({ parts, streams, watch }: Desk, response: ServerResponse): void {
  response.writeHead(200, { ...securityHeaders, "content-type": "application/x-ndjson" });
  const { via, as, demo, clock } = { ...parts, via: parts.override.name };
  const hello: News = {
    kind: "hello",
    clock: clock(),
    via,
    as,
    sites: watch.sites,
    demo: demo?.state ?? null,
  };
  response.write(`${JSON.stringify(hello)}\n`);
  streams.add(response);
  response.on("close", () => streams.delete(response));
}

async function taken({ parts, watch }: Desk, path: string, body: object): Promise<unknown> {
  if (path === "/api/look") {
    if ("site" in body && typeof body.site === "string") watch.lookAt(body.site, Date.now());
    return {};
  }
  if (path === "/api/demo") {
    const wish = readWish(body);
    if (parts.demo === null || wish === null) return { refused: "no such wish" };
    parts.demo.fulfil(wish);
    return {};
  }
  if (path === "/api/readiness") return await ready(parts, "site" in body ? String(body.site) : "");
  if (path !== "/api/ask") return { refused: "there is nothing here" };
  const asked = await parts.override.ask({ requestedBy: parts.as, via: parts.override.via, ...body });
  if ("site" in body && typeof body.site === "string") watch.changed(body.site);
  return asked;
}

async function ready({ sites, readiness }: ConsoleParts, site: string): Promise<unknown> {
  if (!sites.includes(site)) return { refused: "there is no such site" };
  return await readiness(site).catch((error: unknown) => ({ refused: reasonOf(error) }));
}

async function bodyOf(request: IncomingMessage): Promise<object | null> {
  let text = "";
  for await (const part of request.setEncoding("utf8")) {
    text += part;
    if (text.length > bodyAtMost) return null;
  }
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function send(response: ServerResponse, status: number, type: string, body: unknown): void {
  response.writeHead(status, { ...securityHeaders, "content-type": type });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, loopback, () => resolve((server.address() as AddressInfo).port));
  });
}
