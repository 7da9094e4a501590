import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listBody } from "./body.ts";
import { pageOf, pagesOf } from "./pages.ts";
import { isShape } from "./shapes.ts";
import { makeStore, type Store } from "./store.ts";

/**
 * A synthetic S3 in a process of its own: lists two buckets, nothing else. Says its port when it is ready.
 * Usage: node bench/s3/server.ts SHAPE OBJECTS LATENCY_MS
 */
const [, , shape = "", objects = "", latency = ""] = process.argv;
if (!isShape(shape)) throw new Error(`no such shape: ${shape}`);
const store = makeStore(shape, Number(objects));
const counted = { requests: 0 };

const server = createServer({ keepAlive: true, keepAliveTimeout: 600_000 }, (request, response) => {
  setTimeout(() => answer(store, request, response), Number(latency));
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : null;
  process.stdout.write(`${JSON.stringify({ port, planted: store.planted, idealPages: pagesOf(store) })}\n`);
});

function answer(from: Store, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", "http://s3");
  const asked = url.searchParams;
  if (url.pathname === "/counted") return void response.end(JSON.stringify(takeCounted()));
  counted.requests++;
  if (asked.has("location")) return void response.end("<LocationConstraint/>");
  const page = pageOf(from, {
    side: url.pathname.startsWith("/primary") ? "primary" : "secondary",
    prefix: asked.get("prefix") ?? "",
    after: asked.get(asked.get("list-type") === "2" ? "start-after" : "marker") ?? "",
    token: asked.get("continuation-token"),
    maxKeys: Math.min(Number(asked.get("max-keys") ?? 1000), 1000),
  });
  const body = listBody(url.pathname.split("/")[1] ?? "", page);
  response.writeHead(200, { "content-type": "application/xml", "content-length": body.length }).end(body);
}

function takeCounted() {
  const taken = { ...counted };
  counted.requests = 0;
  return taken;
}
