import type { SideName, Site } from "../model/site.ts";
import type { ObservePorts } from "./ports.ts";
import { seeVisitors } from "./visitors.ts";

/** Which side the zone's own name servers send visitors of all names to; unknown where one of them was not marked. */
export async function sideAnswered(
  ports: Pick<ObservePorts, "dns" | "http" | "clock">,
  site: Site,
): Promise<SideName | "split" | "unknown"> {
  const seen = await seeVisitors(ports, site);
  const marks = new Set(
    seen.map(({ view: { served } }) => (served.kind === "known" ? served.value.by : "unmarked")),
  );
  if (marks.has("primary") && marks.has("secondary")) return "split";
  const [only] = marks;
  return marks.size !== 1 || only === undefined || only === "unmarked" ? "unknown" : only;
}
