import type { VisitorView } from "../model/observation.ts";
import type { SideName, Site } from "../model/site.ts";
import type { ObservePorts } from "./ports.ts";
import { seeVisitors } from "./visitors.ts";

/**
 * Which side the zone's own name servers send visitors of all names to: each of them is asked, as they learn of a change
 * one by one. A server that is silent says nothing against the others; unknown where nobody marked an answer.
 */
export async function sideAnswered(
  ports: Pick<ObservePorts, "dns" | "http" | "clock">,
  site: Site,
): Promise<SideName | "split" | "unknown"> {
  const servers = await serversOf(ports, site);
  const seen = await Promise.all(servers.map((server) => seeVisitors(ports, askedAt(site, server))));
  const marks = new Set(
    seen
      .flat()
      .filter(({ view }) => view.answers.kind === "known")
      .map(({ view }) => markOf(view)),
  );
  if (marks.has("primary") && marks.has("secondary")) return "split";
  const [only] = marks;
  return marks.size !== 1 || only === undefined || only === "unmarked" ? "unknown" : only;
}

/** None where the delegation can't be read: then nothing is known. */
async function serversOf({ dns }: Pick<ObservePorts, "dns">, { name, hostedZone }: Site) {
  if (hostedZone.nameServers.length > 0) return hostedZone.nameServers;
  return dns.nameServers(name).catch(() => []);
}

const askedAt = (site: Site, server: string): Site => ({
  ...site,
  hostedZone: { ...site.hostedZone, nameServers: [server] },
});

const markOf = ({ served }: VisitorView): SideName | "unmarked" =>
  served.kind === "known" ? served.value.by : "unmarked";
