import { expect, test } from "vitest";
import { askServers, delegatedServers } from "../../shared/aws/dns.ts";
import { rememberNameServers } from "../../shared/aws/nameServers.ts";
import { type EpochMs, epochMs } from "../../shared/model/time.ts";
import { a, nameServer } from "./nameServer.ts";

const www = "www.example.com";

test("gives all addresses of a name, with the shortest time to live", async () => {
  const server = await nameServer(() => [a(www, "192.0.2.1", 60), a(www, "192.0.2.2", 30)]);
  expect(await askServers(www, "A", [server.at])).toEqual({
    addresses: ["192.0.2.1", "192.0.2.2"],
    ttlSeconds: 30,
  });
});

test("asks for IPv6 addresses as such", async () => {
  const server = await nameServer(() => [{ type: "AAAA", name: www, data: "2001:db8::1", ttl: 60 }]);
  expect(await askServers(www, "AAAA", [server.at])).toEqual({ addresses: ["2001:db8::1"], ttlSeconds: 60 });
  expect(server.asked).toEqual(["www.example.com AAAA"]);
});

test("no such record and no such name are answers: no addresses", async () => {
  const none = { addresses: [], ttlSeconds: 0 };
  const noData = await nameServer(() => []);
  expect(await askServers(www, "A", [noData.at])).toEqual(none);
  const noName = await nameServer(() => "NXDOMAIN");
  expect(await askServers(www, "A", [noName.at])).toEqual(none);
});

test("a server that fails is no answer", async () => {
  const server = await nameServer(() => "SERVFAIL");
  await expect(askServers(www, "A", [server.at])).rejects.toThrow("ESERVFAIL");
});

test("silence is no answer, and a lone server is asked twice", async () => {
  const server = await nameServer(() => "silence");
  await expect(askServers(www, "A", [server.at])).rejects.toThrow("ETIMEOUT");
  expect(server.asked).toHaveLength(2);
});

test("the next server is asked when one is silent or fails", async () => {
  const good = await nameServer(() => [a(www, "192.0.2.1")]);
  const failing = await nameServer(() => "SERVFAIL");
  const silent = await nameServer(() => "silence");
  expect((await askServers(www, "A", [failing.at, good.at])).addresses).toEqual(["192.0.2.1"]);
  expect((await askServers(www, "A", [silent.at, good.at])).addresses).toEqual(["192.0.2.1"]);
});

test("every question is asked anew: an answer is never kept", async () => {
  const addresses = ["192.0.2.1", "192.0.2.2"];
  const server = await nameServer(() => [a(www, addresses.shift() ?? "", 3600)]);
  expect((await askServers(www, "A", [server.at])).addresses).toEqual(["192.0.2.1"]);
  expect((await askServers(www, "A", [server.at])).addresses).toEqual(["192.0.2.2"]);
});

test("finds the servers of the nearest delegation above a name, by IPv4", async () => {
  const ns = (data: string) => ({ type: "NS", name: "example.com", data, ttl: 60 }) as const;
  const resolver = await nameServer((question) => {
    if (question === "example.com NS") return [ns("ns1.example.net"), ns("ns2.example.net")];
    if (question === "ns1.example.net A") return [a("ns1.example.net", "192.0.2.51")];
    return question.endsWith(" NS") ? [] : "NXDOMAIN";
  });
  expect(await delegatedServers("a.www.example.com", [resolver.at])).toEqual(["192.0.2.51:53"]);
  expect(resolver.asked.slice(0, 3)).toEqual([
    "a.www.example.com NS",
    "www.example.com NS",
    "example.com NS",
  ]);
});

test("does not take a top-level domain's servers for the site's", async () => {
  const resolver = await nameServer(() => "NXDOMAIN");
  await expect(delegatedServers(www, [resolver.at])).rejects.toThrow(
    "No name server is delegated for www.example.com or a domain above it",
  );
  expect(resolver.asked).toEqual(["www.example.com NS", "example.com NS"]);
});

test("remembers the servers of a name for five minutes, and longer when they can't be looked up again", async () => {
  let now: EpochMs = epochMs(0);
  const answers = [["192.0.2.1:53"], ["192.0.2.2:53"]];
  const lookUp = async () => {
    const next = answers.shift();
    if (next === undefined) throw new Error("the resolver is gone");
    return next;
  };
  const nameServers = rememberNameServers(lookUp, { now: () => now });
  expect(await nameServers(www)).toEqual(["192.0.2.1:53"]);
  now = epochMs(299_999);
  expect(await nameServers(www)).toEqual(["192.0.2.1:53"]);
  now = epochMs(300_000);
  expect(await nameServers(www)).toEqual(["192.0.2.2:53"]);
  now = epochMs(3_600_000);
  expect(await nameServers(www)).toEqual(["192.0.2.2:53"]);
  await expect(nameServers("other.example.com")).rejects.toThrow("the resolver is gone");
});
