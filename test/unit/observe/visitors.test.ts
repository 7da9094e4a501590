import { expect, test } from "vitest";
import type { Site } from "../../../shared/model/site.ts";
import {
  answered,
  fromCloudFront,
  noon,
  noResolver,
  observed,
  refused,
  site,
  throwing,
  timedOut,
  urls,
  web,
} from "./world.ts";

const publicAnswer = (answer: Parameters<typeof web>[0][string]) =>
  web({ [urls.primary]: answered(), [urls.secondary]: answered(), [urls.public]: answer });

const servedIn = async (ports: Parameters<typeof observed>[0], at: Site = site) => {
  const { visitors } = await observed(ports, { site: at });
  const served = visitors[0]?.served;
  return served?.kind === "known" ? served.value : served;
};

const marked: Site = {
  ...site,
  visitor: {
    ...site.visitor,
    marker: { kind: "header", name: "X-Served-By", primary: "blue", secondary: "green" },
  },
};

test("answers and server are those of the primary, fetched from the first address with the site's own name", async () => {
  const http = publicAnswer(fromCloudFront);
  const { visitors } = await observed({ http });
  expect(visitors).toEqual([
    {
      name: "www.example.com",
      answers: {
        kind: "known",
        at: noon,
        value: [
          { type: "A", addresses: ["192.0.2.1"], ttlSeconds: 60 },
          { type: "AAAA", addresses: ["2001:db8::1"], ttlSeconds: 60 },
        ],
      },
      served: {
        kind: "known",
        at: noon,
        value: { kind: "served", by: "primary", status: 200, latencyMs: 100 },
      },
    },
  ]);
  expect(http.asked.find(({ url }) => url === urls.public)).toMatchObject({
    host: "www.example.com",
    address: "192.0.2.1",
  });
});

test("the secondary serves what did not come through CloudFront", async () => {
  expect(await servedIn({ http: publicAnswer(answered()) })).toMatchObject({
    kind: "served",
    by: "secondary",
  });
});

test("x-amz-cf-id alone tells CloudFront too", async () => {
  const http = publicAnswer(answered(200, { "x-amz-cf-id": "abc" }));
  expect(await servedIn({ http })).toMatchObject({ by: "primary" });
});

test.each([
  ["blue", "primary"],
  ["green", "secondary"],
  ["red", "unmarked"],
])("a header of its own says who served: %s", async (value, by) => {
  const http = publicAnswer(answered(200, { "x-served-by": value }));
  expect(await servedIn({ http }, marked)).toMatchObject({ kind: "served", by });
});

test("an error page is a failure, of the side that gave it", async () => {
  const http = publicAnswer(answered(504, { via: "1.1 x.cloudfront.net (CloudFront)" }));
  expect(await servedIn({ http })).toEqual({
    kind: "failed",
    by: "primary",
    fault: "status",
    because: "http://www.example.com:80/ answered 504",
  });
});

test("the next address is tried after a failure, as a browser does", async () => {
  const http = publicAnswer([refused, fromCloudFront]);
  const dns = {
    addresses: async () => ({ addresses: ["192.0.2.1", "192.0.2.2"], ttlSeconds: 60 }),
    nameServers: throwing("not asked"),
  };
  expect(await servedIn({ http, dns })).toMatchObject({ kind: "served" });
  expect(http.asked.filter(({ url }) => url === urls.public).map(({ address }) => address)).toEqual([
    "192.0.2.1",
    "192.0.2.2",
  ]);
});

test("no server is known to fail when the fetch could not be made", async () => {
  expect(await servedIn({ http: publicAnswer(noResolver) })).toMatchObject({
    kind: "unknown",
    because: "http://www.example.com:80/ could not be asked: getaddrinfo EAI_AGAIN",
  });
});

test("visitors get nothing when the fetch times out", async () => {
  expect(await servedIn({ http: publicAnswer(timedOut) })).toMatchObject({
    kind: "failed",
    fault: "timeout",
  });
});

test("visitors get nothing when no address is answered", async () => {
  const dns = {
    addresses: async () => ({ addresses: [], ttlSeconds: 0 }),
    nameServers: throwing("not asked"),
  };
  expect(await servedIn({ dns })).toEqual({
    kind: "failed",
    by: "unmarked",
    fault: "dns",
    because: "the name servers answer no address for www.example.com",
  });
});

test("who serves is unknown when the name servers can't be asked", async () => {
  const dns = { addresses: throwing("queryA SERVFAIL"), nameServers: throwing("not asked") };
  const { visitors } = await observed({ dns });
  const because = "DNS for www.example.com can't be read: queryA SERVFAIL";
  expect(visitors[0]?.answers).toEqual({ kind: "unknown", because, at: noon });
  expect(visitors[0]?.served).toEqual({ kind: "unknown", because, at: noon });
});

test("a name with AAAA alone is resolved and not fetched", async () => {
  const six: Site = { ...site, names: [{ name: "www.example.com", types: ["AAAA"] }] };
  expect(await servedIn({}, six)).toMatchObject({
    kind: "unknown",
    because: "www.example.com has no A records, and only IPv4 is fetched",
  });
});

test("the delegation's servers are asked where none are configured", async () => {
  const asked: string[][] = [];
  const dns = {
    addresses: async (_name: string, _type: string, servers: readonly string[]) => {
      asked.push([...servers]);
      return { addresses: ["192.0.2.1"], ttlSeconds: 60 };
    },
    nameServers: async () => ["192.0.2.99:53"],
  };
  await observed({ dns }, { site: { ...site, hostedZone: { id: "Z1ZONE", nameServers: [] } } });
  expect(asked).toEqual([["192.0.2.99:53"], ["192.0.2.99:53"]]);
});
