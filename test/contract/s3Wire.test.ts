import type { RequestListener } from "node:http";
import { Readable } from "node:stream";
import { S3Client } from "@aws-sdk/client-s3";
import { afterEach, expect, test, vi } from "vitest";
import { systemClock } from "../../shared/aws/clock.ts";
import { s3Listing } from "../../shared/aws/listing.ts";
import { s3ObjectStore } from "../../shared/aws/objectStore.ts";
import { verifyPortsAt } from "../../shared/aws/verifyPorts.ts";
import { compareBuckets } from "../../shared/verify/compareBuckets.ts";
import { oneByOne, taskOf } from "../fixtures/comparison.ts";
import { type Answer, wire, xml } from "./awsWire.ts";
import { httpServer } from "./loopback.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

const storeAnswering = async (answer: Answer) => {
  const { clients, asked } = await wire(answer);
  return { store: s3ObjectStore(clients.s3("eu-central-1"), "journal"), asked };
};

const refusing =
  (status: number, code: string): Answer =>
  (_asked, response) =>
    xml(response, status, `<Error><Code>${code}</Code><Message>said ${code}</Message></Error>`);

test("an endpoint that is an address gets the bucket in the path, signed for the bucket's region", async () => {
  const { store, asked } = await storeAnswering((_asked, response) =>
    response.setHeader("ETag", '"e1"').end("body"),
  );
  expect(await store.get("sites/www.example.com/record.json")).toEqual({ body: "body", etag: '"e1"' });
  expect(asked[0]?.path).toBe("/journal/sites/www.example.com/record.json");
  expect(asked[0]?.headers.authorization).toContain("/eu-central-1/s3/aws4_request");
});

test("writes carry their condition", async () => {
  const { store, asked } = await storeAnswering((_asked, response) =>
    response.setHeader("ETag", '"e2"').end(),
  );
  expect(await store.replace("record.json", "{}", '"e1"')).toEqual({ kind: "written", etag: '"e2"' });
  expect(await store.create("record.json", "{}")).toEqual({ kind: "written", etag: '"e2"' });
  expect(asked.map(({ headers }) => [headers["if-match"], headers["if-none-match"]])).toEqual([
    ['"e1"', undefined],
    [undefined, "*"],
  ]);
});

test("412 is a lost race", async () => {
  const { store } = await storeAnswering(refusing(412, "PreconditionFailed"));
  expect(await store.create("record.json", "{}")).toEqual({ kind: "preconditionFailed" });
});

test("409 asks to try again, and is not tried again by the SDK", async () => {
  const { store, asked } = await storeAnswering(refusing(409, "ConditionalRequestConflict"));
  expect(await store.replace("record.json", "{}", '"e1"')).toEqual({ kind: "conflict" });
  expect(asked).toHaveLength(1);
});

test("404 to a replacement is a lost race", async () => {
  const { store } = await storeAnswering(refusing(404, "NoSuchKey"));
  expect(await store.replace("record.json", "{}", '"e1"')).toEqual({ kind: "preconditionFailed" });
});

test.each([
  [403, "AccessDenied"],
  [404, "NoSuchBucket"],
  [301, "PermanentRedirect"],
])("%i %s is neither an answer nor an absence: it throws", async (status, code) => {
  const { store, asked } = await storeAnswering(refusing(status, code));
  await expect(store.get("record.json")).rejects.toThrow(code);
  await expect(store.create("record.json", "{}")).rejects.toThrow(code);
  expect(asked).toHaveLength(2);
});

test("a server error is tried three times, then thrown", async () => {
  const { store, asked } = await storeAnswering(refusing(503, "SlowDown"));
  await expect(store.get("record.json")).rejects.toThrow("SlowDown");
  expect(asked).toHaveLength(3);
});

const page = (keys: readonly string[], end: string) =>
  `<ListBucketResult><Name>site-a</Name><EncodingType>url</EncodingType>${keys
    .map(
      (key) =>
        `<Contents><Key>${key}</Key><Size>7</Size><ETag>&quot;e&quot;</ETag><LastModified>2026-11-22T12:00:00.000Z</LastModified></Contents>`,
    )
    .join("")}${end}</ListBucketResult>`;

const more = "<IsTruncated>true</IsTruncated><NextContinuationToken>token-1</NextContinuationToken>";
const last = "<IsTruncated>false</IsTruncated>";

test("keys go on after the last of each page, decoded as S3 encodes", async () => {
  const { store, asked } = await storeAnswering(({ query }, response) => {
    const from = query.get("start-after");
    xml(response, 200, from === "a/b c+ü" ? page(["z"], last) : page(["a/%26", "a/b+c%2B%C3%BC"], more));
  });
  expect(await Array.fromAsync(store.keys("a/", ""))).toEqual([["a/&", "a/b c+ü"], ["z"]]);
  expect(asked.map(({ query }) => query.get("encoding-type"))).toEqual(["url", "url"]);
  expect(asked.map(({ query }) => query.get("prefix"))).toEqual(["a/", "a/"]);
});

test("an empty page of keys is not the end while S3 says there is more", async () => {
  const { store } = await storeAnswering(({ query }, response) =>
    xml(response, 200, query.get("continuation-token") === "token-1" ? page(["a"], last) : page([], more)),
  );
  expect(await Array.fromAsync(store.keys("", ""))).toEqual([["a"]]);
});

const bucket = { name: "site-a", region: "eu-west-1" };
const fromStart = { prefix: "a/", from: { after: "" }, maxKeys: 1000 };

test("a raw listing is the body as it came, asked for with keys URL-encoded", async () => {
  const { clients, asked } = await wire((_asked, response) => xml(response, 200, page(["a/%26"], last)));
  const answer = await s3Listing(clients.s3).page(bucket, fromStart);
  if (answer.kind !== "page") throw new Error(`${answer.kind}: ${answer.because}`);
  expect(Buffer.from(answer.body).toString()).toBe(`<?xml version="1.0"?>${page(["a/%26"], last)}`);
  expect(asked.map(({ query }) => query.toString())).toEqual([
    "encoding-type=url&list-type=2&max-keys=1000&prefix=a%2F",
  ]);
});

test("a raw listing goes on after a key, with all that a key may hold", async () => {
  const { clients, asked } = await wire((_asked, response) => xml(response, 200, page([], last)));
  await s3Listing(clients.s3).page(bucket, { ...fromStart, from: { after: "a/+ %&\n🗺" } });
  expect(asked[0]?.query.get("start-after")).toBe("a/+ %&\n🗺");
});

test("further pages of a bucket are asked for as the SDK asks for the first, byte for byte but for signature and time", async () => {
  const { clients, asked } = await wire((_asked, response) => xml(response, 200, page(["a/1"], last)));
  const listing = s3Listing(clients.s3);
  const ask = { ...fromStart, from: { after: "a/+ %&\n🗺" } };
  await listing.page(bucket, ask);
  await listing.page(bucket, ask);
  const [first, further] = asked.map(({ path, query, headers }) => {
    const { authorization = "", "x-amz-date": _, "amz-sdk-invocation-id": __, ...others } = headers;
    return { path, query: [...query].sort(), others, scope: authorization.replace(/Signature=.*/, "") };
  });
  expect(further).toEqual(first);
  expect(further?.scope).toContain("/eu-west-1/s3/aws4_request, SignedHeaders=");
});

test.each([
  [503, "SlowDown", "slowDown", 3],
  [500, "InternalError", "unavailable", 3],
  [403, "AccessDenied", "refused", 1],
  [404, "NoSuchBucket", "refused", 1],
])("a raw listing answered with %i %s is %s", async (status, code, kind, times) => {
  const { clients, asked } = await wire(refusing(status, code));
  expect(await s3Listing(clients.s3).page(bucket, fromStart)).toMatchObject({
    kind,
    because: expect.stringContaining(code),
  });
  expect(asked).toHaveLength(times);
});

test("a raw listing that breaks off is asked for again", async () => {
  const whole = page(["a/1"], last);
  let times = 0;
  const { clients } = await wire((_asked, response) => {
    response.writeHead(200, { "content-length": whole.length });
    if (times++ === 0) response.write(whole.slice(0, 200), () => response.destroy());
    else response.end(whole);
  });
  const answer = await s3Listing(clients.s3).page(bucket, fromStart);
  expect(answer).toMatchObject({ kind: "page" });
});

/** Counts what goes the SDK's whole way. */
async function counting(answer: Answer) {
  const { clients, asked } = await wire(answer);
  const sent = { whole: 0 };
  const s3 = clients.s3(bucket.region);
  const send = (...what: Parameters<typeof s3.send>) => {
    sent.whole++;
    return s3.send(...what);
  };
  const counted = { send } as typeof s3;
  return { listing: s3Listing(() => counted), asked, sent };
}

test("pages after the first are asked for as it was, each with a signature and an id of its own", async () => {
  const { listing, asked, sent } = await counting((_asked, response) => xml(response, 200, page([], more)));
  await listing.page(bucket, fromStart);
  await listing.page(bucket, { prefix: "a/", from: { after: "a/+ %&\n🗺" }, maxKeys: 1 });
  await listing.page(bucket, { ...fromStart, from: { token: "token-1" } });
  expect(sent.whole).toBe(1);
  expect(asked.map(({ query }) => [...query].filter(([name]) => name !== "list-type"))).toEqual([
    [
      ["encoding-type", "url"],
      ["max-keys", "1000"],
      ["prefix", "a/"],
    ],
    [
      ["encoding-type", "url"],
      ["max-keys", "1"],
      ["prefix", "a/"],
      ["start-after", "a/+ %&\n🗺"],
    ],
    [
      ["continuation-token", "token-1"],
      ["encoding-type", "url"],
      ["max-keys", "1000"],
      ["prefix", "a/"],
    ],
  ]);
  const own = (name: string) => new Set(asked.map(({ headers }) => headers[name])).size;
  expect([own("authorization"), own("amz-sdk-invocation-id"), own("user-agent"), own("host")]).toEqual([
    3, 3, 1, 1,
  ]);
});

test("a later page is tried as often as a first one; after it failed, the whole way is gone again", async () => {
  let times = 0;
  const { listing, asked, sent } = await counting((one, response) => {
    const isBroken = ++times > 1 && times < 5;
    if (isBroken) refusing(500, "InternalError")(one, response);
    else xml(response, 200, page([], more));
  });
  await listing.page(bucket, fromStart);
  expect(await listing.page(bucket, fromStart)).toMatchObject({ kind: "unavailable" });
  expect([asked.length, sent.whole]).toEqual([4, 1]);
  expect(await listing.page(bucket, fromStart)).toMatchObject({ kind: "page" });
  expect(sent.whole).toBe(2);
});

test("on AWS later pages go to the bucket's own host, and to the path where its name has dots", async () => {
  const asked: string[] = [];
  const answering = {
    handle: async ({ hostname, path }: { hostname: string; path: string }) => {
      asked.push(hostname + path);
      const body = Readable.from([Buffer.from(page([], more))]);
      return { response: { statusCode: 200, headers: {}, body } };
    },
  };
  const credentials = { accessKeyId: "a", secretAccessKey: "b" };
  const onAws = new S3Client({ region: "eu-west-1", requestHandler: answering, credentials });
  const listing = s3Listing(() => onAws);
  for (const name of ["site-a", "site-a", "www.example.com", "www.example.com"])
    await listing.page({ name, region: "eu-west-1" }, fromStart);
  expect(asked).toEqual([
    "site-a.s3.eu-west-1.amazonaws.com/",
    "site-a.s3.eu-west-1.amazonaws.com/",
    "s3.eu-west-1.amazonaws.com/www.example.com/",
    "s3.eu-west-1.amazonaws.com/www.example.com/",
  ]);
});

test("credentials that were renewed meanwhile sign the next page", async () => {
  const { asked } = await wire((_asked, response) => xml(response, 200, page([], more)));
  const first = { accessKeyId: "FIRST", secretAccessKey: "test", expiration: new Date(0) };
  const held = { credentials: first };
  const { region } = bucket;
  const renewing = new S3Client({ region, forcePathStyle: true, credentials: async () => held.credentials });
  const listing = s3Listing(() => renewing);
  await listing.page(bucket, fromStart);
  held.credentials = { ...first, accessKeyId: "SECOND", expiration: new Date("2100-01-01") };
  await listing.page(bucket, fromStart);
  expect(asked.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization ?? "")?.[1])).toEqual([
    "FIRST",
    "SECOND",
  ]);
});

test("two stores with buckets of one name are told apart, page after page", async () => {
  const [first, second] = [await httpServer(answeringOnly("a")), await httpServer(answeringOnly("b"))];
  const at = (port: number) => ({ ...bucket, endpoint: `http://127.0.0.1:${port}`, profile: null });
  const [ours, theirs] = [at(first), at(second)];
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  const { listing } = verifyPortsAt(ours, theirs, 2);
  const bodies: string[] = [];
  for (const one of [ours, theirs, ours, theirs]) {
    const answer = await listing.page(one, fromStart);
    bodies.push(answer.kind === "page" ? Buffer.from(answer.body).toString() : answer.because);
  }
  expect(bodies).toEqual([page(["a"], last), page(["b"], last), page(["a"], last), page(["b"], last)]);
});

const answeringOnly =
  (key: string): RequestListener =>
  (_request, response) =>
    void response.end(page([key], last));

test("a clock that is wrong is put right for later pages as well", async () => {
  let times = 0;
  const hours = 3_600_000;
  const { listing, asked } = await counting((one, response) => {
    response.setHeader("date", new Date(Date.now() + (times++ === 0 ? 0 : 5 * hours)).toUTCString());
    if (times === 2) return refusing(403, "RequestTimeTooSkewed")(one, response);
    xml(response, 200, page([], more));
  });
  await listing.page(bucket, fromStart);
  expect(await listing.page(bucket, fromStart)).toMatchObject({ kind: "page" });
  expect(asked).toHaveLength(3);
});

test("a later page that breaks off is asked for again, and nothing of the first try is in it", async () => {
  const [first, whole] = [page(["a/1", "a/2"], more), page(["a/3"], last)];
  let times = 0;
  const { listing } = await counting((_asked, response) => {
    times++;
    response.writeHead(200, { "content-length": times === 3 ? whole.length : first.length });
    if (times === 2) response.write(first.slice(0, 200), () => response.destroy());
    else response.end(times === 1 ? first : whole);
  });
  const memory = { bytes: new Uint8Array() };
  await listing.page(bucket, fromStart, memory);
  const answer = await listing.page(bucket, fromStart, memory);
  expect(answer.kind === "page" && Buffer.from(answer.body).toString()).toBe(whole);
  expect(times).toBe(3);
});

test("two buckets are compared over the wire, past a page that is empty and not the last", async () => {
  const { clients } = await wire(({ path, query }, response) => {
    if (path === "/secondary/") return xml(response, 200, page(["a", "c"], last));
    const token = query.get("continuation-token");
    xml(response, 200, token === "token-1" ? page(["a", "b"], last) : page([], more));
  });
  const ports = { clock: systemClock, listing: s3Listing(clients.s3), heads: null };
  const result = await compareBuckets(ports, taskOf(), oneByOne);
  expect(result).toMatchObject({
    kind: "complete",
    found: { compared: 2, inSecondary: 2, missing: 1, extra: 1, differs: 0 },
  });
});
