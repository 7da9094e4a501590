import { expect, test } from "vitest";
import type { Probe } from "../../../shared/model/site.ts";
import type { HttpAnswer } from "../../../shared/observe/ports.ts";
import {
  answered,
  calmPorts,
  fromCloudFront,
  noon,
  noResolver,
  observed,
  probe,
  refused,
  site,
  throwing,
  timedOut,
  urls,
  web,
} from "./world.ts";

const primaryAnswers = (answers: HttpAnswer | readonly HttpAnswer[]) =>
  web({ [urls.primary]: answers, [urls.secondary]: answered(), [urls.public]: fromCloudFront });

const withPrimaryProbes = (...probes: readonly Probe[]) => ({
  ...site,
  primary: { ...site.primary, probes },
});

test("is up on the first good answer, asked once", async () => {
  const http = primaryAnswers(answered());
  const { sides } = await observed({ http });
  expect(sides.primary).toEqual({ kind: "up", at: noon, latencyMs: 100 });
  expect(http.asked.filter(({ url }) => url === urls.primary)).toHaveLength(1);
});

test("is up when only the third try succeeds", async () => {
  const { sides } = await observed({ http: primaryAnswers([timedOut, refused, answered()]) });
  expect(sides.primary.kind).toBe("up");
});

test("is down when three tries fail, with the first fault", async () => {
  const http = primaryAnswers([timedOut, refused, refused]);
  const { sides } = await observed({ http });
  expect(sides.primary).toEqual({
    kind: "down",
    at: noon,
    fault: "timeout",
    because: "https://d1.cloudfront.net/: no answer within 4000 ms",
  });
  expect(http.asked.filter(({ url }) => url === urls.primary)).toHaveLength(3);
});

test("is down for a status out of range, redirects counting as up", async () => {
  const http = web({
    [urls.primary]: answered(503),
    [urls.secondary]: answered(302),
    [urls.public]: fromCloudFront,
  });
  const { sides } = await observed({ http });
  expect(sides.primary).toMatchObject({
    kind: "down",
    fault: "status",
    because: "https://d1.cloudfront.net/ answered 503",
  });
  expect(sides.secondary.kind).toBe("up");
});

test("is down when the text is not in the page", async () => {
  const strict = withPrimaryProbes(probe(urls.primary, { text: "Welcome" }));
  const { sides } = await observed(
    { http: primaryAnswers(answered(200, {}, "<h1>It works!</h1>")) },
    { site: strict },
  );
  expect(sides.primary).toMatchObject({ kind: "down", fault: "text" });
});

const judged = async (wanted: Parameters<typeof probe>[1], ...given: Parameters<typeof answered>) => {
  const site = withPrimaryProbes(probe(urls.primary, wanted));
  const { sides } = await observed({ http: primaryAnswers(answered(...given)) }, { site });
  return sides.primary;
};

test("is down when a page comes as another type than a visitor's browser needs", async () => {
  const html = { contentType: "text/html" };
  expect(await judged(html, 200, { "content-type": "application/octet-stream" })).toMatchObject({
    kind: "down",
    fault: "contentType",
    because: "https://d1.cloudfront.net/ is application/octet-stream, not text/html",
  });
  expect(await judged(html, 200, {})).toMatchObject({
    because: "https://d1.cloudfront.net/ is of no type, not text/html",
  });
  expect((await judged(html, 200, { "content-type": "Text/HTML; charset=utf-8" })).kind).toBe("up");
});

test("is down when a redirect leads elsewhere, or nowhere", async () => {
  const there = { location: "https://www.example.com/new/" };
  expect(await judged(there, 301, { location: "http://localhost/" })).toMatchObject({
    kind: "down",
    fault: "location",
    because: "https://d1.cloudfront.net/ leads to http://localhost/, not to https://www.example.com/new/",
  });
  expect(await judged(there, 200, {})).toMatchObject({
    fault: "location",
    because: "https://d1.cloudfront.net/ leads nowhere, not to https://www.example.com/new/",
  });
  expect((await judged(there, 301, { location: "https://www.example.com/new/" })).kind).toBe("up");
});

test("is down when one of two probes is, though the other answers", async () => {
  const two = withPrimaryProbes(probe(urls.primary), probe("https://d1.cloudfront.net/app.js"));
  const { sides } = await observed({ http: primaryAnswers(answered()) }, { site: two });
  expect(sides.primary).toMatchObject({ kind: "down", fault: "dns" });
});

test("is unknown, not down, when the probe could not be made", async () => {
  const { sides } = await observed({ http: primaryAnswers(noResolver) });
  expect(sides.primary).toEqual({
    kind: "unknown",
    at: noon,
    because: "https://d1.cloudfront.net/ could not be asked: getaddrinfo EAI_AGAIN",
  });
});

test("is unknown when one of the three failed tries could not be made", async () => {
  const { sides } = await observed({ http: primaryAnswers([timedOut, noResolver, timedOut]) });
  expect(sides.primary.kind).toBe("unknown");
});

test("is unknown when fetching itself breaks", async () => {
  const { sides } = await observed({ http: { get: throwing("out of sockets") } });
  expect(sides.primary).toMatchObject({ kind: "unknown" });
  expect(sides.secondary).toMatchObject({ kind: "unknown" });
});

test("is unknown without probes", async () => {
  const { sides } = await observed({}, { site: withPrimaryProbes() });
  expect(sides.primary).toEqual({ kind: "unknown", at: noon, because: "the side has no probes" });
});

const nothing = web({ [urls.primary]: timedOut, [urls.secondary]: refused, [urls.public]: timedOut });
const noDns = { addresses: throwing("queryA ETIMEOUT"), nameServers: throwing("queryNs ETIMEOUT") };

test("takes neither side for down when nothing at all answers, name servers included: we may be cut off", async () => {
  const { sides } = await observed({ http: nothing, dns: noDns });
  expect(sides.primary).toEqual({
    kind: "unknown",
    at: noon,
    because:
      "https://d1.cloudfront.net/: no answer within 4000 ms, but neither side nor any name server could be reached from here: the prober itself may be cut off",
  });
  expect(sides.secondary.kind).toBe("unknown");
});

test("takes both sides for down when the name servers still answer", async () => {
  const { sides } = await observed({ http: nothing });
  expect([sides.primary.kind, sides.secondary.kind]).toEqual(["down", "down"]);
});

test("takes a side for down when a web server answers, even badly, while DNS is dark", async () => {
  const http = web({ [urls.primary]: timedOut, [urls.secondary]: answered(500) });
  const { sides } = await observed({ http, dns: noDns });
  expect([sides.primary.kind, sides.secondary.kind]).toEqual(["down", "down"]);
});

test("takes both sides for down when a TLS handshake was answered, though badly", async () => {
  const badCertificate: HttpAnswer = { kind: "failed", fault: "tls", because: "certificate has expired" };
  const http = web({ [urls.primary]: badCertificate, [urls.secondary]: timedOut });
  const { sides } = await observed({ http, dns: noDns });
  expect([sides.primary.kind, sides.secondary.kind]).toEqual(["down", "down"]);
});

test("reports everything else when one thing can't be read", async () => {
  const seen = await observed({
    recordSets: { list: throwing("ThrottlingException: Rate exceeded") },
    distributions: { read: throwing("AccessDenied") },
    metrics: { replication: throwing("us-east-1 is dark"), failed: throwing("us-east-1 is dark") },
  });
  expect(seen.records).toEqual({
    kind: "unknown",
    because: "the record sets can't be read: ThrottlingException: Rate exceeded",
    at: noon,
  });
  expect(seen.distribution).toEqual({
    kind: "unknown",
    because: "distribution E1PRIMARY can't be read: AccessDenied",
    at: noon,
  });
  expect(seen.replication.kind).toBe("unknown");
  expect(seen.sides.primary.kind).toBe("up");
  expect(seen.replica.kind).toBe("current");
});

test("has no distribution where no side is one", async () => {
  const alias = { kind: "alias", domainName: "lb.example.com", hostedZoneId: "Z1" } as const;
  const seen = await observed(calmPorts(), {
    site: { ...site, primary: { ...site.primary, target: alias } },
  });
  expect(seen.distribution).toBeNull();
});

test.each<[string, Partial<Probe>, HttpAnswer, string]>([
  [
    "of another length",
    { bytes: 5 },
    answered(200, {}, "four"),
    "https://d1.cloudfront.net/ has 4 bytes, not 5",
  ],
  [
    "of another content",
    { sha256: 'of "this"' },
    answered(200, {}, "that"),
    'https://d1.cloudfront.net/ has SHA-256 of "that", not of "this"',
  ],
])("is down for a body %s", async (_, wanted, answer, because) => {
  const probes = [{ ...probe(urls.primary), ...wanted }];
  const { sides } = await observed({ http: primaryAnswers(answer) }, { site: withPrimaryProbes(...probes) });
  expect(sides.primary).toMatchObject({ kind: "down", fault: "content", because });
});

test("is up for a body of the length and content that are wanted", async () => {
  const probes = [{ ...probe(urls.primary), bytes: 4, sha256: 'of "four"' }];
  const http = primaryAnswers(answered(200, {}, "four"));
  const { sides } = await observed({ http }, { site: withPrimaryProbes(...probes) });
  expect(sides.primary.kind).toBe("up");
});

test("is not known where its content matters and its body is too long to be read whole", async () => {
  const probes = [{ ...probe(urls.primary), sha256: 'of "four"' }];
  const http = primaryAnswers({ ...answered(), whole: null } as HttpAnswer);
  const { sides } = await observed({ http }, { site: withPrimaryProbes(...probes) });
  expect(sides.primary).toMatchObject({
    kind: "unknown",
    because: "https://d1.cloudfront.net/ is longer than the 256 KiB that are read of it",
  });
});
