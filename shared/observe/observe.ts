import type { Evidence, Observation } from "../model/observation.ts";
import type { SiteRecord } from "../model/record.ts";
import type { Site } from "../model/site.ts";
import type { ObservePorts } from "./ports.ts";

export async function observe(
  _ports: ObservePorts,
  _site: Site,
  _memory: SiteRecord,
  _evidence: Evidence,
): Promise<Observation> {
  throw new Error("not written yet");
}
