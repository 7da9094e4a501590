import { afterEach, expect, test, vi } from "vitest";
import { systemClock } from "../../shared/aws/clock.ts";
import { s3Listing } from "../../shared/aws/listing.ts";
import { s3ObjectStore } from "../../shared/aws/objectStore.ts";
import { compareBuckets } from "../../shared/verify/compareBuckets.ts";
import { oneByOne, taskOf } from "../fixtures/comparison.ts";
import { type Answer, wire, xml } from "./awsWire.ts";

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
  const [bySdk, byPattern] = asked.map(({ path, query, headers }) => {
    const { authorization = "", "x-amz-date": _, "amz-sdk-invocation-id": __, ...others } = headers;
    return { path, query: [...query].sort(), others, scope: authorization.replace(/Signature=.*/, "") };
  });
  expect(byPattern).toEqual(bySdk);
  expect(byPattern?.scope).toContain("/eu-west-1/s3/aws4_request, SignedHeaders=");
});

test.each([
  [503, "SlowDown", "slowDown", 1 + 1 + 3],
  [403, "AccessDenied", "refused", 1 + 1 + 1],
])(
  "a further page answered with %i %s is asked for by the SDK, which judges: %s",
  async (status, code, kind, times) => {
    let isWell = true;
    const { clients, asked } = await wire((request, response) =>
      isWell ? xml(response, 200, page(["a/1"], last)) : refusing(status, code)(request, response),
    );
    const listing = s3Listing(clients.s3);
    expect(await listing.page(bucket, fromStart)).toMatchObject({ kind: "page" });
    isWell = false;
    expect(await listing.page(bucket, fromStart)).toMatchObject({ kind });
    expect(asked).toHaveLength(times);
  },
);

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
