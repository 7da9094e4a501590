import { afterEach, expect, test, vi } from "vitest";
import { s3ObjectStore } from "../../shared/aws/objectStore.ts";
import { s3Objects } from "../../shared/aws/objects.ts";
import { epochMs } from "../../shared/model/time.ts";
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

test("a listing goes on after the last key of each page, decoded as S3 encodes", async () => {
  const { clients, asked } = await wire(({ query }, response) => {
    const from = query.get("start-after");
    xml(response, 200, from === "a/b c+ü" ? page(["z"], last) : page(["a/%26", "a/b+c%2B%C3%BC"], more));
  });
  const objects = s3Objects(clients.s3).list({ name: "site-a", region: "eu-west-1" }, "a/");
  expect((await Array.fromAsync(objects)).map((objs) => objs.map(({ key }) => key))).toEqual([
    ["a/&", "a/b c+ü"],
    ["z"],
  ]);
  expect(asked.map(({ query }) => query.get("encoding-type"))).toEqual(["url", "url"]);
  expect(asked.map(({ query }) => query.get("prefix"))).toEqual(["a/", "a/"]);
});

test("a listing gives size, ETag and time", async () => {
  const { clients } = await wire((_asked, response) => xml(response, 200, page(["a"], last)));
  const objects = s3Objects(clients.s3).list({ name: "site-a", region: "eu-west-1" }, "");
  expect((await Array.fromAsync(objects)).flat()).toEqual([
    { key: "a", size: 7, etag: '"e"', modifiedAt: epochMs(Date.parse("2026-11-22T12:00:00Z")) },
  ]);
});

test("an empty page is not the end while S3 says there is more", async () => {
  const { clients } = await wire(({ query }, response) =>
    xml(response, 200, query.get("continuation-token") === "token-1" ? page(["a"], last) : page([], more)),
  );
  const objects = s3Objects(clients.s3).list({ name: "site-a", region: "eu-west-1" }, "");
  expect((await Array.fromAsync(objects)).flat().map(({ key }) => key)).toEqual(["a"]);
});

test("an empty bucket has no pages", async () => {
  const { clients } = await wire((_asked, response) => xml(response, 200, page([], last)));
  expect(
    await Array.fromAsync(s3Objects(clients.s3).list({ name: "site-a", region: "eu-west-1" }, "")),
  ).toEqual([]);
});
