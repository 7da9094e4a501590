import { after, type Clock, type EpochMs, minutes } from "../model/time.ts";
import type { DnsPort } from "../observe/ports.ts";

/** A delegation changes about never, so it is asked for every few minutes and not every minute. */
const keptFor = minutes(5);

/**
 * Remembers the name servers found for each name. When they can't be looked up again the old ones are given: a resolver
 * that fails in an outage must not keep us from asking the servers we know.
 */
export function rememberNameServers(
  lookUp: DnsPort["nameServers"],
  clock: Pick<Clock, "now">,
): DnsPort["nameServers"] {
  const known = new Map<string, { readonly servers: readonly string[]; readonly at: EpochMs }>();
  return async (name) => {
    const old = known.get(name);
    if (old !== undefined && clock.now() < after(old.at, keptFor)) return old.servers;
    try {
      const servers = await lookUp(name);
      known.set(name, { servers, at: clock.now() });
      return servers;
    } catch (error) {
      if (old === undefined) throw error;
      return old.servers;
    }
  };
}
