import { once } from "node:events";
import { createServer } from "node:net";

/** A TCP port nobody listens on at any of these loopback addresses, as of now. */
export async function freePort(...addresses: readonly string[]): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const port = await tryPort(0, addresses[0] ?? "127.0.0.1");
    if (port === undefined) continue;
    const others = await Promise.all(addresses.slice(1).map((address) => tryPort(port, address)));
    if (others.every((found) => found === port)) return port;
  }
  throw new Error(`No port is free on all of ${addresses.join(", ")}`);
}

async function tryPort(port: number, address: string): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen(port, address);
    await once(server, "listening");
    const bound = server.address();
    return bound !== null && typeof bound === "object" ? bound.port : undefined;
  } catch {
    return undefined;
  } finally {
    server.close();
  }
}
