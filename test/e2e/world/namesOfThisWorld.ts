import dns from "node:dns";

/**
 * Preloaded into a command, so that it asks nobody outside: these names lead to servers of this world, an address to
 * itself, and no other name leads anywhere. As a resolver that knows no more.
 */
const addresses: Readonly<Record<string, string>> = JSON.parse(process.env["NAMES_OF_THIS_WORLD"] ?? "{}");

type Done = (error: Error | null, address?: string | { address: string; family: 4 }[], family?: 4) => void;

function lookup(name: string, options: { readonly all?: boolean } | Done, done?: Done): void {
  const tell = typeof options === "function" ? options : (done as Done);
  const address = addresses[name];
  if (address === undefined) {
    const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: "ENOTFOUND" });
    process.nextTick(tell, error);
  } else if (typeof options !== "function" && options.all === true) {
    process.nextTick(tell, null, [{ address, family: 4 }]);
  } else process.nextTick(tell, null, address, 4);
}

dns.lookup = lookup as typeof dns.lookup;
