import { parsePlan } from "../../shared/config/load.ts";
import type { Problem } from "../../shared/config/problem.ts";
import { knownFrom } from "../provision/known.ts";
import { lookAround } from "../provision/look.ts";
import type { ProvisionPorts } from "../provision/ports.ts";
import type { Parameters } from "../provision/step.ts";
import { stepsOf } from "../provision/steps.ts";
import { entryOf } from "./entry.ts";
import { findSite, type NotFound } from "./find.ts";
import { type Gap, gapsOf } from "./gaps.ts";
import type { SiteReader } from "./ports.ts";

/** A stack that provisioning would make; `parameters` is null while they need what is made before. */
export interface ToMake {
  readonly step: string;
  readonly template: string;
  readonly stack: string;
  readonly region: string;
  readonly parameters: Parameters | null;
}

export type Adopted =
  | {
      readonly kind: "adopted";
      /** The entry as written in sites.yml already, or as found. */
      readonly entry: { readonly isWritten: boolean; readonly text: string };
      readonly toMake: readonly ToMake[];
      readonly gaps: readonly Gap[];
    }
  | { readonly kind: "invalid"; readonly problems: readonly Problem[] }
  | NotFound;

export interface AdoptPorts {
  readonly reader: SiteReader;
  readonly provision: Pick<ProvisionPorts, "stacks" | "ground" | "pause" | "tell">;
}

/** Reads a site that is there, writes its entry, and says what it lacks. Changes nothing. */
export async function adopt(
  { reader, provision }: AdoptPorts,
  host: string,
  asked: { readonly standbyRegion: string | null; readonly writtenText: string | null },
): Promise<Adopted> {
  const site = await findSite(reader, host, asked);
  if ("kind" in site) return site;
  const entry = entryOf(site);
  const text = asked.writtenText ?? `sites:\n${entry}`;
  const plan = parsePlan(text, asked.writtenText === null ? "the entry as found" : "sites.yml");
  if (plan.kind === "invalid") return { kind: "invalid", problems: plan.problems };
  const steps = stepsOf(plan.sites.filter((planned) => planned.host === host));
  const standings = await lookAround(provision, steps, plan.written);
  const known = knownFrom(steps, standings, plan.written);
  const toMake = steps.filter(
    ({ id, isWanted }) => standings.get(id)?.kind === "missing" && isWanted?.(known) !== false,
  );
  return {
    kind: "adopted",
    entry: { isWritten: asked.writtenText !== null, text: entry },
    toMake: toMake.map(({ id, template, stack, region, parameters }) => ({
      step: id,
      template: `infra/templates/${template}`,
      stack,
      region,
      parameters: parameters(known),
    })),
    gaps: await gapsOf(reader, site),
  };
}
