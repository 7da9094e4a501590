import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { type DemoConsole, demoConsole } from "./consoleServed.ts";

let browser: Browser;
let served: DemoConsole;
let own: URL;
let token: string;
beforeAll(async () => {
  browser = await launchChromium();
  served = await demoConsole();
  own = new URL(served.address);
  token = own.hash.slice("#token=".length);
});
afterAll(async () => {
  await served?.close();
  await browser?.close();
});

test.each([
  ["its own page", {}, 200],
  ["a wrong token", { authorization: "Bearer x" }, 401],
  ["a foreign origin", { origin: "https://evil.example" }, 403],
  ["a wrong host", { host: "evil.example" }, 403],
])("an order from %s is answered with %3$i", async (_, headers, status) => {
  expect(await order({ authorization: `Bearer ${token}`, ...headers })).toBe(status);
});

test("what is no JSON object, or too much, is refused", async () => {
  expect(await order({ authorization: `Bearer ${token}` }, "[1]")).toBe(400);
  expect(await order({ authorization: `Bearer ${token}` }, `{"a":"${"x".repeat(70_000)}"}`)).toBe(400);
});

test("another page in the same browser gets nothing, even with the token", async () => {
  const stranger = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>stranger</title>");
  });
  await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", () => resolve()));
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`);
  const got = await page.evaluate(`(${tryAll})(${JSON.stringify({ origin: own.origin, token })})`);
  expect(got).toEqual({ asked: "refused", framed: "refused" });
  await page.close();
  stranger.close();
});

/** Runs in the stranger's page. */
const tryAll = `async function tryAll({ origin, token }) {
  const asked = fetch(origin + "/api/ask", {
    method: "POST",
    headers: { authorization: "Bearer " + token },
    body: '{"action":"status","site":"www.example.com"}',
  });
  const framed = document.createElement("iframe");
  framed.src = origin;
  document.body.append(framed);
  await new Promise((resolve) => framed.addEventListener("load", resolve));
  return {
    asked: await asked.then((response) => response.status, () => "refused"),
    framed: framed.contentDocument === null ? "refused" : "shown",
  };
}`;

function order(
  headers: Record<string, string>,
  body = '{"action":"status","site":"www.example.com"}',
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port: own.port, path: "/api/ask", method: "POST", headers },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
