import * as v from "valibot";
import { describe, expect, test } from "vitest";
import {
  cameThroughUrl,
  functionUrlEvent,
  readHttpEvent,
  readPayload,
} from "../../shared/lambda/overrideCall.ts";

const request = { action: "status", site: "www.example.com" };
const functionArn = "arn:aws:lambda:eu-west-1:123456789012:function:static-site-failover-prod-override";

const signed = (body: string, isBase64Encoded = false) =>
  v.parse(functionUrlEvent, {
    version: "2.0",
    body,
    isBase64Encoded,
    requestContext: {
      authorizer: { iam: { accountId: "123456789012", userArn: "arn:aws:iam::123456789012:user/ada" } },
      http: { method: "POST", path: "/" },
    },
  });

describe("who calls", () => {
  test("is vouched for by AWS only on the alias of the function URL", () => {
    expect(cameThroughUrl(`${functionArn}:url`)).toBe(true);
    expect(cameThroughUrl(functionArn)).toBe(false);
    expect(cameThroughUrl(`${functionArn}:7`)).toBe(false);
  });

  test("is not known on a plain invoke, even when the payload dresses up as a signed request", () => {
    const disguised = { ...request, requestContext: signed("{}").requestContext };
    expect(readPayload(disguised)).toEqual({ kind: "input", input: disguised, caller: null });
  });

  test("is the signer of a request to the function URL", () => {
    expect(readHttpEvent(signed(JSON.stringify(request)))).toEqual({
      kind: "input",
      input: request,
      caller: { name: "arn:aws:iam::123456789012:user/ada", proof: "iam" },
    });
  });

  test("is refused when a URL without authorization let it through", () => {
    const open = { body: "{}", requestContext: { http: { method: "POST" } } };
    expect(v.safeParse(functionUrlEvent, open).success).toBe(false);
  });
});

describe("what is called for", () => {
  test("is read from a base64 body too", () => {
    const body = Buffer.from(JSON.stringify(request)).toString("base64");
    expect(readHttpEvent(signed(body, true))).toMatchObject({ kind: "input", input: request });
  });

  test.each(["", "{", "force www.example.com now"])("is unreadable when the body is %j", (body) => {
    expect(readHttpEvent(signed(body))).toEqual({ kind: "unreadable", because: "the body is not JSON" });
  });

  test("is unreadable when it is a megabyte, either way", () => {
    const long = { ...request, reason: "x".repeat(1_000_000) };
    expect(readPayload(long).kind).toBe("unreadable");
    expect(readHttpEvent(signed(JSON.stringify(long))).kind).toBe("unreadable");
  });
});
