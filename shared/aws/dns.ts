import { Resolver } from "node:dns/promises";
import type { RecordType } from "../model/site.ts";
import type { DnsPort } from "../observe/ports.ts";

type Addresses = Awaited<ReturnType<DnsPort["addresses"]>>;

/** An authoritative server answers in tens of milliseconds. */
const oneTry = { timeout: 1000, tries: 1 };
const twoTries = { timeout: 1000, tries: 2 };

/**
 * Asks one server after the other until one answers, each anew: Node gives c-ares' query cache a lifetime of 0. One
 * resolver for all of them would not do, as Node has c-ares take the first server's SERVFAIL for the answer.
 */
export async function askServers(
  name: string,
  type: RecordType,
  servers: readonly string[],
): Promise<Addresses> {
  const turns = servers.length === 1 ? [...servers, ...servers] : servers;
  let failure: unknown = new Error(`there is no name server to ask for ${name}`);
  for (const server of turns) {
    try {
      return await ask(resolverAt([server], oneTry), name, type);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function ask(resolver: Resolver, name: string, type: RecordType): Promise<Addresses> {
  const records = await noneAsEmpty(
    type === "A" ? resolver.resolve4(name, { ttl: true }) : resolver.resolve6(name, { ttl: true }),
  );
  return {
    addresses: records.map(({ address }) => address),
    ttlSeconds: records.length === 0 ? 0 : Math.min(...records.map(({ ttl }) => ttl)),
  };
}

/**
 * "address:port" of the servers that the nearest delegation at or above the name lists; found through the resolvers
 * given, or where there are none through the machine's own.
 */
export async function delegatedServers(
  name: string,
  resolvers: readonly string[],
): Promise<readonly string[]> {
  const resolver = resolverAt(resolvers, twoTries);
  const labels = name.split(".");
  for (let skipped = 0; skipped <= labels.length - 2; skipped++) {
    const names = await noneAsEmpty(resolver.resolveNs(labels.slice(skipped).join(".")));
    if (names.length > 0) return addressesOf(resolver, names);
  }
  throw new Error(`No name server is delegated for ${name} or a domain above it`);
}

/** IPv4 only, as a Lambda outside a VPC has no IPv6. One of the servers not resolving is what the others are for. */
async function addressesOf(resolver: Resolver, names: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.allSettled(names.map((name) => resolver.resolve4(name)));
  const addresses = found.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
  if (addresses.length === 0) throw new Error(`None of the name servers ${names.join(", ")} has an address`);
  return addresses.map((address) => `${address}:53`);
}

function resolverAt(servers: readonly string[], patience: typeof oneTry): Resolver {
  const resolver = new Resolver(patience);
  if (servers.length > 0) resolver.setServers(servers);
  return resolver;
}

/** NODATA and NXDOMAIN are answers: there is no such record. SERVFAIL, a refusal or silence are not. */
async function noneAsEmpty<Item>(asked: Promise<Item[]>): Promise<Item[]> {
  try {
    return await asked;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENODATA" || code === "ENOTFOUND") return [];
    throw error;
  }
}
