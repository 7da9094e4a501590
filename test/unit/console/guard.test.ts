import { describe, expect, test } from "vitest";
import { newToken, refusalOf, securityHeaders } from "../../../cli/console/guard.ts";

const guard = { token: "the-token", port: 8080 };
const own = { host: "127.0.0.1:8080", authorization: "Bearer the-token" };

describe("the console's guard", () => {
  test("lets its own page through, with the token", () => {
    expect(refusalOf(guard, { ...own, origin: "http://127.0.0.1:8080" }, true)).toBeNull();
    expect(refusalOf(guard, { ...own, host: "localhost:8080" }, true)).toBeNull();
  });

  test("gives the page's files without a token: there is no secret in them", () => {
    expect(refusalOf(guard, { host: "127.0.0.1:8080", "sec-fetch-site": "none" }, false)).toBeNull();
  });

  test.each([
    ["no token", { authorization: undefined }, 401],
    ["a wrong token", { authorization: "Bearer the-tokem" }, 401],
    ["a token of another length", { authorization: "Bearer the-token-" }, 401],
    ["the token without its scheme", { authorization: "the-token" }, 401],
    ["a name that was rebound to this machine", { host: "evil.example:8080" }, 403],
    ["another port", { host: "127.0.0.1:8081" }, 403],
    ["no host", { host: undefined }, 403],
    ["a foreign origin", { origin: "https://evil.example" }, 403],
    ["a sandboxed origin", { origin: "null" }, 403],
    ["the same host by https", { origin: "https://127.0.0.1:8080" }, 403],
    ["another site's request", { "sec-fetch-site": "cross-site" }, 403],
    ["another port of this machine", { "sec-fetch-site": "same-site" }, 403],
  ])("refuses %s", (_, headers, status) => {
    const given = Object.fromEntries(
      Object.entries({ ...own, ...headers }).filter(([, value]) => value !== undefined),
    );
    expect(refusalOf(guard, given, true)?.status).toBe(status);
  });

  test("has a new token of 32 bytes each time", () => {
    expect(newToken()).toMatch(/^[\w-]{43}$/);
    expect(newToken()).not.toBe(newToken());
  });

  test("allows nothing but its own files, no inline script or style, and no frame", () => {
    const policy = securityHeaders["content-security-policy"];
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
  });
});
