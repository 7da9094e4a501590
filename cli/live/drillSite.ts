import type { Site } from "../../shared/model/site.ts";
import { Mistake } from "../mistake.ts";
import { chooseSite } from "../sites.ts";

/** The site that may be moved for a drill: declared for it, and no other. Throws a Mistake that says how to declare one. */
export function drillSite(sites: readonly Site[], asked: string | undefined): Site {
  const declared = sites.filter(({ drill }) => drill);
  const [only] = declared;
  const names = declared.map(({ name }) => name);
  if (asked === undefined && only === undefined)
    throw new Mistake(`no site of sites.yml is declared for live drills.\n${howTo}`);
  if (asked === undefined) return chooseSite(declared, undefined);
  const site = chooseSite(sites, asked);
  if (site.drill) return site;
  const others = names.length === 0 ? "" : ` Declared: ${names.join(", ")}.`;
  throw new Mistake(`${site.name} is not declared for live drills, and is not moved.${others}\n${howTo}`);
}

const howTo =
  "A drill site has a host name of its own, is made like the one that matters, and says drill: true\nbelow its name in sites.yml (docs/drills.md).";
