import type { Site } from "../../shared/model/site.ts";
import type { Script } from "../script.ts";

/** A story to play for a site. Its script depends on the site's own times, such as how long a primary has to be stable. */
export interface Scenario {
  readonly name: string;
  /** One sentence. */
  readonly story: string;
  readonly script: (site: Site) => Script;
}
