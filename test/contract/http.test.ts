import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeHttp } from "../../shared/aws/http.ts";
import { ms } from "../../shared/model/time.ts";
import type { HttpRequest } from "../../shared/observe/ports.ts";
import { certificate } from "./certificate.ts";
import { closedPort, httpServer, httpsServer, tcpServer } from "./loopback.ts";

const get = (url: string, rest: Partial<HttpRequest> = {}) =>
  nodeHttp.get({ url, host: null, address: null, timeoutMs: ms(2000), ...rest });

test("gives status, headers in lower case, body and latency", async () => {
  const port = await httpServer((_request, response) => {
    response.writeHead(404, { "X-Served-By": "blue", "Set-Cookie": ["a=1", "b=2"] }).end("żółć");
  });
  expect(await get(`http://127.0.0.1:${port}/`)).toMatchObject({
    kind: "answered",
    status: 404,
    headers: { "x-served-by": "blue", "set-cookie": "a=1,b=2" },
    body: "żółć",
    // printf żółć | sha256sum
    whole: { bytes: 8, sha256: "47ff00909613d05d62e7ba4ae9e6c072d7371dcc16c7eb27edb5d298d21094ec" },
    latencyMs: expect.any(Number),
  });
});

test("connects to the address, and asks with the host's own name, port, path and query", async () => {
  const port = await httpServer(({ headers, url }, response) => response.end(`${headers.host} ${url}`));
  const url = `http://www.example.com:${port}/a%20b/?v=1`;
  expect(await get(url, { host: "www.example.com", address: "127.0.0.1" })).toMatchObject({
    body: `www.example.com:${port} /a%20b/?v=1`,
  });
});

test("asks one host in the name of another", async () => {
  const port = await httpServer(({ headers }, response) => response.end(headers.host));
  expect(await get(`http://127.0.0.1:${port}/`, { host: "www.example.com" })).toMatchObject({
    body: `www.example.com:${port}`,
  });
});

test("opens a connection of its own each time", async () => {
  const ports = new Set<number | undefined>();
  const port = await httpServer(({ socket, headers }, response) => {
    ports.add(socket.remotePort);
    response.end(headers.connection);
  });
  expect(await get(`http://127.0.0.1:${port}/`)).toMatchObject({ body: "close" });
  await get(`http://127.0.0.1:${port}/`);
  expect(ports.size).toBe(2);
});

test("does not follow a redirect", async () => {
  const port = await httpServer((_request, response) => response.writeHead(301, { location: "/x" }).end());
  expect(await get(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 301, headers: { location: "/x" } });
});

test("reads 256 KiB of 2 MB and leaves", async () => {
  const port = await httpServer((_request, response) => response.end("x".repeat(2_000_000)));
  const answer = await get(`http://127.0.0.1:${port}/`);
  expect(answer.kind === "answered" && answer.body.length).toBe(262_144);
  expect(answer).toMatchObject({ whole: null });
});

describe("fails by", () => {
  test("timeout when nothing is answered", async () => {
    const port = await tcpServer(() => {});
    expect(await get(`http://127.0.0.1:${port}/`, { timeoutMs: ms(100) })).toEqual({
      kind: "failed",
      fault: "timeout",
      because: "no answer within 100 ms",
    });
  });

  test("timeout when the body stops half-way, or trickles", async () => {
    const port = await httpServer((_request, response) => {
      response.write("half");
      const drip = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(drip));
    });
    expect(await get(`http://127.0.0.1:${port}/`, { timeoutMs: ms(150) })).toMatchObject({
      fault: "timeout",
    });
  });

  test("connect when the port is closed", async () => {
    const port = await closedPort();
    expect(await get(`http://127.0.0.1:${port}/`)).toEqual({
      kind: "failed",
      fault: "connect",
      because: `connect ECONNREFUSED 127.0.0.1:${port}`,
    });
  });

  test("connect when the connection breaks before or within the answer", async () => {
    const before = await tcpServer((socket) => socket.once("data", () => socket.resetAndDestroy()));
    expect(await get(`http://127.0.0.1:${before}/`)).toMatchObject({ fault: "connect" });
    const within = await httpServer((_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half");
      setTimeout(() => response.destroy(), 20);
    });
    expect(await get(`http://127.0.0.1:${within}/`)).toMatchObject({ fault: "connect" });
  });

  test("connect when what answers is not HTTP", async () => {
    const port = await tcpServer((socket) => socket.end("220 mail.example.com ESMTP\r\n"));
    expect(await get(`http://127.0.0.1:${port}/`)).toMatchObject({ kind: "failed", fault: "connect" });
  });

  test("tls when the other side speaks none, or hangs up in the handshake", async () => {
    const plain = await httpServer((_request, response) => response.end());
    expect(await get(`https://127.0.0.1:${plain}/`)).toMatchObject({ kind: "failed", fault: "tls" });
    const rude = await tcpServer((socket) => socket.once("data", () => socket.destroy()));
    expect(await get(`https://127.0.0.1:${rude}/`)).toMatchObject({ kind: "failed", fault: "tls" });
  });

  test("tls when nobody trusted signed the certificate", async () => {
    const port = await httpsServer((_request, response) => response.end());
    const url = `https://www.example.com:${port}/`;
    expect(await get(url, { address: "127.0.0.1" })).toMatchObject({ kind: "failed", fault: "tls" });
  });
});

describe("with the certificate trusted", () => {
  const trusted = getCACertificates("default");
  beforeAll(() => setDefaultCACertificates([...trusted, certificate.cert]));
  afterAll(() => setDefaultCACertificates(trusted));

  test("is answered when it is for the host asked as, wherever that is", async () => {
    const port = await httpsServer(({ headers }, response) => response.end(headers.host));
    const answer = await get(`https://127.0.0.1:${port}/`, { host: "www.example.com" });
    expect(answer).toMatchObject({ kind: "answered", body: `www.example.com:${port}` });
  });

  test("fails by tls when it is for another host", async () => {
    const port = await httpsServer((_request, response) => response.end());
    const answer = await get(`https://127.0.0.1:${port}/`, { host: "other.example.com" });
    expect(answer).toMatchObject({ kind: "failed", fault: "tls" });
  });
});

describe("was not made when", () => {
  test("the URL is none", async () => {
    expect(await get("not a url")).toMatchObject({ kind: "notMade" });
  });

  test("the scheme is neither http nor https", async () => {
    expect(await get("ftp://www.example.com/")).toMatchObject({ kind: "notMade" });
  });
});
