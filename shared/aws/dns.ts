import { Resolver } from "node:dns/promises";
import type { RecordType } from "../model/site.ts";
import type { DnsPort } from "../observe/ports.ts";

/** An authoritative server answers in tens of milliseconds: 2 tries of 1.5 s at most, doubled by c-ares for the second. */
const patience = { timeout: 1500, tries: 2 };

/**
 * DNS through Node's own resolver (c-ares), which keeps no answers: Node sets its query cache's lifetime to 0. `servers`
 * empty: those of the machine.
 */
export const askServers: DnsPort["addresses"] = async (name, type, servers) => {
  const records = await noneAsEmpty(askFor(resolverAt(servers), name, type));
  return {
    addresses: records.map(({ address }) => address),
    ttlSeconds: records.length === 0 ? 0 : Math.min(...records.map(({ ttl }) => ttl)),
  };
};

function resolverAt(servers: readonly string[]): Resolver {
  const resolver = new Resolver(patience);
  if (servers.length > 0) resolver.setServers(servers);
  return resolver;
}

function askFor(resolver: Resolver, name: string, type: RecordType) {
  return type === "A" ? resolver.resolve4(name, { ttl: true }) : resolver.resolve6(name, { ttl: true });
}

/**
 * "address:port" of the servers that the nearest delegation at or above the name lists; found through the resolvers
 * given, or where there are none through the machine's own.
 */
export async function delegatedServers(
  name: string,
  resolvers: readonly string[],
): Promise<readonly string[]> {
  const resolver = resolverAt(resolvers);
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
