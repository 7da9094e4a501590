import { Resolver } from "node:dns/promises";
import { type IncomingHttpHeaders, request } from "node:http";

export type Visit = {
  readonly address: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

export type Visitor = {
  /** The addresses the name has for this visitor now, nothing cached. */
  resolve(name: string, family?: 4 | 6): Promise<readonly string[]>;
  /** Resolves, then fetches http://name:port/path from the address it got, as a browser would. */
  visit(url: string, family?: 4 | 6): Promise<Visit>;
};

/** Someone on the internet who knows one name server: this world's. */
export function visitor(options: { readonly dnsPort: number; readonly timeoutMs?: number }): Visitor {
  const { dnsPort, timeoutMs = 2000 } = options;
  const resolve = async (name: string, family: 4 | 6 = 4) => {
    const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
    resolver.setServers([`127.0.0.1:${dnsPort}`]);
    return family === 4 ? await resolver.resolve4(name) : await resolver.resolve6(name);
  };
  return {
    resolve,
    async visit(url, family = 4) {
      const asked = new URL(url);
      const [address] = await resolve(asked.hostname, family);
      if (address === undefined) throw new Error(`${asked.hostname} has no address`);
      return await fetchFrom(address, asked, timeoutMs);
    },
  };
}

function fetchFrom(address: string, url: URL, timeoutMs: number): Promise<Visit> {
  const options = {
    host: address,
    port: url.port || 80,
    path: url.pathname + url.search,
    headers: { host: url.host },
    agent: false as const,
    signal: AbortSignal.timeout(timeoutMs),
  };
  return new Promise((resolve, reject) => {
    const failed = (cause: Error) => reject(new Error(`${url} from ${address}: ${cause.message}`, { cause }));
    const asking = request(options, async (response) => {
      try {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        const body = Buffer.concat(chunks).toString("utf8");
        resolve({ address, status: response.statusCode ?? 0, headers: response.headers, body });
      } catch (cause) {
        failed(cause as Error);
      }
    });
    asking.on("error", failed).end();
  });
}
